/// Looks for what a language's files get wrong without breaking the format.
struct LanguageLint {
    let classes: ClassTable
    let tiers: TierSets
    /// Classes without which a supported language cannot be read.
    private static let needed = [
        "filler", "place-word", "negation", "nothing", "only", "under", "remove", "add", "replace", "change",
        "recolour",
        "adjust", "keep", "picture", "part", "scene", "object", "colour", "person", "child", "pronoun", "possessive",
        "garment-outer", "garment-whole", "garment-upper", "garment-lower", "garment-any", "garment-swim",
        "garment-intimate", "accessory", "hair", "face", "undo", "reveal", "sheer", "less-adjective", "pose-sensitive",
        "intimacy", "room-sensitive", "substance", "humiliation", "nudity", "undress", "explicit", "suggestive",
        "body-intimate",
    ]

    /// One plain line for each doubt.
    func warnings(_ code: String, _ lexicon: Lexicon) -> [String] {
        var found = ClassSet()
        var warnings: [String] = []
        let grave = ClassSet(["nudity", "undress", "explicit"].compactMap { classes.number($0) })
        func note(_ word: String, _ set: ClassSet) {
            found.formUnion(set)
            if set.meets(grave), set.meets(tiers.world.union(tiers.filler)) {
                warnings.append("\(code): `\(word)` is a word of harm and a harmless one: it will be refused")
            }
        }
        for number in 0..<lexicon.table.count {
            note(String(decoding: lexicon.table.word(number), as: UTF8.self), lexicon.classes[number])
        }
        for (stem, set) in lexicon.stems {
            note(String(decoding: stem, as: UTF8.self) + "*", set)
            if stem.count < 3, set.meets(tiers.touching) {
                warnings.append(
                    "\(code): the stem `\(String(decoding: stem, as: UTF8.self))*` is too short for a grave class")
            }
        }
        for phrase in lexicon.phrases { found.formUnion(phrase.classes) }
        for split in lexicon.splits { found.formUnion(split.classes) }
        for name in Self.needed where classes.number(name).map({ !found.contains($0) }) ?? true {
            warnings.append("\(code): no word of class `\(name)`")
        }
        return warnings.sorted()
    }
}
