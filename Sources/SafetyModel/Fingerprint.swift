/// A perceptual fingerprint of a picture: 256 bits of PDQ and how much they can be trusted. Tells nothing about who is
/// shown; equal-looking pictures lie few bits apart.
public struct Fingerprint: Hashable, Sendable {
    // WHY: a stored vector needs memory aligned to 32 bytes, and what a task keeps across an `await` is aligned to 16; a
    // test that kept two of them was found to overrun its task's memory.
    private var first, second, third, fourth: UInt64
    /// 0 to 100; under 50 the picture is too flat to be recognised by fingerprint.
    public var quality: Int

    public init(words: SIMD4<UInt64>, quality: Int) {
        (first, second, third, fourth) = (words[0], words[1], words[2], words[3])
        self.quality = quality
    }

    /// Bits 0…63, 64…127, 128…191, 192…255 of the fingerprint.
    public var words: SIMD4<UInt64> {
        get { SIMD4(first, second, third, fourth) }
        set { (first, second, third, fourth) = (newValue[0], newValue[1], newValue[2], newValue[3]) }
    }

    /// How many of the 256 bits differ.
    public func distance(to other: Fingerprint) -> Int {
        let difference = words ^ other.words
        return (0..<4).reduce(0) { $0 + difference[$1].nonzeroBitCount }
    }

    /// 64 lower-case hexadecimal digits, bit 255 first, as every PDQ tool writes them.
    public var hex: String {
        (0..<4).reversed().map { index in
            let digits = String(words[index], radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    /// Reads 64 lower-case hexadecimal digits; nil for anything else.
    public init?(hex: String, quality: Int) {
        let digits = Array(hex.utf8)
        guard digits.count == 64, digits.allSatisfy({ ($0 >= 48 && $0 <= 57) || ($0 >= 97 && $0 <= 102) }) else {
            return nil
        }
        var words = SIMD4<UInt64>()
        for index in 0..<4 {
            let part = digits[(3 - index) * 16..<(4 - index) * 16]
            guard let word = UInt64(String(decoding: part, as: UTF8.self), radix: 16) else { return nil }
            words[index] = word
        }
        self.init(words: words, quality: quality)
    }
}
