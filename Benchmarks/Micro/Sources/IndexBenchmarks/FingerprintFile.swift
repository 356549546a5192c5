import FingerprintIndex
import Glibc
import SafetyModel

/// Fingerprints of 32 bytes each, as faiss reads them too; ids are their numbers, from 0.
struct FingerprintFile: Sequence {
    let words: UnsafeBufferPointer<UInt64>

    var count: Int { words.count / 4 }

    init(path: String) {
        let file = open(path, O_RDONLY)
        precondition(file >= 0, "the file `\(path)` can be opened")
        defer { close(file) }
        var facts = stat()
        fstat(file, &facts)
        let base = mmap(nil, Int(facts.st_size), PROT_READ, MAP_SHARED, file, 0)
        words = UnsafeBufferPointer(
            start: base?.assumingMemoryBound(to: UInt64.self), count: Int(facts.st_size) / 8)
    }

    subscript(index: Int) -> Fingerprint {
        let word = index * 4
        return Fingerprint(
            words: SIMD4(words[word], words[word + 1], words[word + 2], words[word + 3]), quality: 100)
    }

    func makeIterator() -> AnyIterator<(id: Int64, fingerprint: Fingerprint)> {
        var next = 0
        return AnyIterator {
            guard next < count else { return nil }
            defer { next += 1 }
            return (Int64(next), self[next])
        }
    }

    static func write(_ path: String, count: Int, _ fingerprint: (Int) -> SIMD4<UInt64>) {
        let file = fopen(path, "w")
        precondition(file != nil, "the file `\(path)` can be written")
        for index in 0..<count {
            var words = fingerprint(index)
            fwrite(&words, 32, 1, file)
        }
        fclose(file)
    }
}

/// SplitMix64: the same numbers everywhere from the same seed.
struct SeededNumbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    /// 256 bits of which exactly 128 are one, as real fingerprints have them.
    mutating func balanced() -> SIMD4<UInt64> {
        var words = SIMD4(next(), next(), next(), next())
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
        var left = bits
        while left > 0 {
            let bit = Int(next() & 255)
            let mask: UInt64 = 1 << UInt64(bit & 63)
            guard (flipped[bit >> 6] ^ words[bit >> 6]) & mask == 0 else { continue }
            flipped[bit >> 6] ^= mask
            left -= 1
        }
        return flipped
    }
}
