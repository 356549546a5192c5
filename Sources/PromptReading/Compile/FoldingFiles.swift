/// The folding tables while their files are read: code point ─► what it reads as.
struct FoldingFiles {
    private(set) var replacements: [UInt32: [UInt8]] = [:]
    /// Turned letters and what they read as.
    private(set) var turned: [UInt32: UInt8] = [:]
    /// Letters of other scripts and the Latin letters that they resemble.
    private(set) var faux: [UInt32: UInt8] = [:]

    init(folding: LanguageFile, turned: LanguageFile, faux: LanguageFile) throws(LanguageFileError) {
        var table: [UInt32: [UInt8]] = [:]
        table.reserveCapacity(9000)
        try folding.forEachLine { (line, bytes) throws(LanguageFileError) in
            guard let tab = bytes.firstIndex(of: 9), let point = Self.hexadecimal(bytes[..<tab]) else {
                throw folding.malformed(line, "expected CODEPOINT, a tab, REPLACEMENT")
            }
            table[point] = Array(bytes[(tab + 1)...])
        }
        replacements = table
        self.turned = try Self.pairs(turned)
        self.faux = try Self.pairs(faux)
    }

    /// Lines of a letter, a space and an ASCII letter.
    private static func pairs(_ file: LanguageFile) throws(LanguageFileError) -> [UInt32: UInt8] {
        var letters: [UInt32: UInt8] = [:]
        try file.forEachLine { (line, bytes) throws(LanguageFileError) in
            let scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
            guard scalars.count == 3, scalars[2].isASCII else { throw file.malformed(line, "expected LETTER LETTER") }
            letters[scalars[0].value] = UInt8(scalars[2].value)
        }
        return letters
    }

    private static func hexadecimal(_ digits: ArraySlice<UInt8>) -> UInt32? {
        var value: UInt32 = 0
        for digit in digits {
            switch digit {
            case 48...57: value = value << 4 | UInt32(digit - 48)
            case 65...70: value = value << 4 | UInt32(digit - 55)
            default: return nil
            }
        }
        return digits.isEmpty ? nil : value
    }

    /// Pages of 256 code points; page 0 is empty. An entry is 0, or 1 << 31 with the place and count of its letters.
    func write(to writer: inout ImageWriter) {
        var pageOf = [UInt16](repeating: 0, count: 0x110000 >> 8)
        var entries = [UInt32](repeating: 0, count: 256)
        var letters: [UInt8] = []
        for (point, replacement) in replacements.sorted(by: { $0.key < $1.key }) where point < 0x110000 {
            let page = Int(point >> 8)
            if pageOf[page] == 0 {
                pageOf[page] = UInt16(entries.count / 256)
                entries += [UInt32](repeating: 0, count: 256)
            }
            entries[Int(pageOf[page]) * 256 + Int(point & 255)] =
                1 << 31 | UInt32(letters.count) << 8 | UInt32(min(replacement.count, 255))
            letters += replacement
        }
        writer.array(pageOf)
        writer.array(entries)
        writer.array(letters)
        for pairs in [turned, faux] {
            writer.array(pairs.sorted { $0.key < $1.key }.flatMap { [$0.key, UInt32($0.value)] })
        }
    }
}
