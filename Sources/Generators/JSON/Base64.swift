/// Base64 by table, because pictures come as megabytes of it.
enum Base64 {
    /// 0xFF marks a byte that is not in the alphabet; both the plain and the address-safe alphabet are read.
    private static let table: [UInt8] = {
        var table = [UInt8](repeating: 0xFF, count: 256)
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        for (value, letter) in letters.enumerated() { table[Int(letter)] = UInt8(value) }
        table[Int(UInt8(ascii: "-"))] = 62
        table[Int(UInt8(ascii: "_"))] = 63
        return table
    }()

    /// The bytes of base64 text, with or without padding and with or without a `data:…,` prefix. Nil for any other
    /// character, an impossible length, nothing at all, or more than `limit` bytes.
    static func decode(_ text: UnsafeRawBufferPointer, limit: Int) -> [UInt8]? {
        var text = text
        if text.starts(with: "data:".utf8) {
            guard let comma = text.prefix(256).firstIndex(of: UInt8(ascii: ",")) else { return nil }
            text = UnsafeRawBufferPointer(rebasing: text[(comma + 1)...])
        }
        var count = text.count
        while count > 0, text.count - count < 2, text[count - 1] == UInt8(ascii: "=") { count -= 1 }
        let tail = count % 4
        let size = count / 4 * 3 + (tail == 0 ? 0 : tail - 1)
        guard count > 0, tail != 1, size <= limit else { return nil }
        var good = true
        let decoded = [UInt8](unsafeUninitializedCapacity: size) { output, written in
            table.withUnsafeBufferPointer { table in
                good = fill(output, from: text, count: count, by: table)
            }
            written = good ? size : 0
        }
        return good ? decoded : nil
    }

    private static func fill(
        _ output: UnsafeMutableBufferPointer<UInt8>, from text: UnsafeRawBufferPointer, count: Int,
        by table: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        // A byte outside the alphabet sets the upper bits of `seen`, so one test at the end is enough.
        var seen: UInt8 = 0
        var (source, target) = (0, 0)
        while source + 4 <= count {
            let a = table[Int(text[source])]
            let b = table[Int(text[source + 1])]
            let c = table[Int(text[source + 2])]
            let d = table[Int(text[source + 3])]
            seen |= a | b | c | d
            output[target] = a << 2 | b >> 4
            output[target + 1] = b << 4 | c >> 2
            output[target + 2] = c << 6 | d
            source += 4
            target += 3
        }
        if source < count {
            let a = table[Int(text[source])]
            let b = table[Int(text[source + 1])]
            seen |= a | b
            output[target] = a << 2 | b >> 4
            if source + 2 < count {
                let c = table[Int(text[source + 2])]
                seen |= c
                output[target + 1] = b << 4 | c >> 2
            }
        }
        return seen & 0xC0 == 0
    }
}
