/// A passage as it was written, in small letters, for readers that learned from plain writing.
struct Writing {
    private let passage: Passage
    private let isMostlyLatin: Bool

    init(_ passage: Passage) {
        self.passage = passage
        var balance = 0
        for value in passage.source {
            switch Script(value) {
            case .latin: balance += 1
            case .cyrillic, .greek: balance -= 1
            default: continue
            }
        }
        isMostlyLatin = balance > 0
    }

    /// The letters of one way to write; a word in plain letters keeps to one of them.
    private enum Script {
        case latin, greek, cyrillic, hebrew, arabic, devanagari, thai, hangul, han
        /// Digits and marks inside words.
        case common

        /// Nil of letters that nobody writes plain words in.
        init?(_ scalar: UInt32) {
            switch scalar {
            case 0x41...0x5A, 0x61...0x7A, 0xC0...0x24F, 0x1E00...0x1EFF: self = .latin
            case 0x370...0x3FF, 0x1F00...0x1FFF: self = .greek
            case 0x400...0x52F: self = .cyrillic
            case 0x590...0x5FF: self = .hebrew
            case 0x600...0x6FF, 0x750...0x77F: self = .arabic
            case 0x900...0x97F: self = .devanagari
            case 0xE00...0xE7F: self = .thai
            case 0xAC00...0xD7AF: self = .hangul
            case 0x3005...0x3007, 0x3040...0x30FF, 0x3400...0x9FFF: self = .han
            case 0x25, 0x27, 0x2E...0x3A, 0xB7, 0x2019: self = .common
            default: return nil
            }
        }
    }

    /// The words of some tokens; where a word's letters are of several scripts, or of none that words are written in, what
    /// they read as. A space stands where anything else than a word stood between two.
    func text(of range: Range<Int>) -> String {
        var text = ""
        var last: Int32 = -1
        for index in range {
            let token = passage.tokens[index]
            guard token.end > token.start else { continue }
            let first = passage.origins[Int(token.start)]
            if !text.isEmpty, first != last + 1 { text += " " }
            last = passage.origins[Int(token.end) - 1]
            if let word = plainly(passage.source[Int(first)...Int(last)]) {
                text += word
            } else {
                text += String(decoding: passage.letters(index), as: UTF8.self)
            }
        }
        return text
    }

    /// A word in small letters; nil where it is not plain.
    private func plainly(_ scalars: ArraySlice<UInt32>) -> String? {
        var word = ""
        var script: Script?
        for value in scalars where !Self.isInvisible(value) {
            guard let mine = Script(value), let scalar = Unicode.Scalar(value) else { return nil }
            if mine != .common {
                guard script ?? mine == mine else { return nil }
                script = mine
            }
            word += value < 128 ? String(scalar).lowercased() : scalar.properties.lowercaseMapping
        }
        // WHY: `рор` among Latin words is `pop` in letters that look like it.
        return isMostlyLatin && (script == .cyrillic || script == .greek) ? nil : word
    }

    private static func isInvisible(_ scalar: UInt32) -> Bool {
        (0x200B...0x200F).contains(scalar) || scalar == 0x2060 || scalar == 0xFEFF || scalar == 0xAD
    }
}
