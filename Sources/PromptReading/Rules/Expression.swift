/// One node of a rule's expression; children are ranges of `RuleBook.children`.
struct Node: Sendable, Hashable {
    /// The children of `words` and `classes` are the words and classes themselves, any of which may stand there.
    enum Kind: UInt8, Sendable {
        case ofClass, word, sequence, choice, optional, repeated, gap, named, end, words, classes
    }
    var kind: Kind
    /// Class, word, first child, or width of the gap.
    var first: Int32
    /// Number of children; of a named expression, its number among those of the book.
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
    /// Words that change nothing of what is asked: for whom, when, why. Frames pass over them.
    case adjunct
    /// Another way to say what frames know in one form only.
    case same(Rephrasing)
    /// A context in which some harm words are ordinary: health, art.
    case context(String)

    /// The operation of frames that read generations only.
    static let generation = "generate"
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

/// A way to say the same in other words: what a clause is made of, and the clause that means the same.
struct Rephrasing: Sendable, Hashable {
    /// Part of the clause that is rephrased.
    struct Part: Sendable, Hashable {
        /// An expression, or -1 where anything may stand.
        var node: Int32
        /// Under which number the words are put back; -1 where they are left out.
        var slot: Int32
    }

    var parts: [Part]
    /// Words by number, and `~slot` for what stood in a slot.
    var result: [Int32]
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
    /// Where each rule begins, by its number.
    var heads = RuleHeads()
    /// Rules by what they are for, in file order.
    var frames: [Int] = []
    var free: [FreeFrame] = []
    var harms: [Int] = []
    var signs: [Int] = []
    var adjuncts: [Int] = []
    var rephrasings: [Int] = []
    /// How many named expressions there are.
    private(set) var namedCount = 0
    /// Words that some rule names.
    private(set) var words: Set<Int32> = []
}

extension RuleBook {
    /// Numbers the named expressions, so that what is remembered of them takes little room.
    mutating func numberNamed() {
        namedCount = 0
        for index in nodes.indices where nodes[index].kind == .named {
            nodes[index].count = Int32(namedCount)
            namedCount += 1
        }
    }

    /// Notes which words the rules name.
    mutating func noteWords() {
        words = Set(nodes.lazy.filter { $0.kind == .word }.map(\.first))
        for node in nodes where node.kind == .words { words.formUnion(children(of: node)) }
    }

    func children(of node: Node) -> ArraySlice<Int32> { children[Int(node.first)..<Int(node.first + node.count)] }

    /// The expressions of which one must match for `root` to match.
    func branches(of root: Int32) -> [Int32] {
        let node = nodes[Int(root)]
        return node.kind == .choice ? children(of: node).flatMap { branches(of: $0) } : [root]
    }
}
