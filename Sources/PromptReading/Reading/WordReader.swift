/// What a language makes of one token.
struct WordReading: Sendable {
    /// The number of the exact word, or -1.
    var word: Int
    var classes: ClassSet
    /// Read by repairing a typo.
    var isRepaired = false
    /// Known to another language of the passage only.
    var isShared = false
    /// No file of the language lists it, but dictionaries do.
    var isOfDictionary = false
}

/// Reads single words in one language.
struct WordReader {
    let language: Language
    let library: Library
    private var tiers: TierSets { library.tiers }
    private var bit: UInt64 { 1 << UInt64(language.number) }
    /// Letters of a dictionary word that is part of a compound.
    private static let partLeast = 4

    /// What the language makes of a token, without repairing typos.
    func read(_ token: Int, _ passage: Passage, _ index: TokenIndex) -> WordReading {
        let exact = Int(index.exact[token])
        if let set = listed(exact) { return WordReading(word: exact, classes: set) }
        for stem in index.stems(of: token) {
            if let set = listed(stem, whole: passage.letters(token)) { return WordReading(word: exact, classes: set) }
        }
        return passage.letters(token).withUnsafeBufferPointer { letters in
            let classes = derived(letters, passage.tokens[token])
            return WordReading(word: exact, classes: classes, isOfDictionary: classes == tiers.known)
        }
    }

    /// The classes of an exact word, in the language or in what all share.
    private func listed(_ word: Int) -> ClassSet? {
        guard word >= 0 else { return nil }
        let mask = library.words.exactMask(word)
        guard mask & (bit | 1) != 0 else { return nil }
        var set = ClassSet()
        if mask & bit != 0 {
            set.formUnion(library.words.meaning(word, in: language.number, asStem: false) ?? ClassSet())
        }
        if mask & 1 != 0 { set.formUnion(library.words.meaning(word, in: 0, asStem: false) ?? ClassSet()) }
        return set
    }

    private func listed(_ stem: TokenIndex.Stem, whole: ArraySlice<UInt8>) -> ClassSet? {
        guard library.words.stemMask(Int(stem.word)) & bit != 0, Int(stem.rest) <= language.suffix,
            var set = library.words.meaning(Int(stem.word), in: language.number, asStem: true)
        else { return nil }
        if stem.rest > 1, let negation = tiers.negation,
            language.without.contains(where: { whole.count > $0.count && whole.suffix($0.count).elementsEqual($0) })
        {
            set.insert(negation)
        }
        return set
    }

    /// A listed word, by its letters.
    func exact(_ letters: UnsafeBufferPointer<UInt8>) -> ClassSet { listed(library.words.find(letters)) ?? ClassSet() }

    /// A word or a form of a stem, by its letters.
    func simple(_ letters: UnsafeBufferPointer<UInt8>) -> ClassSet {
        let found = Lookup.stems(of: letters, library.words)
        if let set = listed(found.exact) { return set }
        for stem in found.stems {
            if let set = listed(stem, whole: Array(letters)[...]) { return set }
        }
        return ClassSet()
    }

    /// What is left when no file lists the word: a possessive, a number, a word with a prefix, a compound.
    private func derived(_ letters: UnsafeBufferPointer<UInt8>, _ token: Passage.Token) -> ClassSet {
        if token.isPossessive, letters.count > 1 {
            let base = simple(UnsafeBufferPointer(rebasing: letters[0..<letters.count - 1]))
            if !base.isEmpty, base != tiers.known {
                let isSomeone = base.meets(tiers.someone)
                var set = ClassSet([isSomeone ? BuiltInClass.owner.number : BuiltInClass.thingOwner.number])
                set.formUnion(base.intersection(tiers.touching))
                return set
            }
        }
        if let number = Numbers.read(letters) { return number }
        for prefix in language.prefixes where letters.count >= prefix.count + 4 && letters.starts(with: prefix) {
            let base = simple(UnsafeBufferPointer(rebasing: letters[prefix.count...]))
            if !base.isEmpty { return base }
        }
        if language.hasCompounds, let compound = compound(letters) { return compound }
        return isKnown(letters) ? tiers.known : ClassSet([BuiltInClass.unknown.number])
    }

    /// No file lists the word, but a dictionary of the language does.
    private func isKnown(_ letters: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let known = library.known else { return false }
        return known.contains(state: letters.reduce(WordIndex.seed, WordIndex.step), code: language.code)
    }

    /// The listed word that is left of a token without one of the language's prefixes.
    func unprefixed(_ letters: ArraySlice<UInt8>) -> Int? {
        for prefix in language.prefixes where letters.count >= prefix.count + 4 && letters.starts(with: prefix) {
            let word = library.words.find(Array(letters.dropFirst(prefix.count)))
            if word >= 0 { return word }
        }
        return nil
    }

    /// A compound's head says what it is; any harm or sensitive part stays. Either part may be a dictionary word, but not both.
    private func compound(_ word: UnsafeBufferPointer<UInt8>) -> ClassSet? {
        guard word.count >= 6, word.count <= 40 else { return nil }
        var best: ClassSet?
        for cut in 3...(word.count - 3) where word[cut] & 0xc0 != 0x80 {
            let last = UnsafeBufferPointer(rebasing: word[cut...])
            var head = simple(last)
            let isListed = !head.isEmpty
            if !isListed, last.count >= Self.partLeast, isKnown(last) { head = tiers.known }
            guard isListed ? head.meets(tiers.nouns) && !head.meets(tiers.filler) : !head.isEmpty else { continue }
            for drop in 0...2 where cut - drop >= 3 {
                if drop == 1, word[cut - 1] != 115, word[cut - 1] != 101 { continue }
                if drop == 2, word[cut - 2] != 101 || word[cut - 1] != 110 { continue }
                let first = UnsafeBufferPointer(rebasing: word[0..<cut - drop])
                let front = simple(first)
                guard
                    front.isEmpty
                        ? isListed && first.count >= Self.partLeast && isKnown(first) : !front.meets(tiers.filler)
                else { continue }
                var set = isListed ? head.intersection(tiers.nouns) : head
                set.formUnion(front.intersection(tiers.grave))
                if best == nil || best == tiers.known || set.meets(tiers.harm) { best = set }
            }
        }
        return best
    }
}

/// Digits, perhaps with a unit of a few letters behind or a sign of money before.
enum Numbers {
    private static let money = ["£", "€", "¥", "₹", "₺", "₽", "₴", "₪", "₫", "₩"].map { Array($0.utf8) }

    static func read(_ word: UnsafeBufferPointer<UInt8>) -> ClassSet? {
        if let sign = money.first(where: { word.starts(with: $0) }) {
            let amount = read(UnsafeBufferPointer(rebasing: word[sign.count...]))
            return amount.map { _ in ClassSet([BuiltInClass.number.number]) }
        }
        guard let first = word.first, first >= 48, first <= 57 else { return nil }
        var digits = 0
        var value = 0
        while digits < word.count, word[digits] >= 48, word[digits] <= 57 {
            if value < 100_000 { value = value * 10 + Int(word[digits] - 48) }
            digits += 1
        }
        let tail = String(decoding: word[digits...], as: UTF8.self)
        var set = ClassSet([BuiltInClass.number.number])
        let isAge = ["", "yo", "y", "yr", "yrs", "jr", "jaar", "jarige", "jarig"].contains(tail)
        if isAge, value >= 1, value < 18 { set.insert(BuiltInClass.minorNumber.number) }
        if isAge, value >= 18, value <= 120 { set.insert(BuiltInClass.adultNumber.number) }
        if tail.isEmpty || isAge || word.count - digits <= 4 { return set }
        let unit = ["mm", "cm", "px", "in"].first(where: tail.hasSuffix)?.utf8.count ?? 0
        let isRatio = word[digits...].dropLast(unit).allSatisfy { ($0 >= 46 && $0 <= 58) || $0 == 37 || $0 == 120 }
        return isRatio ? set : nil
    }
}
