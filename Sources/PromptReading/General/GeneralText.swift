/// A text cut into words and marks as the model files expect it: small letters, no diacritics, each mark and each
/// ideograph on its own. Follows the basic tokenizer of BERT (uncased).
struct GeneralText {
    struct Token {
        var start: Int32
        var end: Int32
        var isMark: Bool
    }

    /// At most so many characters of a text are read.
    static let mostScalars = 8_000
    /// At most so many words and marks.
    static let mostTokens = 1_600

    private(set) var bytes: [UInt8] = []
    private(set) var tokens: [Token] = []
    /// The whole text is within the limits.
    private(set) var isWhole = true

    init(_ text: String) {
        bytes.reserveCapacity(min(text.utf8.count, Self.mostScalars) + 8)
        tokens.reserveCapacity(64)
        var start = -1
        var scalars = 0
        for scalar in text.unicodeScalars {
            scalars += 1
            guard scalars <= Self.mostScalars, tokens.count < Self.mostTokens else {
                isWhole = false
                break
            }
            switch Kind(scalar) {
            case .space: close(&start)
            case .nothing: continue
            case .mark:
                close(&start)
                start = bytes.count
                append(scalar)
                tokens.append(Token(start: Int32(start), end: Int32(bytes.count), isMark: true))
                start = -1
            case .ideograph:
                close(&start)
                start = bytes.count
                append(scalar)
                close(&start)
            case .letter:
                if start < 0 { start = bytes.count }
                append(scalar)
            }
        }
        close(&start)
    }

    private mutating func close(_ start: inout Int) {
        if start >= 0, bytes.count > start {
            tokens.append(Token(start: Int32(start), end: Int32(bytes.count), isMark: false))
        }
        start = -1
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
        if scalar.isASCII {
            let byte = UInt8(truncatingIfNeeded: scalar.value)
            bytes.append(byte >= 65 && byte <= 90 ? byte + 32 : byte)
        } else if let letter = Diacritics.base(scalar) {
            bytes.append(letter)
        } else {
            for small in scalar.properties.lowercaseMapping.unicodeScalars where small.value != 0x307 {
                let plain = Diacritics.plain(small)
                bytes.append(contentsOf: UTF8.encode(plain) ?? UTF8.EncodedScalar())
            }
        }
    }

    /// A word as text.
    func word(_ token: Token) -> String {
        String(decoding: bytes[Int(token.start)..<Int(token.end)], as: UTF8.self)
    }
}

extension GeneralText {
    private enum Kind {
        case space, nothing, mark, ideograph, letter

        init(_ scalar: Unicode.Scalar) {
            let value = scalar.value
            if value < 128 {
                switch value {
                case 9, 10, 13, 32: self = .space
                case 48...57, 65...90, 97...122: self = .letter
                case 0..<32, 127: self = .nothing
                default: self = .mark
                }
                return
            }
            switch value {
            case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x20000...0x2CEAF, 0xF900...0xFAFF, 0x2F800...0x2FA1F:
                self = .ideograph
                return
            default: break
            }
            switch scalar.properties.generalCategory {
            case .spaceSeparator, .lineSeparator, .paragraphSeparator: self = .space
            case .control, .format, .unassigned, .privateUse, .surrogate, .nonspacingMark: self = .nothing
            case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
                .finalPunctuation, .otherPunctuation:
                self = .mark
            default: self = .letter
            }
        }
    }
}
