/// The general pattern of a full name: two capitals in a row in a text that does not write everything large, of which
/// the first is a known given name or both are in no lexicon; not after `by`, which names an artist.
struct FullNames {
    /// The tokens that are part of a full name.
    let tokens: Set<Int>

    var isPresent: Bool { !tokens.isEmpty }

    init(_ passage: Passage, _ readings: [PassageReading], _ tiers: TierSets) {
        let tokens = passage.tokens
        let words = tokens.count(where: { $0.kind == .word })
        let capitals = tokens.count(where: { $0.isCapital })
        let isSpoken = words >= 4 && 5 * capitals <= 3 * words
        var found: Set<Int> = []
        for index in tokens.indices.dropLast() {
            let (first, second) = (tokens[index], tokens[index + 1])
            guard first.isCapital, second.isCapital, first.segment == second.segment, !second.followsHyphen else {
                continue
            }
            let isGiven = readings.contains { reading in
                tiers.given.map { reading.words[index].classes.contains($0) } ?? false
            }
            let unknownFirst = readings.allSatisfy { $0.isUnlisted(index) }
            let unknownSecond = readings.allSatisfy { $0.isUnlisted(index + 1) }
            guard isGiven && (unknownSecond || isSpoken) || unknownFirst && unknownSecond && isSpoken else { continue }
            let start = max(0, index - 4)
            let byline = (start..<index).contains { before in
                readings.contains { reading in tiers.byline.map { reading.words[before].classes.contains($0) } ?? false
                }
            }
            if !byline { found.formUnion([index, index + 1]) }
        }
        self.tokens = found
    }
}
