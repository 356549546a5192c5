/// The words and phrases of one language with their classes.
struct Lexicon: Sendable {
    private(set) var table = WordTable(capacity: 40_000)
    private(set) var classes: [ClassSet] = []
    /// Phrases as a tree over word numbers: key is node << 32 | word.
    private var branches: [UInt64: Int32] = [:]
    private var phraseClasses: [ClassSet] = [ClassSet()]
    private var opensPhrase: [Bool] = []
    /// Words that only a file of default words lists.
    private var isDefault: [Bool] = []
    /// Words of harm, for masked spellings such as `n*ked`.
    private(set) var harmWords: [Int] = []
    /// Letters of the longest phrase, in words.
    static let longestPhrase = 6

    /// The number of a word; makes a place for it without classes where it is new.
    mutating func place(_ word: [UInt8]) -> Int {
        let number = table.intern(word)
        if number == classes.count {
            classes.append(ClassSet())
            opensPhrase.append(false)
            isDefault.append(false)
        }
        return number
    }

    /// Adds classes to a word; with `default` only where no other file listed it.
    mutating func add(_ word: [UInt8], _ set: ClassSet, asDefault: Bool = false) {
        let number = place(word)
        if asDefault {
            if !classes[number].isEmpty && !isDefault[number] { return }
            isDefault[number] = true
        }
        classes[number].formUnion(set)
    }

    /// Adds a phrase of two to six words.
    mutating func add(phrase: [[UInt8]], _ set: ClassSet) {
        var node: UInt64 = 0
        for (index, word) in phrase.enumerated() {
            let number = place(word)
            if index == 0 { opensPhrase[number] = true }
            let key = node << 32 | UInt64(number)
            if let next = branches[key] {
                node = UInt64(next)
            } else {
                branches[key] = Int32(phraseClasses.count)
                node = UInt64(phraseClasses.count)
                phraseClasses.append(ClassSet())
            }
        }
        phraseClasses[Int(node)].formUnion(set)
    }

    /// Notes which words are of harm, once all are added.
    mutating func seal(harm: ClassSet) {
        harmWords = classes.indices.filter { classes[$0].meets(harm) && table.word($0).count >= 4 }
    }

    /// True where only a file of default words lists the word.
    func isDefault(_ word: Int) -> Bool { isDefault[word] }

    func opens(_ word: Int) -> Bool { word >= 0 && opensPhrase[word] }

    /// The next node of the tree of phrases, or nil.
    func step(_ node: Int, _ word: Int) -> Int? {
        branches[UInt64(node) << 32 | UInt64(word)].map { Int($0) }
    }

    func phrase(_ node: Int) -> ClassSet { phraseClasses[node] }
}
