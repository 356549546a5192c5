import FoundationEssentials

/// Writes text into the fields of a mail's head: as it is where that is safe, else as encoded words (RFC 2047).
enum HeaderEncoding {
    /// What a field's line may hold, its end not counted (RFC 5322, 2.1.1).
    static let lineBytesMax = 78
    private static let opening = "=?UTF-8?B?"
    private static let closing = "?="
    /// What a line with encoded words may hold (RFC 2047, 2); the word itself has one less.
    private static let wordLineBytesMax = 76

    /// Free text, as in a subject.
    static func unstructured(_ text: String, after fieldName: String) -> String {
        let isPlain = text.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !text.contains("=?")
        let isTidy = !text.hasPrefix(" ") && !text.hasSuffix(" ")
        let fits = fieldName.utf8.count + 2 + text.utf8.count <= lineBytesMax
        return isPlain && isTidy && fits ? text : encodedWords(text, after: fieldName)
    }

    /// The name beside an address: always quoted or encoded, so that no sign in it means anything.
    static func phrase(_ text: String, after fieldName: String) -> String {
        let isPlain = text.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !text.contains("=?")
        guard isPlain, text.utf8.count <= 60 else { return encodedWords(text, after: fieldName) }
        var quoted = "\""
        for character in text {
            if character == "\"" || character == "\\" { quoted.append("\\") }
            quoted.append(character)
        }
        return quoted + "\""
    }

    /// Encoded words on lines of their own where there are several; a character is never cut in two.
    private static func encodedWords(_ text: String, after fieldName: String) -> String {
        var words: [[UInt8]] = [[]]
        var bytesMax = textBytes(behind: fieldName.utf8.count + 2)
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            if words[words.count - 1].count + bytes.count > bytesMax {
                words.append([])
                bytesMax = textBytes(behind: 1)
            }
            words[words.count - 1] += bytes
        }
        return words.map { opening + Data($0).base64EncodedString() + closing }.joined(separator: "\r\n ")
    }

    /// Bytes of text whose encoded word still fits on a line behind so many characters.
    private static func textBytes(behind count: Int) -> Int {
        (wordLineBytesMax - count - opening.utf8.count - closing.utf8.count) / 4 * 3
    }
}
