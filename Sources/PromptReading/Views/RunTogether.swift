/// Letters without spaces, cut into the words of one language.
enum RunTogether {
    private static let lettersMax = 240
    private static let wordMax = 20

    /// The letters with spaces where the fewest known words of the best language end; letters of no word stay as they
    /// are.
    static func cut(_ letters: [UInt8], _ library: Library) -> [UInt8] {
        let starts = letters.indices.filter { letters[$0] & 0xc0 != 0x80 } + [letters.count]
        let count = starts.count - 1
        guard count > 1, count <= lettersMax else { return letters }
        let edges = edges(letters, starts, library)
        let languages = edges.reduce(UInt64(0)) { $0 | $1.mask } & ~1
        var best: (cost: Int, from: [Int])?
        for language in library.languages where languages >> UInt64(language.number) & 1 == 1 {
            let way = way(edges, count, 1 << UInt64(language.number) | 1)
            if best.map({ way.cost < $0.cost }) ?? true { best = way }
        }
        guard let best else { return letters }
        var ends: [Int] = []
        var end = count
        while end > 0 {
            ends.append(end)
            end = best.from[end]
        }
        var result: [UInt8] = []
        var start = 0
        for end in ends.reversed() {
            if !result.isEmpty { result.append(32) }
            result += letters[starts[start]..<starts[end]]
            start = end
        }
        return result
    }

    private struct Edge {
        var start: Int
        var end: Int
        /// Languages to which the letters are a word.
        var mask: UInt64
    }

    /// Every run of letters that is a word, or a form of a stem, of some language; ordered by where it begins.
    private static func edges(_ letters: [UInt8], _ starts: [Int], _ library: Library) -> [Edge] {
        var edges: [Edge] = []
        let count = starts.count - 1
        letters.withUnsafeBufferPointer { bytes in
            for start in 0..<count {
                var state = WordIndex.seed
                var stems: [(end: Int, mask: UInt64)] = []
                for end in start + 1...min(count, start + wordMax) {
                    for byte in starts[end - 1]..<starts[end] { state = WordIndex.step(state, bytes[byte]) }
                    var mask: UInt64 = 0
                    let word = library.words.find(
                        UnsafeBufferPointer(rebasing: bytes[starts[start]..<starts[end]]), state: state)
                    if word >= 0 {
                        mask = library.words.exactMask(word)
                        // A part of phrases alone, such as a family name.
                        if mask == 0, library.words.stemMask(word) == 0 { mask = .max }
                        if end > start + 2, library.words.stemMask(word) != 0 {
                            stems.append((end, library.words.stemMask(word)))
                        }
                    }
                    for stem in stems where end - stem.end <= Library.suffixMax {
                        mask |= stem.mask & library.suffixMasks[end - stem.end]
                    }
                    if mask != 0 { edges.append(Edge(start: start, end: end, mask: mask)) }
                }
            }
        }
        return edges
    }

    /// Two-letter words are cheap to come by, so they cost as much as two; letters of no word cost most.
    private static func way(_ edges: [Edge], _ count: Int, _ mask: UInt64) -> (cost: Int, from: [Int]) {
        var cost = [Int](repeating: .max / 2, count: count + 1)
        var from = [Int](repeating: 0, count: count + 1)
        cost[0] = 0
        var next = 0
        for start in 0..<count {
            if cost[start] + 6 < cost[start + 1] {
                cost[start + 1] = cost[start] + 6
                from[start + 1] = start
            }
            while next < edges.count, edges[next].start == start {
                let edge = edges[next]
                next += 1
                guard edge.mask & mask != 0 else { continue }
                let price = edge.end - start <= 2 ? 2 : 1
                if cost[start] + price < cost[edge.end] {
                    cost[edge.end] = cost[start] + price
                    from[edge.end] = start
                }
            }
        }
        return (cost[count], from)
    }
}
