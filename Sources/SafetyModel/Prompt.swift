/// The words of a request: every turn of the conversation, oldest first, and every other text that reaches the
/// generator (negative prompts, styles, unknown string fields).
public struct Prompt: Hashable, Sendable {
    /// Oldest first; the last one is the present instruction.
    public var turns: [String]
    /// Texts that are read as prompt although they came by another field.
    public var sideTexts: [String]

    public init(turns: [String], sideTexts: [String] = []) {
        self.turns = turns
        self.sideTexts = sideTexts
    }

    /// A prompt of one turn.
    public init(_ text: String) { self.init(turns: [text]) }

    /// The present instruction.
    public var text: String { turns.last ?? "" }
}
