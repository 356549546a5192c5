/// Folds text to the letters it reads as: compatibility forms, case, diacritics, look-alikes; drops what is invisible.
struct Folding: Sendable {
    private let image: LanguageImage
    // SAFETY: these point into `image`, which is read-only and lives as long as this value.
    private nonisolated(unsafe) let pageOf: UnsafeBufferPointer<UInt16>
    private nonisolated(unsafe) let entries: UnsafeBufferPointer<UInt32>
    private nonisolated(unsafe) let letters: UnsafeBufferPointer<UInt8>
    /// Turned letters and what they read as.
    let turned: [UInt32: UInt8]
    /// Letters of other scripts and the Latin letters that they resemble.
    let faux: [UInt32: UInt8]

    init(_ reader: inout ImageReader) throws(LanguageFileError) {
        image = reader.image
        pageOf = try reader.array(UInt16.self)
        entries = try reader.array(UInt32.self)
        letters = try reader.array(UInt8.self)
        turned = try Self.pairs(&reader)
        faux = try Self.pairs(&reader)
    }

    private static func pairs(_ reader: inout ImageReader) throws(LanguageFileError) -> [UInt32: UInt8] {
        let raw = try reader.array(UInt32.self)
        var pairs: [UInt32: UInt8] = [:]
        for index in stride(from: 0, to: raw.count - 1, by: 2) {
            pairs[raw[index]] = UInt8(truncatingIfNeeded: raw[index + 1])
        }
        return pairs
    }

    /// Appends what a character reads as.
    @inline(__always)
    func append(_ scalar: UInt32, to bytes: inout [UInt8]) {
        if scalar < 128 {
            bytes.append(scalar >= 65 && scalar <= 90 ? UInt8(scalar) + 32 : UInt8(scalar))
            return
        }
        guard scalar < 0x110000 else { return }
        let entry = entries[Int(pageOf[Int(scalar >> 8)]) * 256 + Int(scalar & 255)]
        if entry != 0 {
            let start = Int(entry & 0x7fff_ffff) >> 8
            for index in start..<start + Int(entry & 255) { bytes.append(letters[index]) }
        } else if let scalar = Unicode.Scalar(scalar) {
            bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.EncodedScalar())
        }
    }

    /// A word of a language file, folded, without apostrophes.
    func word(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars where scalar != "'" { append(scalar.value, to: &bytes) }
        bytes.removeAll { $0 == UInt8(ascii: "'") }
        return bytes
    }
}
