/// A Swift file twice: as it is written, and with the contents of strings and comments blanked out, line by line, so
/// that a rule about code does not stumble over words.
struct SwiftSource {
    let file: String
    /// The lines as they are written.
    let lines: [Substring]
    /// The same lines without what strings and comments say.
    let code: [Substring]

    init(file: String, text: String) {
        self.file = file
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        var stripper = Stripper(text: Array(text.utf8))
        let stripped = String(decoding: stripper.stripped(), as: UTF8.self)
        code = stripped.split(separator: "\n", omittingEmptySubsequences: false)
    }
}

/// Walks over Swift text once. Knows line and (nested) block comments, plain, multi-line and raw strings, and code
/// inside interpolations; regular expression literals are not used in this repository.
private struct Stripper {
    private let newline = UInt8(ascii: "\n")
    private let text: [UInt8]
    private var position = 0
    private var result: [UInt8] = []

    init(text: [UInt8]) { self.text = text }

    mutating func stripped() -> [UInt8] {
        code(untilParenthesis: false)
        return result
    }

    private func sees(_ word: String) -> Bool {
        text[position...].starts(with: word.utf8)
    }

    private mutating func keep(_ count: Int = 1) {
        for _ in 0..<count where position < text.count {
            result.append(text[position])
            position += 1
        }
    }

    private mutating func blank(_ count: Int = 1) {
        for _ in 0..<count where position < text.count {
            result.append(text[position] == newline ? newline : UInt8(ascii: " "))
            position += 1
        }
    }

    private mutating func code(untilParenthesis: Bool) {
        var depth = 0
        while position < text.count {
            if sees("//") {
                while position < text.count, text[position] != newline { blank() }
            } else if sees("/*") {
                comment()
            } else if let hashes = openingHashes() {
                string(hashes: hashes)
            } else {
                if untilParenthesis, text[position] == UInt8(ascii: "(") { depth += 1 }
                if untilParenthesis, text[position] == UInt8(ascii: ")") {
                    if depth == 0 { return }
                    depth -= 1
                }
                keep()
            }
        }
    }

    private mutating func comment() {
        var depth = 0
        repeat {
            if sees("/*") {
                depth += 1
                blank(2)
            } else if sees("*/") {
                depth -= 1
                blank(2)
            } else {
                blank()
            }
        } while depth > 0 && position < text.count
    }

    /// How many `#` open a string here; nil where none begins.
    private func openingHashes() -> Int? {
        var count = 0
        while position + count < text.count, text[position + count] == UInt8(ascii: "#") { count += 1 }
        guard position + count < text.count, text[position + count] == UInt8(ascii: "\"") else { return nil }
        return count
    }

    private mutating func string(hashes: Int) {
        keep(hashes)
        let quotes = sees("\"\"\"") ? "\"\"\"" : "\""
        keep(quotes.count)
        let pounds = String(repeating: "#", count: hashes)
        while position < text.count {
            if sees(quotes + pounds) {
                keep(quotes.count + hashes)
                return
            } else if sees("\\" + pounds + "(") {
                blank(2 + hashes)
                code(untilParenthesis: true)
                blank()
            } else if sees("\\" + pounds) {
                blank(2 + hashes)
            } else {
                blank()
            }
        }
    }
}
