/// Digits and signs for letters.
enum Leet {
    private static let letters: [UInt32: UInt32] = [
        48: 111, 49: 105, 51: 101, 52: 97, 53: 115, 54: 103, 55: 116, 56: 98, 57: 103, 36: 115, 64: 97, 33: 105,
        124: 108,
        43: 116, 8364: 101, 163: 108, 165: 121, 162: 99,
    ]

    /// The text with digits and signs inside words read as letters; nil where there are none.
    static func read(_ scalars: [UInt32]) -> [UInt32]? {
        var changed = false
        var text = scalars
        var start = 0
        while start < scalars.count {
            var end = start
            var hasLetter = false
            var hasSign = false
            while end < scalars.count, scalars[end] > 32, ![44, 46, 59, 58].contains(scalars[end]) {
                let lower = scalars[end] | 32
                if lower >= 97, lower <= 122 {
                    hasLetter = true
                } else if letters[scalars[end]] != nil {
                    hasSign = true
                }
                end += 1
            }
            if hasLetter, hasSign {
                changed = true
                for index in start..<end { text[index] = letters[scalars[index]] ?? scalars[index] }
            }
            start = end + 1
        }
        return changed ? text : nil
    }
}

/// Letters turned upside down.
enum Turned {
    /// Letters that turned upside down look like other plain letters.
    private static let plain: [UInt32: UInt32] = [98: 113, 113: 98, 100: 112, 112: 100, 110: 117, 117: 110]

    /// The text turned back, from its end to its start; nil where fewer than three letters are turned.
    static func read(_ scalars: [UInt32], _ folding: Folding) -> [UInt32]? {
        // The dotless i is a letter of its own in Turkish.
        guard scalars.count(where: { $0 > 127 && $0 != 0x131 && folding.turned[$0] != nil }) >= 3 else { return nil }
        return scalars.reversed().map { scalar in
            folding.turned[scalar].map { UInt32($0) } ?? plain[scalar | 32] ?? scalar
        }
    }
}

/// Letters of other scripts in the place of Latin ones that they resemble.
enum Faux {
    /// The text with such letters read as Latin; nil where there are none.
    static func read(_ scalars: [UInt32], _ folding: Folding) -> [UInt32]? {
        guard scalars.contains(where: { $0 > 127 && folding.faux[$0] != nil }) else { return nil }
        return scalars.map { scalar in scalar < 128 ? scalar : folding.faux[scalar].map { UInt32($0) } ?? scalar }
    }
}

/// Simple ciphers over letters.
enum Ciphers {
    static func rot13(_ letter: UInt8) -> UInt8 { shifted(letter, 13) }

    private static func shifted(_ letter: UInt8, _ by: Int) -> UInt8 {
        letter >= 97 && letter <= 122 ? 97 + UInt8((Int(letter) - 97 + by) % 26) : letter
    }

    /// The passage with those of some tokens changed whose change is a word; nil where there are none.
    static func mapped(
        _ passage: Passage, _ tokens: [Int], _ isWord: ([UInt8]) -> Bool, _ change: (ArraySlice<UInt8>) -> [UInt8]
    ) -> [UInt32]? {
        var changes: [Int: [UInt8]] = [:]
        for token in tokens.prefix(200) {
            let letters = change(passage.letters(token))
            if letters.allSatisfy({ $0 < 128 }), isWord(letters) { changes[token] = letters }
        }
        guard !changes.isEmpty else { return nil }
        var text: [UInt32] = []
        for index in passage.tokens.indices {
            let letters = changes[index].map { $0[...] } ?? passage.letters(index)
            guard letters.allSatisfy({ $0 < 128 }) else { continue }
            text += letters.map { UInt32($0) }
            text.append(32)
        }
        return text
    }

    /// The passage with every letter moved on in the alphabet; at most 400 tokens.
    static func shifted(_ passage: Passage, _ by: Int) -> [UInt32] {
        var text: [UInt32] = []
        for index in passage.tokens.indices.prefix(400) {
            for letter in passage.letters(index) where letter < 128 { text.append(UInt32(shifted(letter, by))) }
            text.append(32)
        }
        return text
    }
}
