/// One language as its files describe it.
struct Language: Sendable {
    var name: String
    var lexicon: Lexicon
    var endings: [Ending]
    /// Long words may be built of known ones: `winterjas`.
    var hasCompounds: Bool
    var book: RuleBook
}

/// What a language makes of one token.
struct WordReading: Sendable {
    /// The number of the exact word, or -1.
    var word: Int
    var classes: ClassSet
    /// Read by repairing a typo.
    var isRepaired = false
}

/// Sets of classes by what touching them means.
struct TierSets: Sendable {
    let filler: ClassSet
    let function: ClassSet
    let world: ClassSet
    let person: ClassSet
    let sensitive: ClassSet
    let harm: ClassSet
    /// Person, sensitive and harm together.
    let touching: ClassSet
    /// Sensitive and harm together.
    let grave: ClassSet
    /// Fillers, commas and picture signs that say nothing.
    let skipped: ClassSet
    /// The one class of words that are known and no more.
    let known: ClassSet
    let nouns: ClassSet
    let writing: Int?
    let pronounIt: Int?
    let picture: Int?
    let someone: ClassSet
    let byline: Int?
    let given: Int?

    init(_ table: ClassTable) {
        filler = table.set([.filler])
        function = table.set([.function])
        world = table.set([.world])
        person = table.set([.person])
        sensitive = table.set([.sensitive])
        harm = table.set([.harm])
        touching = table.set([.person, .sensitive, .harm])
        grave = table.set([.sensitive, .harm])
        skipped = filler.union(ClassSet([BuiltInClass.comma.number, BuiltInClass.emoji.number]))
        known = ClassSet([table.number("known")].compactMap { $0 })
        nouns = table.set(.noun)
        writing = table.number("writing")
        pronounIt = table.number("pronoun-it")
        picture = table.number("picture")
        someone = ClassSet(
            ["person", "child", "role", "given-name", "famous", "relation"].compactMap { table.number($0) })
        byline = table.number("byline")
        given = table.number("given-name")
    }
}

extension Language {
    /// What the language makes of a word, without repairing typos.
    func read(_ word: UnsafeBufferPointer<UInt8>, possessive: Bool, _ tiers: TierSets) -> WordReading {
        let number = lexicon.table.find(word)
        var known = ClassSet()
        if number >= 0, !lexicon.classes[number].isEmpty {
            // A word that is only known may be a form of one that a file describes better.
            guard lexicon.classes[number] == tiers.known else {
                var set = lexicon.classes[number]
                // A default word that is also a form of a graver one counts as both.
                if lexicon.isDefault(number) { set.formUnion(inflected(word).intersection(tiers.touching)) }
                return WordReading(word: number, classes: set)
            }
            known = tiers.known
        }
        if possessive, word.count > 1 {
            let base = read(UnsafeBufferPointer(rebasing: word[0..<word.count - 1]), possessive: false, tiers)
            if !base.classes.isEmpty, base.classes != tiers.known, !base.classes.contains(BuiltInClass.unknown.number) {
                let isSomeone = base.classes.meets(tiers.someone)
                var set = ClassSet([isSomeone ? BuiltInClass.owner.number : BuiltInClass.thingOwner.number])
                set.formUnion(base.classes.intersection(tiers.touching))
                return WordReading(word: -1, classes: set)
            }
        }
        if let number = Self.number(word) { return WordReading(word: -1, classes: number) }
        let inflected = inflected(word)
        if !inflected.isEmpty { return WordReading(word: number, classes: inflected) }
        if hasCompounds, let compound = compound(word, tiers) { return WordReading(word: number, classes: compound) }
        if !known.isEmpty { return WordReading(word: number, classes: known) }
        return WordReading(word: number, classes: ClassSet([BuiltInClass.unknown.number]))
    }

    /// Classes of the stems that a word may come from.
    private func inflected(_ word: UnsafeBufferPointer<UInt8>) -> ClassSet {
        var result = ClassSet()
        for ending in endings where word.count > ending.letters.count + 1 && word[word.count - 1] == ending.letters.last
        {
            for stem in ending.stems(of: word) {
                let number = lexicon.table.find(stem)
                if number >= 0 { result.formUnion(lexicon.classes[number].intersection(ending.kinds)) }
            }
            if !result.isEmpty { return result }
        }
        return result
    }

    /// A word or an inflected form of one.
    private func simple(_ word: UnsafeBufferPointer<UInt8>) -> ClassSet {
        let number = lexicon.table.find(word)
        if number >= 0, !lexicon.classes[number].isEmpty { return lexicon.classes[number] }
        return inflected(word)
    }

    /// A compound's head says what it is; any harm or sensitive part stays.
    private func compound(_ word: UnsafeBufferPointer<UInt8>, _ tiers: TierSets) -> ClassSet? {
        guard word.count >= 6, word.count <= 30 else { return nil }
        var best: ClassSet?
        for cut in 3...(word.count - 3) {
            let head = simple(UnsafeBufferPointer(rebasing: word[cut...]))
            guard head.meets(tiers.nouns), !head.meets(tiers.filler) else { continue }
            for drop in 0...2 where cut - drop >= 3 {
                if drop == 1, word[cut - 1] != 115, word[cut - 1] != 101 { continue }
                if drop == 2, word[cut - 2] != 101 || word[cut - 1] != 110 { continue }
                let front = simple(UnsafeBufferPointer(rebasing: word[0..<cut - drop]))
                guard !front.isEmpty, !front.meets(tiers.filler) else { continue }
                var set = head.intersection(tiers.nouns)
                set.formUnion(front.intersection(tiers.harm.union(tiers.sensitive)))
                if best == nil || set.meets(tiers.harm) { best = set }
            }
        }
        return best
    }

    /// Digits, perhaps with a unit of a few letters.
    private static func number(_ word: UnsafeBufferPointer<UInt8>) -> ClassSet? {
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
        let isRatio = word[digits...].allSatisfy { ($0 >= 46 && $0 <= 58) || $0 == 37 || $0 == 120 }
        return isRatio ? set : nil
    }
}
