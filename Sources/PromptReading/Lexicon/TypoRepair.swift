/// Readings of an unknown word that is one slip away from a known one. A slip towards a word that touches a person wins
/// over one towards a thing, and two ways that disagree on harm are not a reading.
struct TypoRepair {
    private let library: Library
    private let readers: [WordReader]
    private let languages: UInt64

    init(_ readers: [WordReader], _ library: Library) {
        self.readers = readers
        self.library = library
        languages = readers.reduce(0) { $0 | 1 << UInt64($1.language.number) }
    }

    /// What each language makes of the word; nil where it makes nothing of it.
    func readings(of word: ArraySlice<UInt8>) -> [WordReading?] {
        var candidates = [Candidates](repeating: Candidates(), count: readers.count)
        guard let slips = Slips(of: word) else { return candidates.map { _ in nil } }
        slips.forEach { letters, rank in
            let isFar = rank > 2 && slips.count < 7
            let mask = library.words.knownMask(letters, isFar ? nil : library.suffixMasks) & languages
            guard mask != 0 else { return }
            for number in readers.indices where mask >> UInt64(readers[number].language.number) & 1 == 1 {
                let set = isFar ? readers[number].exact(letters) : readers[number].simple(letters)
                candidates[number].add(set, rank, library.words.find(letters), library.tiers)
            }
        }
        return candidates.map { $0.reading(library.tiers) }
    }

    /// The ways that one language has to read a word.
    private struct Candidates {
        private var best: (rank: Int, set: ClassSet, word: Int)?
        private var harm = ClassSet()
        private var isHarmless = false

        mutating func add(_ set: ClassSet, _ rank: Int, _ word: Int, _ tiers: TierSets) {
            guard !set.isEmpty, set != tiers.known else { return }
            if set.meets(tiers.harm) { harm.formUnion(set) } else { isHarmless = true }
            let weight = rank + (set.meets(tiers.touching) ? 0 : 10)
            if best.map({ weight < $0.rank }) ?? true { best = (weight, set, word) }
        }

        func reading(_ tiers: TierSets) -> WordReading? {
            guard let best else { return nil }
            if !harm.isEmpty {
                return WordReading(
                    word: -1, classes: isHarmless ? harm.intersection(tiers.harm) : harm, isRepaired: true)
            }
            // A guess at a two-faced word is no ground for suspicion, and no ground for understanding either.
            if best.set.meets(tiers.sensitive) { return nil }
            return WordReading(word: best.word, classes: best.set, isRepaired: true)
        }
    }
}
