/// Folds text to the letters it reads as: compatibility forms, case, diacritics, look-alikes; drops what is invisible.
struct Folding: Sendable {
    private var replacements: [UInt32: [UInt8]] = [:]
    /// Turned letters and what they read as.
    private(set) var turned: [UInt32: UInt8] = [:]

    init(folding: LanguageFile, turned: LanguageFile) throws(LanguageFileError) {
        var table: [UInt32: [UInt8]] = [:]
        table.reserveCapacity(9000)
        try folding.forEachLine { (line, bytes) throws(LanguageFileError) in
            guard let tab = bytes.firstIndex(of: 9), let point = Self.hexadecimal(bytes[..<tab]) else {
                throw folding.malformed(line, "expected CODEPOINT, a tab, REPLACEMENT")
            }
            table[point] = Array(bytes[(tab + 1)...])
        }
        replacements = table
        var letters: [UInt32: UInt8] = [:]
        try turned.forEachLine { (line, bytes) throws(LanguageFileError) in
            let scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
            guard scalars.count == 3, scalars[2].isASCII else { throw turned.malformed(line, "expected TURNED LETTER") }
            letters[scalars[0].value] = UInt8(scalars[2].value)
        }
        self.turned = letters
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

    /// Appends what a character reads as.
    @inline(__always)
    func append(_ scalar: UInt32, to bytes: inout [UInt8]) {
        if scalar < 128 {
            bytes.append(scalar >= 65 && scalar <= 90 ? UInt8(scalar) + 32 : UInt8(scalar))
        } else if let replacement = replacements[scalar] {
            bytes.append(contentsOf: replacement)
        } else if let scalar = Unicode.Scalar(scalar) {
            bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.EncodedScalar())
        }
    }

    /// A word of a language file, folded, without apostrophes.
    func word(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars where scalar != "'" { append(scalar.value, to: &bytes) }
        return bytes
    }
}
