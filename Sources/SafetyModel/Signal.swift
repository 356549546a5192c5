/// One reader's finding about one category.
public struct Signal: Hashable, Sendable {
    public var category: Category
    public var level: Level
    public var evidence: Evidence

    public init(_ category: Category, _ level: Level, evidence: Evidence) {
        self.category = category
        self.level = level
        self.evidence = evidence
    }
}

/// Why a reader said so, for a person who asks (`--explain`, the desk). Never written to the audit trail: it can hold
/// words of the prompt.
public struct Evidence: Hashable, Sendable, Codable {
    public var reader: Reader
    /// The part of the text that was read, as the reader saw it.
    public var clause: String?
    /// The view in which it was read, for instance `plain`, `leet`, `base64`.
    public var view: String?
    /// What is to be done, for instance `remove`.
    public var operation: String?
    /// What it is to be done to, for instance `garment`.
    public var target: String?
    /// The word that decided, or that was not understood.
    public var word: String?
    /// One plain sentence.
    public var note: String
    /// What to tell the person, in the language of the request; nil where the usual sentence serves.
    public var reply: String?

    public init(
        reader: Reader, note: String, clause: String? = nil, view: String? = nil, operation: String? = nil,
        target: String? = nil, word: String? = nil, reply: String? = nil
    ) {
        self.reader = reader
        self.note = note
        self.clause = clause
        self.view = view
        self.operation = operation
        self.target = target
        self.word = word
        self.reply = reply
    }
}

/// A reader of inputs and outputs; the policy names which of them an operation requires.
public enum Reader: String, CaseIterable, Hashable, Sendable, Codable, Comparable {
    /// Reads the words of the request.
    case prompt
    /// Decodes every frame of a picture and re-encodes what it read.
    case lens
    /// Fingerprints a picture and looks it up in the banks.
    case banks
    /// Reads text drawn into a picture.
    case text
    /// Compares how much of a body is exposed before and after.
    case exposure
    /// Finds faces.
    case faces
    /// Judges whether a person looks like a child.
    case age
    /// A classifier that the operator has plugged in.
    case model

    public static func < (left: Reader, right: Reader) -> Bool { left.rawValue < right.rawValue }
}
