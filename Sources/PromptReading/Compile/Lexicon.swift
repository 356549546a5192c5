/// The words, stems and phrases of one language with their classes, while its files are read.
struct Lexicon {
    /// Two words in this order with a few others between them: separable verbs.
    struct Split {
        var first: [UInt8]
        var firstIsStem: Bool
        var second: [UInt8]
        var secondIsStem: Bool
        var classes: ClassSet
    }

    /// One word of a phrase.
    struct Part: Hashable {
        var letters: [UInt8]
        var isStem: Bool
    }

    /// Words of the longest phrase.
    static let longestPhrase = 6

    private(set) var table = WordTable(capacity: 4_000)
    private(set) var classes: [ClassSet] = []
    /// Words that only a file of default words lists.
    private var isDefault: [Bool] = []
    /// Words that take no endings: their file lists every form.
    private var isListed: [Bool] = []
    private(set) var stems: [[UInt8]: ClassSet] = [:]
    private(set) var phrases: [(parts: [Part], classes: ClassSet)] = []
    private(set) var splits: [Split] = []

    /// Adds classes to a word; as a default only where no other file listed it; as listed where it takes no endings.
    mutating func add(_ word: [UInt8], _ set: ClassSet, asDefault: Bool = false, asListed: Bool = false) {
        let number = table.intern(word)
        if number == classes.count {
            classes.append(ClassSet())
            isDefault.append(false)
            isListed.append(asListed)
        }
        if asDefault {
            if !classes[number].isEmpty && !isDefault[number] { return }
            isDefault[number] = true
        }
        if !asListed { isListed[number] = false }
        classes[number].formUnion(set)
    }

    mutating func add(stem: [UInt8], _ set: ClassSet) { stems[stem, default: ClassSet()].formUnion(set) }

    mutating func add(phrase: [Part], _ set: ClassSet) { phrases.append((phrase, set)) }

    mutating func add(split: Split) { splits.append(split) }

    func isDefault(_ word: Int) -> Bool { isDefault[word] }
}

extension Lexicon {
    /// What a form means once endings are taken into account: the word itself, or the stems that it may come from.
    func meaning(_ form: [UInt8], _ endings: [Ending], _ tiers: TierSets) -> ClassSet {
        form.withUnsafeBufferPointer { word in
            let number = table.find(word)
            guard number >= 0, !classes[number].isEmpty else { return inflected(word, endings) }
            var set = classes[number]
            if set == tiers.known {
                // A word that is only known may be a form of one that a file describes better.
                let better = inflected(word, endings)
                return better.isEmpty ? set : better
            }
            // A default word that is also a form of a graver one counts as both.
            if isDefault[number] { set.formUnion(inflected(word, endings).intersection(tiers.touching)) }
            return set
        }
    }

    /// Classes of the stems that a word may come from.
    private func inflected(_ word: UnsafeBufferPointer<UInt8>, _ endings: [Ending]) -> ClassSet {
        var result = ClassSet()
        for ending in endings where word.count > ending.letters.count + 1 && word[word.count - 1] == ending.letters.last
        {
            for stem in ending.stems(of: word) {
                let number = table.find(stem)
                if number >= 0, !isListed[number] { result.formUnion(classes[number].intersection(ending.kinds)) }
            }
            if !result.isEmpty { return result }
        }
        return result
    }

    /// Every listed word, and every form that an ending may give one.
    func forms(_ endings: [Ending]) -> Set<[UInt8]> {
        var forms: Set<[UInt8]> = []
        for number in 0..<table.count where !classes[number].isEmpty {
            let word = Array(table.word(number))
            forms.insert(word)
            guard !isListed[number] else { continue }
            for ending in endings where classes[number].meets(ending.kinds) { forms.formUnion(ending.forms(of: word)) }
        }
        return forms
    }
}
