public import SafetyModel

/// What else there is besides the words: the operation, the pictures, and what went before.
public struct PromptContext: Sendable {
    public var operation: Operation
    /// How many pictures come with the request, the mask apart.
    public var pictures: Int
    public var hasMask: Bool
    /// Earlier instructions on the same picture or by the same account, oldest first; only the last 8 are read, and
    /// only to know what words such as `it` and `shorter` go on from.
    public var earlier: [String]

    public init(operation: Operation, pictures: Int = 0, hasMask: Bool = false, earlier: [String] = []) {
        self.operation = operation
        self.pictures = pictures
        self.hasMask = hasMask
        self.earlier = earlier
    }
}

/// What the reader makes of a prompt.
public struct PromptFindings: Sendable {
    /// At most one signal for each category, most grave first. Not understood is among them.
    public var signals: [Signal]
    /// Who the picture shows, as far as words tell.
    public var subject: Facts.Subject
    /// Every word that had to be accounted for was, and the second opinion doubts nothing.
    public var isUnderstood: Bool
    /// Words or clauses that were not accounted for; at most 8.
    public var unexplained: [String]
    /// A clause that is not understood says to do something to a person, a body or a garment.
    public var directsPerson: Bool
    /// Clauses that were accounted for, and as what; at most 16.
    public var accounts: [Account]

    /// A clause of an edit that was accounted for.
    public struct Account: Sendable, Hashable {
        /// The words, folded.
        public var clause: String
        /// The code of the language that it was read in.
        public var language: String
        /// The name of the last frame that matched.
        public var frame: String
    }

    public init(
        signals: [Signal], subject: Facts.Subject, isUnderstood: Bool, unexplained: [String],
        directsPerson: Bool = false, accounts: [Account] = []
    ) {
        self.signals = signals
        self.subject = subject
        self.isUnderstood = isUnderstood
        self.unexplained = unexplained
        self.directsPerson = directsPerson
        self.accounts = accounts
    }
}
