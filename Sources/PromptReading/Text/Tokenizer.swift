/// Cuts a text into words, commas and picture signs, and into segments at strong punctuation.
struct Tokenizer {
    private let folding: Folding
    private var passage = Passage()
    private var previousIsWord = false
    private var wordIsOpen = false
    private var apostrophe = -1
    private var quoteStart = -1
    private var segment: Int32 = 0
    private var segmentHasToken = false
    private var hyphenBefore = false
    private var place: Int32 = 0

    private init(_ folding: Folding) { self.folding = folding }

    /// Tokens of a text; line breaks in it separate segments.
    static func passage(_ scalars: [UInt32], _ folding: Folding) -> Passage {
        var tokenizer = Tokenizer(folding)
        tokenizer.run(Abbreviations.expanded(scalars))
        return tokenizer.passage
    }

    private mutating func run(_ scalars: [UInt32]) {
        passage.source = scalars
        passage.bytes.reserveCapacity(scalars.count + scalars.count / 8)
        passage.origins.reserveCapacity(passage.bytes.capacity)
        var folded: [UInt8] = []
        for (index, scalar) in scalars.enumerated() {
            place = Int32(index)
            if passage.tokens.count >= Passage.tokensMax {
                passage.isCut = true
                break
            }
            let next = index + 1 < scalars.count ? scalars[index + 1] : 32
            if scalar > 127, Self.isEmoji(scalar) {
                closeWord()
                addEmoji(scalar)
                continue
            }
            folded.removeAll(keepingCapacity: true)
            folding.append(scalar, to: &folded)
            if folded.isEmpty { continue }
            for byte in folded { take(byte, scalar, next) }
        }
        closeWord()
        passage.segmentCount = Int(segment) + 1
    }

    private mutating func take(_ byte: UInt8, _ scalar: UInt32, _ next: UInt32) {
        switch byte {
        case 97...122, 48...57, 128...255: letter(byte, scalar)
        case UInt8(ascii: "'"):
            if wordIsOpen, Self.isLetter(next) {
                if isElision { closeElided() } else { apostrophe = passage.bytes.count }
            } else {
                closeWord()
                if quoteStart >= 0 || Self.isLetter(next) { quote() }
            }
        case UInt8(ascii: "*"):
            if wordIsOpen || Self.isLetter(next), next != UInt32(byte) || wordIsOpen, Self.isLetter(next) || next == 42
            {
                letter(byte, scalar)
                if !passage.tokens.isEmpty { passage.tokens[passage.tokens.count - 1].isMasked = true }
            } else {
                closeWord()
            }
        case UInt8(ascii: "-"):
            let inside = wordIsOpen && Self.isLetter(next)
            closeWord()
            if inside { hyphenBefore = true } else if !Self.isDigit(next) { breakSegment() }
        case UInt8(ascii: ","):
            closeWord()
            comma()
        case UInt8(ascii: "&"), UInt8(ascii: "+"):
            closeWord()
            for letter in "and".utf8 { self.letter(letter, 97) }
            closeWord()
        case UInt8(ascii: "%"):
            if wordIsOpen { letter(byte, scalar) } else { closeWord() }
        case UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: "/"):
            if wordIsOpen, Self.isDigit(next), let last = passage.bytes.last, Self.isDigit(UInt32(last)) {
                letter(byte, scalar)
            } else {
                closeWord()
                if byte != UInt8(ascii: "/") { breakSegment() }
            }
        case UInt8(ascii: "\""):
            closeWord()
            quote()
        case 10, 13, UInt8(ascii: ";"), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: "|"), UInt8(ascii: "{"),
            UInt8(ascii: "}"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "("), UInt8(ascii: ")"),
            UInt8(ascii: "#"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "="):
            closeWord()
            breakSegment()
        default: closeWord()
        }
    }

    private mutating func letter(_ byte: UInt8, _ scalar: UInt32) {
        let isUpper =
            scalar < 128 ? scalar >= 65 && scalar <= 90 : Unicode.Scalar(scalar)?.properties.isUppercase == true
        if !wordIsOpen {
            var token = Passage.Token(
                kind: .word, start: Int32(passage.bytes.count), end: Int32(passage.bytes.count), segment: segment)
            token.isCapital = isUpper
            token.followsHyphen = hyphenBefore
            hyphenBefore = false
            passage.tokens.append(token)
            wordIsOpen = true
            segmentHasToken = true
        } else if isUpper, !previousIsWord {
            passage.tokens[passage.tokens.count - 1].isCamel = true
        }
        previousIsWord = isUpper
        append(byte)
    }

    private mutating func append(_ byte: UInt8) {
        passage.bytes.append(byte)
        passage.origins.append(place)
    }

    /// The open word is one that loses its vowel before another: French and Italian articles, pronouns, prepositions.
    private var isElision: Bool {
        guard let token = passage.tokens.last, passage.bytes.count - Int(token.start) <= 5 else { return false }
        return Elision.words.contains(String(decoding: passage.bytes[Int(token.start)...], as: UTF8.self))
    }

    /// Forgets an elided article: it says nothing.
    private mutating func closeElided() {
        wordIsOpen = false
        passage.tokens.removeLast()
    }

    private mutating func closeWord() {
        guard wordIsOpen else { return }
        wordIsOpen = false
        let last = passage.tokens.count - 1
        passage.tokens[last].end = Int32(passage.bytes.count)
        if apostrophe >= 0 {
            passage.tokens[last].isPossessive = apostrophe == passage.bytes.count - 1 && passage.bytes.last == 115
            // `he'll` is not `hell`.
            if apostrophe == passage.bytes.count - 2, passage.bytes.suffix(2) == [108, 108] {
                passage.bytes.removeLast(2)
                passage.origins.removeLast(2)
                passage.tokens[last].end -= 2
            }
            apostrophe = -1
        }
    }

    private mutating func comma() {
        guard segmentHasToken else { return }
        let start = Int32(passage.bytes.count)
        append(UInt8(ascii: ","))
        passage.tokens.append(Passage.Token(kind: .comma, start: start, end: start + 1, segment: segment))
    }

    private mutating func addEmoji(_ scalar: UInt32) {
        let start = Int32(passage.bytes.count)
        if let scalar = Unicode.Scalar(scalar) {
            for byte in UTF8.encode(scalar) ?? UTF8.EncodedScalar() { append(byte) }
        }
        passage.tokens.append(
            Passage.Token(kind: .emoji, start: start, end: Int32(passage.bytes.count), segment: segment))
        segmentHasToken = true
    }

    private mutating func quote() {
        if quoteStart < 0 {
            quoteStart = passage.tokens.count
        } else {
            if passage.tokens.count > quoteStart {
                passage.quotes.append(Passage.Quote(tokens: quoteStart..<passage.tokens.count))
            }
            quoteStart = -1
        }
    }

    private mutating func breakSegment() {
        guard segmentHasToken else { return }
        segment += 1
        segmentHasToken = false
    }

    static func isEmoji(_ scalar: UInt32) -> Bool {
        (scalar >= 0x1F300 && scalar < 0x1FB00 && !(0x1F3FB...0x1F3FF).contains(scalar))
            || (scalar >= 0x2600 && scalar < 0x27C0 && scalar != 0x2605 && scalar != 0x2606 && scalar != 0x2731)
    }

    private static func isLetter(_ scalar: UInt32) -> Bool {
        scalar > 191 || (scalar >= 97 && scalar <= 122) || (scalar >= 65 && scalar <= 90)
            || isDigit(scalar)
    }

    private static func isDigit(_ scalar: UInt32) -> Bool { scalar >= 48 && scalar <= 57 }
}

/// Words that lose their vowel before another: French and Italian articles, pronouns, prepositions. They say nothing.
enum Elision {
    static let words: Set<String> = [
        "l", "d", "j", "qu", "n", "c", "m", "s", "un", "dell", "nell", "sull", "dall", "quell", "quest", "jusqu",
        "lorsqu", "puisqu", "gl", "bell", "com", "dov",
    ]

    /// A word of a language file without such a beginning.
    static func stripped(_ word: String) -> Substring {
        guard let cut = word.firstIndex(where: { $0 == "'" || $0 == "’" }), words.contains(word[..<cut].lowercased())
        else { return word[...] }
        let rest = word[word.index(after: cut)...]
        return rest.isEmpty ? word[...] : rest
    }
}
