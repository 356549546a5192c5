public import SafetyModel

/// A door that judges and can never make a picture; what it decides is recorded.
public protocol Deciding: Sendable {
    /// What judges here.
    var versions: Versions { get }

    /// Decides on a request and records the decision. Opens no case.
    func decide(_ request: ImageRequest) async -> GateDecision

    /// Reads texts and pictures without judging them.
    func readSignals(_ prompt: Prompt, pictures: [Picture]) async -> (signals: [Signal], coverage: Coverage)
}

/// The door that a picture comes out of.
public protocol Gating: Sendable {
    /// Runs a request down the whole line. Previews are handed over one by one, each read, judged and recorded.
    func run(_ request: ImageRequest, preview: (@Sendable (ClearedPreview) async -> Void)?) async -> GateAnswer

    /// The models that the generator offers.
    func models() async throws(GeneratorError) -> [String]
}

extension Decider: Deciding {}
extension Gate: Gating {}
