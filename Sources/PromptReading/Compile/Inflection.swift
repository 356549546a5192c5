/// One ending: `ing -> e` reads `removing` as `remove` where the word's class takes the endings of `kind`.
struct Ending: Sendable {
    var letters: [UInt8]
    var replacements: [[UInt8]]
    var kinds: ClassSet
    /// Tries the stem with its doubled last letter halved: `cropping`, `crop`.
    var undoubles: Bool
    /// Tries the stem with its last vowel doubled: `maken`, `maak`.
    var doublesVowel: Bool
    /// Tries a last `v` as `f` and `z` as `s`: `huizen`, `huis`.
    var hardens: Bool
}

extension Ending {
    /// The stems that a word with this ending may come from.
    func stems(of word: UnsafeBufferPointer<UInt8>) -> [[UInt8]] {
        let rest = word.count - letters.count
        guard rest >= 2 else { return [] }
        for index in 0..<letters.count where word[rest + index] != letters[index] { return [] }
        let stem = Array(word[0..<rest])
        var stems = replacements.map { stem + $0 }
        let last = stem[rest - 1]
        if undoubles, rest >= 3, last == stem[rest - 2] { stems.append(Array(stem.dropLast())) }
        if doublesVowel, rest >= 2, Self.vowels.contains(stem[rest - 2]), !Self.vowels.contains(last) {
            var longer = Array(stem.dropLast())
            longer += [stem[rest - 2], harden(last)]
            stems.append(longer)
        }
        if hardens, harden(last) != last { stems.append(Array(stem.dropLast()) + [harden(last)]) }
        return stems
    }

    private func harden(_ letter: UInt8) -> UInt8 {
        guard hardens else { return letter }
        switch letter {
        case UInt8(ascii: "v"): return UInt8(ascii: "f")
        case UInt8(ascii: "z"): return UInt8(ascii: "s")
        default: return letter
        }
    }

    private static let vowels = Array("aeou".utf8)
}

extension Ending {
    /// The forms that a word may take with this ending; some are never written.
    func forms(of word: [UInt8]) -> [[UInt8]] {
        var forms: [[UInt8]] = []
        for replacement in replacements where word.count > replacement.count + 1 && word.hasSuffix(replacement) {
            forms.append(Array(word.dropLast(replacement.count)) + letters)
        }
        guard let last = word.last, word.count >= 2 else { return forms }
        if undoubles { forms.append(word + [last] + letters) }
        let softened = soften(last)
        let beforeLast = word[word.count - 2]
        if doublesVowel, word.count >= 3, Self.vowels.contains(beforeLast), word[word.count - 3] == beforeLast {
            forms.append(Array(word.dropLast(2)) + [softened] + letters)
        }
        if hardens, softened != last { forms.append(Array(word.dropLast()) + [softened] + letters) }
        return forms
    }

    private func soften(_ letter: UInt8) -> UInt8 {
        guard hardens else { return letter }
        switch letter {
        case UInt8(ascii: "f"): return UInt8(ascii: "v")
        case UInt8(ascii: "s"): return UInt8(ascii: "z")
        default: return letter
        }
    }
}

extension [UInt8] {
    fileprivate func hasSuffix(_ other: [UInt8]) -> Bool {
        count >= other.count && self[(count - other.count)...] == other[...]
    }
}
