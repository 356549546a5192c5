/// One node of a rule's expression; children are ranges of `RuleBook.children`.
struct Node: Sendable {
    enum Kind: UInt8, Sendable { case ofClass, word, sequence, choice, optional, repeated, gap, named, end }
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

/// Where a rule begins, by its number: what is looked at of every rule for every window, so it is small and holds no objects.
struct RuleHead: Sendable {
    var root: Int32
    /// Needs of the book, of which a window must have something each for the rule to match.
    var needs: Range<Int32>
}

/// Classes and words of which a window must have one.
struct RuleNeed: Sendable, Equatable {
    var classes = ClassSet()
    var words = WordFilter()
    /// About how many they are; fewer say more.
    var count = 0

    static func ofClass(_ number: Int) -> RuleNeed {
        // WHY: a class has many words, so a need of one says less than a need of one word.
        RuleNeed(classes: ClassSet([number]), count: 8)
    }

    static func word(_ number: Int32) -> RuleNeed {
        var need = RuleNeed(count: 1)
        need.words.insert(number)
        return need
    }

    mutating func formUnion(_ other: RuleNeed) {
        classes.formUnion(other.classes)
        words.formUnion(other.words)
        count += other.count
    }
}

/// Numbers of words in 1,024 bits: what it does not hold is not there.
struct WordFilter: Sendable, Equatable {
    private var bits = SIMD16<UInt64>()

    mutating func insert(_ word: Int32) {
        let place = Int(truncatingIfNeeded: (UInt64(UInt32(bitPattern: word)) &* 0x9e37_79b9_7f4a_7c15) >> 54)
        bits[place >> 6] |= 1 << UInt64(place & 63)
    }

    mutating func formUnion(_ other: WordFilter) { bits |= other.bits }

    func meets(_ other: WordFilter) -> Bool { (bits & other.bits) != SIMD16<UInt64>() }
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
    /// Of each rule its root and needs.
    private(set) var heads: [RuleHead] = []
    private(set) var needs: [RuleNeed] = []
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
    /// Notes of each rule what a window must have for it to match, so that most rules are passed over at once.
    mutating func noteNeeds() {
        var known: [Int32: [RuleNeed]] = [:]
        for rule in rules {
            var nodes = [rule.root]
            if case .same(let rephrasing) = rule.kind { nodes = rephrasing.parts.map(\.node).filter { $0 >= 0 } }
            let first = Int32(needs.count)
            // The rarest first: it passes most windows over.
            needs += nodes.flatMap { needs(of: $0, &known) }.sorted { $0.count < $1.count }
            heads.append(RuleHead(root: rule.root, needs: first..<Int32(needs.count)))
        }
    }

    /// Numbers the named expressions, so that what is remembered of them takes little room.
    mutating func numberNamed() {
        namedCount = 0
        for index in nodes.indices where nodes[index].kind == .named {
            nodes[index].count = Int32(namedCount)
            namedCount += 1
        }
    }

    /// Notes which words the rules name.
    mutating func noteWords() { words = Set(nodes.lazy.filter { $0.kind == .word }.map(\.first)) }

    private func needs(of node: Int32, _ known: inout [Int32: [RuleNeed]]) -> [RuleNeed] {
        if let found = known[node] { return found }
        let this = nodes[Int(node)]
        var found: [RuleNeed] = []
        switch this.kind {
        case .ofClass: found = [.ofClass(Int(this.first))]
        case .word: found = [.word(this.first)]
        case .named: found = needs(of: this.first, &known)
        case .sequence:
            for index in Int(this.first)..<Int(this.first + this.count) {
                for need in needs(of: children[index], &known) where !found.contains(need) { found.append(need) }
            }
        case .choice:
            var all = RuleNeed()
            for index in Int(this.first)..<Int(this.first + this.count) {
                guard let need = needs(of: children[index], &known).min(by: { $0.count < $1.count }) else {
                    known[node] = []
                    return []
                }
                all.formUnion(need)
            }
            found = this.count > 0 ? [all] : []
        case .optional, .repeated, .gap, .end: break
        }
        known[node] = found
        return found
    }
}
