/// Gathers the words of all languages into the tables of `WordIndex`.
struct WordIndexBuilder {
    /// Words of all languages; rules add theirs.
    var words = WordTable(capacity: 200_000)
    private var senses: [[UInt32]] = []
    private var flags: [UInt8] = []
    private var sets: [ClassSet] = [ClassSet()]
    private var setNumbers: [ClassSet: Int] = [:]
    private var phrases: [UInt64: UInt32] = [:]
    private var nodeSets: [UInt16]
    /// language, first word, second word, which are stems, classes; five numbers a split phrase.
    private(set) var splits: [UInt32] = []
    private(set) var harmWords: [UInt32] = []

    /// The first nodes are the roots of the languages' trees.
    init(languages: Int) { nodeSets = [UInt16](repeating: 0, count: languages) }

    private mutating func number(_ set: ClassSet) -> Int {
        if let known = setNumbers[set] { return known }
        sets.append(set)
        setNumbers[set] = sets.count - 1
        return sets.count - 1
    }

    private mutating func place(_ letters: [UInt8]) -> Int {
        let word = words.intern(letters)
        while senses.count <= word {
            senses.append([])
            flags.append(0)
        }
        return word
    }

    mutating func add(_ letters: [UInt8], _ set: ClassSet, language: Int, isStem: Bool, tiers: TierSets) {
        guard !letters.isEmpty, !set.isEmpty else { return }
        let word = place(letters)
        senses[word].append(WordIndex.Sense(language: language, isStem: isStem, set: number(set)).raw)
        if set.meets(tiers.childhood), !isStem { flags[word] |= WordIndex.isChild }
        if set.meets(tiers.harm) {
            if letters.count >= 4, flags[word] & WordIndex.isHarm == 0 { harmWords.append(UInt32(word)) }
            flags[word] |= WordIndex.isHarm
        }
    }

    mutating func add(_ lexicon: Lexicon, _ endings: [Ending], language: Int, tiers: TierSets) {
        for form in lexicon.forms(endings).sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            add(form, lexicon.meaning(form, endings, tiers), language: language, isStem: false, tiers: tiers)
        }
        for (stem, set) in lexicon.stems.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            add(stem, set, language: language, isStem: true, tiers: tiers)
        }
        for phrase in lexicon.phrases { add(phrase.parts, phrase.classes, language: language) }
        for split in lexicon.splits {
            let first = place(split.first)
            let second = place(split.second)
            flags[first] |= WordIndex.opensSplit
            if split.firstIsStem { flags[first] |= WordIndex.isPhraseStem }
            if split.secondIsStem { flags[second] |= WordIndex.isPhraseStem }
            splits += [
                UInt32(language), UInt32(first), UInt32(second),
                (split.firstIsStem ? 1 : 0) | (split.secondIsStem ? 2 : 0), UInt32(number(split.classes)),
            ]
        }
    }

    private mutating func add(_ parts: [Lexicon.Part], _ set: ClassSet, language: Int) {
        var node = UInt64(language)
        for (index, part) in parts.enumerated() {
            let word = place(part.letters)
            if index == 0 { flags[word] |= WordIndex.opens }
            if part.isStem { flags[word] |= WordIndex.isPhraseStem }
            // A stem and the same letters as a word are two branches.
            let key = node << 32 | UInt64(word) | (part.isStem ? 1 << 31 : 0)
            if let next = phrases[key] {
                node = UInt64(next)
            } else {
                phrases[key] = UInt32(nodeSets.count)
                node = UInt64(nodeSets.count)
                nodeSets.append(0)
            }
        }
        let old = nodeSets[Int(node)]
        nodeSets[Int(node)] = UInt16(number(old == 0 ? set : sets[Int(old)].union(set)))
    }

    private static func tooMany(_ what: String) -> LanguageFileError {
        .malformed(path: "lexicon", line: 0, problem: "more than 65,535 \(what)")
    }

    /// Each different list of senses once, and by word which it is.
    private static func meanings(
        of words: [[UInt32]]
    ) throws(LanguageFileError) -> (ofWord: [UInt16], starts: [UInt32], senses: [UInt32]) {
        var numbers: [[UInt32]: UInt16] = [:]
        var (ofWord, starts, senses): ([UInt16], [UInt32], [UInt32]) = ([], [0], [])
        for list in words {
            if let number = numbers[list] {
                ofWord.append(number)
                continue
            }
            guard let number = UInt16(exactly: numbers.count) else { throw tooMany("combinations of senses") }
            numbers[list] = number
            ofWord.append(number)
            senses += list
            starts.append(UInt32(senses.count))
        }
        return (ofWord, starts, senses)
    }

    mutating func write(to writer: inout ImageWriter) throws(LanguageFileError) {
        for word in senses.count..<max(senses.count, words.count) { _ = place(Array(words.word(word))) }
        guard sets.count < 65_536 else { throw Self.tooMany("combinations of classes") }
        try words.write(to: &writer)
        writer.array(words.filter())
        writer.array(flags)
        let meanings = try Self.meanings(of: senses)
        writer.array(meanings.ofWord)
        writer.array(meanings.starts)
        writer.array(meanings.senses)
        let size = max(64, phrases.count * 6 / 5)
        var keys = [UInt64](repeating: .max, count: size)
        var nodes = [UInt32](repeating: 0, count: size)
        for (key, node) in phrases.sorted(by: { $0.key < $1.key }) {
            var slot = WordIndex.phraseSlot(key, of: size)
            while keys[slot] != .max { slot = slot + 1 < size ? slot + 1 : 0 }
            keys[slot] = key
            nodes[slot] = node
        }
        writer.array(keys)
        writer.array(nodes)
        writer.array(nodeSets)
        writer.array(sets.flatMap { set in (0..<4).map { set.bits[$0] } })
    }
}
