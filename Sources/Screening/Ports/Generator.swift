public import SafetyModel

/// Makes pictures. It takes a `ClearedRequest`, which only Screening can make, so nothing reaches it unjudged.
public protocol Generator: Sendable {
    /// Model names for `/v1/models`.
    func models() async throws(GeneratorError) -> [String]

    /// Starts making pictures. Frames arrive through `emit` in order; previews only when the request asks for them. Returns once all final
    /// frames have been emitted.
    func generate(
        _ request: ClearedRequest, emit: @Sendable (GeneratedFrame) async -> Void
    ) async throws(GeneratorError) -> GeneratedSummary
}

/// A frame that came out of a generator and that nobody has read yet.
public enum GeneratedFrame: Sendable {
    case preview(index: Int, picture: Picture)
    /// `revisedPrompt` is what the generator says it drew, where it says so.
    case final(index: Int, picture: Picture, revisedPrompt: String?)
}

/// What a generator says about a finished request besides its pictures.
public struct GeneratedSummary: Sendable {
    public var model: String?
    public var size: String?
    public var quality: String?
    public var background: String?
    /// Token counts by the names of the OpenAI answer, flattened with dots (`input_tokens_details.text_tokens`).
    public var usage: [String: Int]

    public init(
        model: String? = nil, size: String? = nil, quality: String? = nil, background: String? = nil,
        usage: [String: Int] = [:]
    ) {
        self.model = model
        self.size = size
        self.quality = quality
        self.background = background
        self.usage = usage
    }
}

/// Why there are no pictures. Blocked, failed and empty are three answers.
public enum GeneratorError: Error, Hashable, Sendable {
    /// The generator's own safety system refused.
    case blocked
    /// It answered, without a picture.
    case empty
    /// It cannot do this operation, or says a parameter is wrong; the text is safe to show.
    case unsupported(String)
    /// It did not answer in time.
    case timedOut
    /// It could not be reached, or failed.
    case failed
    /// It is over its limits; try again after so many seconds.
    case overloaded(retryAfterSeconds: Int)

    /// The stable word for this error in answers and records.
    public var code: String {
        switch self {
        case .blocked: "generator-blocked"
        case .empty: "generator-empty"
        case .unsupported: "generator-unsupported"
        case .timedOut: "generator-timed-out"
        case .failed: "generator-failed"
        case .overloaded: "generator-overloaded"
        }
    }
}
