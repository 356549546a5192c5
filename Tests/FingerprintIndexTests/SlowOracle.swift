import FingerprintIndex
import SafetyModel
import TestSupport

/// The obvious index: looks at everything, every time.
struct SlowOracle {
    private var entries: [Int64: SIMD4<UInt64>] = [:]

    mutating func add(_ words: SIMD4<UInt64>, id: Int64) { entries[id] = words }

    mutating func withdraw(_ id: Int64) -> Bool { entries.removeValue(forKey: id) != nil }

    var count: Int { entries.count }

    func search(_ words: SIMD4<UInt64>, within: Int, limit: Int = .max) -> [FingerprintHit] {
        var hits: [FingerprintHit] = []
        for (id, entry) in entries {
            let difference = entry ^ words
            let distance =
                difference[0].nonzeroBitCount + difference[1].nonzeroBitCount + difference[2].nonzeroBitCount
                + difference[3].nonzeroBitCount
            if distance <= within { hits.append(FingerprintHit(id: id, distance: distance)) }
        }
        return Array(hits.sorted().prefix(limit))
    }
}

extension Seeded {
    mutating func words() -> SIMD4<UInt64> { SIMD4(next(), next(), next(), next()) }

    /// 256 bits of which exactly 128 are one, as real fingerprints have them.
    mutating func balanced() -> SIMD4<UInt64> {
        var words = words()
        var ones = (0..<4).reduce(0) { $0 + words[$1].nonzeroBitCount }
        while ones != 128 {
            let bit = Int(next() & 255)
            let isOne = words[bit >> 6] & (1 << UInt64(bit & 63)) != 0
            guard isOne == (ones > 128) else { continue }
            words[bit >> 6] ^= 1 << UInt64(bit & 63)
            ones += isOne ? -1 : 1
        }
        return words
    }

    /// The same bits with that many of them flipped.
    mutating func flipped(_ words: SIMD4<UInt64>, bits: Int) -> SIMD4<UInt64> {
        var flipped = words
        for bit in Array(0..<256).shuffled(using: &self).prefix(bits) {
            flipped[bit >> 6] ^= 1 << UInt64(bit & 63)
        }
        return flipped
    }
}

extension Fingerprint {
    init(_ words: SIMD4<UInt64>) { self.init(words: words, quality: 100) }
}

extension FingerprintIndex {
    /// An index in memory that holds these entries in one segment; their numbers are their ids.
    static func loaded(_ words: [SIMD4<UInt64>]) throws -> FingerprintIndex {
        let index = try FingerprintIndex()
        try index.load(words)
        return index
    }

    /// The ids of hits within 31 bits, in the order of the answer.
    func ids(_ fingerprint: Fingerprint, limit: Int) throws -> [Int64] {
        try search(fingerprint, limit: limit).map { $0.id }
    }

    func load(_ words: [SIMD4<UInt64>]) throws {
        try load(
            words.enumerated().lazy.map { (id: Int64($0.offset), fingerprint: Fingerprint($0.element)) },
            count: words.count)
    }
}
