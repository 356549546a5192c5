/// One node of a rule's expression; children are ranges of `RuleBook.children`.
struct Node: Sendable {
    enum Kind: UInt8, Sendable { case ofClass, word, sequence, choice, optional, repeated, gap, named, end }
    var kind: Kind
    /// Class, word, first child, or width of the gap.
    var first: Int32
    /// Number of children.
    var count: Int32 = 0
}

/// What a rule says of a text that it matches.
enum RuleKind: Sendable, Hashable {
    /// A harmless clause, understood as an operation on a target.
    case frame(operation: String, target: String, sole: Bool)
    /// Harm, with its level for a real person, a child and a fictional adult.
    case harm(Harm)
    /// A sign that the subject is a child or child-like.
    case child
    /// A sign that the subject is a real person.
    case real
    /// A sign that there is a person at all.
    case somebody
    /// A context in which some harm words are ordinary: health, art.
    case context(String)
}

/// A rule of harm.
struct Harm: Sendable, Hashable {
    /// `sexual` stands for adult-sexual, sexualised-person or minor-sexual by the subject.
    var category: String
    var real: UInt8
    var child: UInt8
    var fiction: UInt8
    /// Contexts that take this rule away.
    var unless: [String]
    /// Only for edits and variations.
    var onlyEdits: Bool
    /// Gives way in an edit to frames that account for the whole clause.
    var isSoft: Bool
}

/// A rule with its name and expression.
struct Rule: Sendable {
    var name: String
    var kind: RuleKind
    var root: Int32
}

/// A harmless clause whatever the order of its words: something of each need, and nothing that is not named.
struct FreeFrame: Sendable {
    var name: String
    var operation: String
    var target: String
    var needs: [ClassSet]
    /// What may stand beside the needs, besides fillers and words of grammar.
    var may: ClassSet
    /// Words of grammar that this frame does not take.
    var never: ClassSet
}

/// The rules of one language, or those that languages share.
struct RuleBook: Sendable {
    var nodes: [Node] = []
    var children: [Int32] = []
    var rules: [Rule] = []
    /// Rules by what they are for, in file order.
    var frames: [Int] = []
    var free: [FreeFrame] = []
    var harms: [Int] = []
    var signs: [Int] = []
}
