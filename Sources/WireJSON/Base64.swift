/// Base64 (RFC 4648). Read strictly unless somebody asks otherwise: the standard alphabet, full padding, no stray bits,
/// no white space. Pictures come as megabytes of it, so four letters are read in a step.
public enum Base64 {
    /// What a reader puts up with beyond strict base64; each has to be named by the one who reads.
    public struct Tolerance: OptionSet, Sendable {
        public let rawValue: Int

        /// The set with those bits.
        public init(rawValue: Int) { self.rawValue = rawValue }

        /// None, one or two `=` at the end, whatever the length asks for.
        public static let padding = Tolerance(rawValue: 1)
        /// `-` and `_` besides `+` and `/`.
        public static let addressSafe = Tolerance(rawValue: 2)
        /// Bits in the last letter that belong to no byte.
        public static let strayBits = Tolerance(rawValue: 4)
        /// `data:…,` before it, within 256 bytes; what stands in it is not looked at.
        public static let dataPrefix = Tolerance(rawValue: 8)
    }

    /// The bytes; nil when the text is not base64 or holds more than `bytesMax` bytes. Empty text is no bytes.
    public static func decode(
        _ text: UnsafeBufferPointer<UInt8>, bytesMax: Int = .max, tolerating tolerance: Tolerance = []
    ) -> [UInt8]? {
        var text = text
        if tolerance.contains(.dataPrefix), text.starts(with: "data:".utf8) {
            guard let comma = text.prefix(256).firstIndex(of: UInt8(ascii: ",")) else { return nil }
            text = UnsafeBufferPointer(rebasing: text[(comma + 1)...])
        }
        guard tolerance.contains(.padding) || text.count % 4 == 0 else { return nil }
        var letters = text.count
        while letters > 0, text.count - letters < 2, text[letters - 1] == UInt8(ascii: "=") { letters -= 1 }
        guard letters > 0 else { return text.isEmpty ? [] : nil }
        let tail = letters % 4
        let size = letters / 4 * 3 + (tail == 0 ? 0 : tail - 1)
        guard tail != 1, size <= bytesMax else { return nil }
        let values = tolerance.contains(.addressSafe) ? addressSafeValues : standardValues
        var isValid = false
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { output, count in
            let stray = values.withUnsafeBufferPointer { values in
                fill(output, from: UnsafeBufferPointer(rebasing: text[..<letters]), by: values)
            }
            isValid = stray.map { $0 == 0 || tolerance.contains(.strayBits) } ?? false
            count = isValid ? size : 0
        }
        return isValid ? bytes : nil
    }

    /// The bytes as base64 text.
    public static func text(_ bytes: [UInt8]) -> String {
        String(unsafeUninitializedCapacity: length(of: bytes.count)) { output in
            bytes.withUnsafeBufferPointer { encode($0, into: output) }
        }
    }

    /// How many letters that many bytes take.
    public static func length(of count: Int) -> Int { (count + 2) / 3 * 4 }

    /// Hands the bytes as base64 to `sink`, in order and in pieces of 4,096 letters at most.
    static func write(_ bytes: [UInt8], to sink: (UnsafeRawBufferPointer) -> Void) {
        write(bytes, range: 0..<bytes.count, to: sink)
    }

    /// Hands a range of the bytes as base64 to `sink`. Ranges in a row make up the text of them all where each but the
    /// last has a multiple of three bytes.
    public static func write(_ bytes: [UInt8], range: Range<Int>, to sink: (UnsafeRawBufferPointer) -> Void) {
        bytes.withUnsafeBufferPointer { all in
            let bytes = UnsafeBufferPointer(rebasing: all[range])
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 4096) { piece in
                for start in stride(from: 0, to: bytes.count, by: 3072) {
                    let part = UnsafeBufferPointer(rebasing: bytes[start..<min(start + 3072, bytes.count)])
                    let count = encode(part, into: piece)
                    sink(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(piece)[..<count]))
                }
            }
        }
    }

    // MARK: Letters

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// 0 to 63 for a letter of the alphabet, 255 for anything else.
    private static let standardValues: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, letter) in alphabet.enumerated() { values[Int(letter)] = UInt8(value) }
        return values
    }()

    private static let addressSafeValues: [UInt8] = {
        var values = standardValues
        values[Int(UInt8(ascii: "-"))] = 62
        values[Int(UInt8(ascii: "_"))] = 63
        return values
    }()

    /// Fills the output and returns the bits of the last letter that belong to no byte; nil for a letter that is none.
    private static func fill(
        _ output: UnsafeMutableBufferPointer<UInt8>, from letters: UnsafeBufferPointer<UInt8>,
        by values: UnsafeBufferPointer<UInt8>
    ) -> UInt8? {
        // A byte outside the alphabet sets the upper bits of `seen`, so one test at the end is enough.
        var seen: UInt8 = 0
        var stray: UInt8 = 0
        var (source, target) = (0, 0)
        while source + 4 <= letters.count {
            let a = values[Int(letters[source])]
            let b = values[Int(letters[source + 1])]
            let c = values[Int(letters[source + 2])]
            let d = values[Int(letters[source + 3])]
            seen |= a | b | c | d
            output.initializeElement(at: target, to: a << 2 | b >> 4)
            output.initializeElement(at: target + 1, to: b << 4 | c >> 2)
            output.initializeElement(at: target + 2, to: c << 6 | d)
            source += 4
            target += 3
        }
        if source < letters.count {
            let a = values[Int(letters[source])]
            let b = values[Int(letters[source + 1])]
            seen |= a | b
            stray = b & 15
            output.initializeElement(at: target, to: a << 2 | b >> 4)
            if source + 2 < letters.count {
                let c = values[Int(letters[source + 2])]
                seen |= c
                stray = c & 3
                output.initializeElement(at: target + 1, to: b << 4 | c >> 2)
            }
        }
        return seen & 0xC0 == 0 ? stray : nil
    }

    /// Writes the letters, padded, and returns how many they are; the output has room for them.
    private static func encode(
        _ bytes: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>
    ) -> Int {
        precondition(output.count >= length(of: bytes.count), "the output has room for every letter")
        return alphabet.withUnsafeBufferPointer { alphabet in
            var (index, position) = (0, 0)
            while index < bytes.count {
                let left = bytes.count - index
                let group =
                    UInt32(bytes[index]) << 16 | (left > 1 ? UInt32(bytes[index + 1]) << 8 : 0)
                    | (left > 2 ? UInt32(bytes[index + 2]) : 0)
                let equals = UInt8(ascii: "=")
                output.initializeElement(at: position, to: alphabet[Int(group >> 18 & 63)])
                output.initializeElement(at: position + 1, to: alphabet[Int(group >> 12 & 63)])
                output.initializeElement(at: position + 2, to: left > 1 ? alphabet[Int(group >> 6 & 63)] : equals)
                output.initializeElement(at: position + 3, to: left > 2 ? alphabet[Int(group & 63)] : equals)
                index += 3
                position += 4
            }
            return position
        }
    }
}
