import SafetyModel

/// All fingerprints of outputs in memory, 40 bytes each, searched by looking at every one.
///
/// A value in segments: a reader's copy costs a few pointers, and a writer beside it copies one segment at most.
struct FingerprintScan: Sendable {
    /// An output in reach of a search.
    struct Hit: Hashable, Sendable {
        /// The output's number in the store.
        var number: Int64
        /// Bits that differ, 0 to 256.
        var distance: Int
    }

    private struct Segment: Sendable {
        /// Four words for each fingerprint.
        var words: [UInt64] = []
        var numbers: [Int64] = []
    }

    private static let segmentSize = 4096

    private var segments: [Segment] = []
    /// Outputs that no search finds any more.
    private var removed: Set<Int64> = []
    private(set) var count = 0

    /// Adds an output; numbers grow.
    mutating func add(_ fingerprint: Fingerprint, number: Int64) {
        if count.isMultiple(of: Self.segmentSize) { segments.append(Segment()) }
        let last = segments.count - 1
        for index in 0..<4 { segments[last].words.append(fingerprint.words[index]) }
        segments[last].numbers.append(number)
        count += 1
    }

    /// Takes an output out of every later search.
    mutating func remove(_ number: Int64) { removed.insert(number) }

    /// Puts an output back that was taken out; false when it was not.
    mutating func putBack(_ number: Int64) -> Bool { removed.remove(number) != nil }

    /// The nearest outputs within a distance, nearest first, then oldest first; at most `limit`.
    func nearest(to fingerprint: Fingerprint, within distance: Int, limit: Int) -> [Hit] {
        guard limit > 0 else { return [] }
        let (a, b, c, d) = (
            fingerprint.words[0], fingerprint.words[1], fingerprint.words[2], fingerprint.words[3]
        )
        var hits: [Hit] = []
        var reach = distance
        for segment in segments {
            segment.words.withUnsafeBufferPointer { words in
                for index in 0..<segment.numbers.count {
                    let base = index &* 4
                    let found =
                        (words[base] ^ a).nonzeroBitCount &+ (words[base &+ 1] ^ b).nonzeroBitCount
                        &+ (words[base &+ 2] ^ c).nonzeroBitCount &+ (words[base &+ 3] ^ d).nonzeroBitCount
                    guard found <= reach, !removed.contains(segment.numbers[index]) else { continue }
                    let place = hits.firstIndex { $0.distance > found } ?? hits.count
                    hits.insert(Hit(number: segment.numbers[index], distance: found), at: place)
                    guard hits.count > limit else { continue }
                    hits.removeLast()
                    reach = (hits.last?.distance ?? 0) - 1
                }
            }
        }
        return hits
    }
}
