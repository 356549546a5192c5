/// Words that were written together by slip: `thebackground`.
struct MissingSpaces {
    /// Cuts of one word; more are no reading.
    static let cutsMax = 3

    private let readers: [WordReader]
    private let library: Library
    private var tiers: TierSets { library.tiers }
    /// Words that say nothing by themselves, or only point: one of the two halves must be one, unless both are about
    /// things. Two words of another kind are a compound, and nobody knows what it means.
    private let small: ClassSet

    init(_ readers: [WordReader], _ library: Library) {
        self.readers = readers
        self.library = library
        let tiers = library.tiers
        var small = tiers.filler.union(tiers.function).union(tiers.pointing)
        small.remove(tiers.known)
        self.small = small
    }

    /// Where the word may be cut into two known ones, in bytes; none where a half is grave.
    func cuts(of word: ArraySlice<UInt8>) -> [Int] {
        guard word.count >= 5, word.count <= 32 else { return [] }
        return Array(word).withUnsafeBufferPointer { letters in
            var cuts: [Int] = []
            for cut in 1..<letters.count where letters[cut] & 0xc0 != 0x80 {
                for reader in readers {
                    let left = half(UnsafeBufferPointer(rebasing: letters[..<cut]), reader)
                    guard !left.isEmpty else { continue }
                    let right = half(UnsafeBufferPointer(rebasing: letters[cut...]), reader)
                    guard !right.isEmpty else { continue }
                    if left.meets(tiers.grave) || right.meets(tiers.grave) { return [] }
                    guard isPair(left, right) else { continue }
                    cuts.append(cut)
                    break
                }
            }
            return cuts.count > Self.cutsMax ? [] : cuts
        }
    }

    /// A half that is a word. One or two letters are one only where they say nothing by themselves; rare words are not what
    /// was meant.
    private func half(_ letters: UnsafeBufferPointer<UInt8>, _ reader: WordReader) -> ClassSet {
        let set = reader.simple(letters)
        guard !set.isEmpty else { return set }
        if letters.count < 3 { return set.meets(small) ? set : ClassSet() }
        let isNamed = library.books[reader.language.book].words.contains(Int32(library.words.find(letters)))
        return isNamed || !set.isSubset(of: tiers.rare) ? set : ClassSet()
    }

    private func isPair(_ left: ClassSet, _ right: ClassSet) -> Bool {
        left.meets(small) || right.meets(small) || !left.meets(tiers.touching) && !right.meets(tiers.touching)
    }
}
