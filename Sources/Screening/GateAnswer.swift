public import SafetyModel

/// What the gate answers to a request: pictures, a decision against them, or the generator's failure. A refusal is a
/// value here like any other.
public enum GateAnswer: Sendable {
    case released(Released)
    case stopped(GateDecision)
    /// The request was allowed, but the generator made nothing.
    case failed(GateDecision, GeneratorError)

    /// Pictures that may leave, all of them recorded.
    public struct Released: Sendable {
        public var decision: GateDecision
        public var pictures: [ClearedPicture]
        /// What the generator says it drew, by picture, where it says so and the text was read as harmless.
        public var revisedPrompts: [String?]
        public var summary: GeneratedSummary
    }

    /// The decision behind the answer.
    public var decision: GateDecision {
        switch self {
        case .released(let released): released.decision
        case .stopped(let decision): decision
        case .failed(let decision, _): decision
        }
    }
}

/// A decision with what only the person who asks for an explanation may see.
public struct GateDecision: Sendable {
    public var decision: Decision
    public var subject: Facts.Subject
    /// The readers' findings, gravest first.
    public var signals: [Signal]
    /// Pictures that could not be read, and why; a caller's fault is answered with a clear 400.
    public var faults: [PictureFault]

    public init(decision: Decision, subject: Facts.Subject, signals: [Signal] = [], faults: [PictureFault] = []) {
        self.decision = decision
        self.subject = subject
        self.signals = signals
        self.faults = faults
    }

    /// What to say of an `ask` in the language of the request; nil where the usual sentence serves.
    public var reply: String? {
        guard decision.kind == .ask else { return nil }
        return signals.first { $0.category == .notUnderstood && $0.evidence.reply != nil }?.evidence.reply
    }

    /// The first picture that the caller could send better, if any.
    public var callersFault: PictureFault? { faults.first { $0.error.isCallersFault } }
}

/// A picture that the lens could not read.
public struct PictureFault: Hashable, Sendable {
    /// `image-0`, `mask`, `output-0`, …
    public var input: String
    public var error: LensError

    public init(input: String, error: LensError) {
        self.input = input
        self.error = error
    }
}

/// A preview that was read, judged and recorded like any picture.
public struct ClearedPreview: Sendable {
    public let index: Int
    public let picture: ClearedPicture
    /// The decision that let it go, so that an answer can name it before the last frame is there.
    public let decision: DecisionID?

    init(index: Int, picture: ClearedPicture, decision: DecisionID? = nil) {
        self.index = index
        self.picture = picture
        self.decision = decision
    }
}
