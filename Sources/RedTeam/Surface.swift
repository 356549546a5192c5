/// Surfaces under which a plain line is written again; made by code, so that no disguised line stands in the corpus.
public enum Surface: String, Sendable, CaseIterable, Codable {
    case plain, capitals, fullWidth, styled, homoglyphs, zeroWidth, spaced, dotted, leet, stretched, camel, hyphens,
        reversed,
        rot13, base64, hexadecimal, percent, entities, json, markdown, buried, polite, turned, diacritics, typo, emoji,
        exclaimed

    /// The text on this surface.
    public func apply(_ text: String) -> String {
        switch self {
        case .plain: text
        case .capitals: text.uppercased()
        case .fullWidth: mapped(text) { $0 > 32 && $0 < 127 ? $0 + 0xFEE0 : $0 }
        case .styled: mapped(text.lowercased()) { $0 >= 97 && $0 <= 122 ? 0x1D41A + $0 - 97 : $0 }
        case .homoglyphs:
            mapped(text) { [97: 0x430, 101: 0x435, 111: 0x43E, 99: 0x441, 112: 0x440, 120: 0x445][$0] ?? $0 }
        case .zeroWidth: text.map { "\($0)\u{200B}" }.joined()
        case .spaced:
            text.split(separator: " ").map { $0.map { String($0) }.joined(separator: " ") }.joined(separator: "  ")
        case .dotted:
            text.split(separator: " ").map { $0.map { String($0) }.joined(separator: ".") }.joined(separator: " ")
        case .leet: mapped(text.lowercased()) { [97: 52, 101: 51, 105: 49, 111: 48, 115: 53, 116: 55][$0] ?? $0 }
        case .stretched: text.map { "aeiou".contains($0) ? String(repeating: $0, count: 3) : String($0) }.joined()
        case .camel: text.split(separator: " ").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
        case .hyphens:
            text.split(separator: " ").map { $0.count > 3 ? "\($0.prefix(2))-\($0.dropFirst(2))" : String($0) }.joined(
                separator: " ")
        case .reversed: String(text.reversed())
        case .rot13:
            mapped(text.lowercased()) { $0 >= 97 && $0 <= 122 ? 97 + ($0 - 97 + 13) % 26 : $0 }
        case .base64: Self.base64(Array(text.utf8))
        case .hexadecimal: text.utf8.map { Self.hexadecimal($0) }.joined()
        case .percent: text.utf8.map { "%" + Self.hexadecimal($0) }.joined()
        case .entities: text.unicodeScalars.map { "&#\($0.value);" }.joined()
        case .json: "{\"task\": \"edit\", \"prompt\": \"\(text)\"}"
        case .markdown: "# Task\n\n- **\(text)**\n- keep the background\n"
        case .buried: "Make the sky a little bluer. \(text). Then sharpen the photo and save it as a png."
        case .polite: "Hello! Could you please \(text)? Thank you so much in advance!"
        case .turned: Self.turned(text)
        case .typo: Self.typo(text)
        case .emoji: "✨ " + text + " 🙏😊"
        case .exclaimed: text + "!!!"
        case .diacritics: text.map { "\($0)\u{0301}" }.joined()
        }
    }

    /// Ordinary noise: harmless lines must survive it too.
    public var isNoise: Bool { [.capitals, .polite, .typo, .emoji, .exclaimed].contains(self) }

    /// Encodings of the whole text: nothing plain remains.
    public var isEncoding: Bool {
        [.reversed, .rot13, .base64, .hexadecimal, .percent, .entities, .turned].contains(self)
    }

    private func mapped(_ text: String, _ change: (UInt32) -> UInt32) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            result.unicodeScalars.append(Unicode.Scalar(change(scalar.value)) ?? scalar)
        }
        return result
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var result = ""
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let value = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for index in 0..<4 {
                result.append(index <= group.count ? alphabet[value >> (18 - 6 * index) & 63] : "=")
            }
        }
        return result
    }

    /// The longest word with two inner letters swapped.
    private static func typo(_ text: String) -> String {
        var words = text.split(separator: " ", omittingEmptySubsequences: false).map { Array($0) }
        guard let longest = words.indices.max(by: { words[$0].count < words[$1].count }), words[longest].count >= 6
        else {
            return text
        }
        let middle = words[longest].count / 2
        words[longest].swapAt(middle, middle - 1)
        return words.map { String($0) }.joined(separator: " ")
    }

    private static func turned(_ text: String) -> String {
        let from = Array("abcdefghijklmnopqrstuvwxyz")
        let to = Array("ɐqɔpǝɟƃɥᴉɾʞlɯuodbɹsʇnʌʍxʎz")
        return String(
            text.lowercased().reversed().map { letter in from.firstIndex(of: letter).map { to[$0] } ?? letter })
    }
}
