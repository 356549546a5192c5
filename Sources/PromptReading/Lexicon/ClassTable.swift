/// What touching a word of a class means; the order is from mild to grave.
enum Tier: String, Sendable, CaseIterable {
    /// Says nothing by itself: articles, politeness.
    case filler
    /// Known, but allowed only where a frame names it.
    case function
    /// Things, places, styles: never a person.
    case world
    /// People, garments, bodies, pronouns, vague nouns: only listed frames may touch it.
    case person
    /// Words of harm in one sense and of ordinary life in another: only frames that name it may touch it.
    case sensitive
    /// Words of harm.
    case harm
}

/// Which endings a class takes.
enum WordKind: String, Sendable, CaseIterable { case noun, verb, adjective, fixed }

/// All classes of words that the language files use, by name and number.
struct ClassTable: Sendable {
    private(set) var names: [String] = []
    private(set) var tiers: [Tier] = []
    private(set) var kinds: [WordKind] = []
    private var numbers: [String: Int] = [:]

    /// Reads `shared/classes.txt`: lines of `NAME TIER KIND`.
    init(_ file: LanguageFile) throws(LanguageFileError) {
        for name in BuiltInClass.allCases { try add(name.rawValue, .function, .fixed, file, 0) }
        try file.forEachLine { (line, bytes) throws(LanguageFileError) in
            let parts = String(decoding: bytes, as: UTF8.self).split(separator: " ").prefix { $0 != "#" }
            guard parts.count == 3, let tier = Tier(rawValue: String(parts[1])),
                let kind = WordKind(rawValue: String(parts[2]))
            else { throw file.malformed(line, "expected NAME TIER KIND") }
            try self.add(String(parts[0]), tier, kind, file, line)
        }
    }

    private mutating func add(
        _ name: String, _ tier: Tier, _ kind: WordKind, _ file: LanguageFile, _ line: Int
    ) throws(LanguageFileError) {
        guard numbers[name] == nil else { throw file.malformed(line, "class `\(name)` is named twice") }
        guard names.count < ClassSet.capacity else { throw .tooManyClasses(path: file.path) }
        numbers[name] = names.count
        names.append(name)
        tiers.append(tier)
        kinds.append(kind)
    }

    /// The number of a class, or nil.
    func number(_ name: String) -> Int? { numbers[name] }

    /// The set of all classes of some tiers.
    func set(_ wanted: Set<Tier>) -> ClassSet {
        ClassSet(names.indices.filter { wanted.contains(tiers[$0]) && $0 >= BuiltInClass.allCases.count })
    }

    /// The set of all classes that take the endings of a kind.
    func set(_ kind: WordKind) -> ClassSet { ClassSet(names.indices.filter { kinds[$0] == kind }) }
}

/// Classes that the reader gives to tokens itself; no file lists words for them.
enum BuiltInClass: String, CaseIterable, Sendable {
    /// In no lexicon.
    case unknown
    /// Digits, perhaps with a unit.
    case number
    /// A number of years under eighteen.
    case minorNumber = "minor-number"
    /// Digits from 18 to 120.
    case adultNumber = "adult-number"
    case comma
    /// A quoted text after a word for writing; harm inside it was read on its own.
    case caption
    /// A picture sign that no file lists.
    case emoji
    /// Known, and touches nobody in any of its senses.
    case world
    /// Any token.
    case any
    /// A person's, a child's: `woman's`.
    case owner
    /// A thing's: `car's`.
    case thingOwner = "thing-owner"
    /// `it`, `them` where the last noun touches nobody.
    case itThing = "it-thing"
    /// `it`, `them` where no noun went before.
    case itPicture = "it-picture"
    /// A capital in the middle of a sentence that writes others small.
    case capital

    var number: Int { BuiltInClass.allCases.firstIndex(of: self) ?? 0 }
}
