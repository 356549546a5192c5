/// Words hidden by the way they are spelled.
enum Spelling {
    /// `n a k e d` and `n.a.k.e.d`: runs of three or more single letters become one word.
    static func joined(_ passage: Passage) -> [UInt32]? {
        var text: [UInt32] = []
        var run: [UInt32] = []
        var changed = false
        func flush() {
            guard !run.isEmpty else { return }
            if run.count >= 3 {
                changed = true
                text += run
                text.append(32)
            } else {
                for letter in run { text += [letter, 32] }
            }
            run = []
        }
        for index in passage.tokens.indices {
            let letters = passage.letters(index)
            if letters.count == 1, let letter = letters.first, letter >= 97, letter <= 122 {
                run.append(UInt32(letter))
            } else if letters.count == 1, letters.first == UInt8(ascii: ","), !run.isEmpty {
                continue
            } else {
                flush()
                text += scalars(letters)
                text.append(32)
            }
        }
        flush()
        return changed ? text : nil
    }

    /// `removeHerDress`: a capital inside a word begins a new one.
    static func camel(_ scalars: [UInt32], _ passage: Passage) -> [UInt32]? {
        guard passage.tokens.contains(where: { $0.isCamel }) else { return nil }
        var text: [UInt32] = []
        var previous: UInt32 = 32
        for scalar in scalars {
            if scalar >= 65, scalar <= 90, previous >= 97, previous <= 122 { text.append(32) }
            text.append(scalar)
            previous = scalar
        }
        return text
    }

    /// `naaaked`: letters that come three times or more are read once.
    static func squeezed(_ passage: Passage) -> [UInt32]? {
        var changed = false
        var text: [UInt32] = []
        for index in passage.tokens.indices {
            var previous: UInt8 = 0
            var count = 0
            for letter in passage.letters(index) {
                count = letter == previous ? count + 1 : 1
                previous = letter
                if count >= 3, letter > 57 { changed = true }
            }
        }
        guard changed else { return nil }
        for index in passage.tokens.indices {
            var previous: UInt8 = 0
            let letters = passage.letters(index)
            let isStretched = zip(letters, zip(letters.dropFirst(), letters.dropFirst(2))).contains { $0 == $1.0 && $0 == $1.1 }
            for letter in letters {
                if isStretched, letter == previous { continue }
                text.append(UInt32(letter))
                previous = letter
            }
            text.append(32)
        }
        return text
    }

    /// `un-dress`, `nu de`: neighbours of which one is unknown, or joined by a hyphen, are read as one word.
    static func glued(_ passage: Passage, unknown: Set<Int>) -> [UInt32]? {
        var text: [UInt32] = []
        var changed = false
        for index in passage.tokens.indices {
            let token = passage.tokens[index]
            let glue = index > 0 && (token.followsHyphen || (unknown.contains(index) && token.kind == .word)
                || (unknown.contains(index - 1) && token.kind == .word))
            if glue, text.last == 32 {
                text.removeLast()
                changed = true
            }
            text += scalars(passage.letters(index))
            text.append(32)
        }
        return changed ? text : nil
    }

    /// `n*ked`: a star stands for up to two letters of a word of harm.
    static func unmasked(_ passage: Passage, _ harmWords: [[UInt8]]) -> [UInt32]? {
        var changed = false
        var text: [UInt32] = []
        var tries = 0
        for index in passage.tokens.indices {
            let letters = Array(passage.letters(index))
            if passage.tokens[index].isMasked, letters.count >= 3, letters.count <= 20, tries < 32 {
                tries += 1
                if let word = harmWords.first(where: { fits(letters[...], $0[...]) }) {
                    text += scalars(word[...])
                    text.append(32)
                    changed = true
                    continue
                }
            }
            text += scalars(letters[...])
            text.append(32)
        }
        return changed ? text : nil
    }

    private static func fits(_ mask: ArraySlice<UInt8>, _ word: ArraySlice<UInt8>) -> Bool {
        guard let first = mask.first else { return word.isEmpty }
        if first != UInt8(ascii: "*") {
            guard word.first == first else { return false }
            return fits(mask.dropFirst(), word.dropFirst())
        }
        for skip in 0...2 where word.count >= skip {
            if fits(mask.dropFirst(), word.dropFirst(skip)) { return true }
        }
        return false
    }

    private static func scalars(_ letters: ArraySlice<UInt8>) -> [UInt32] {
        letters.allSatisfy({ $0 < 128 }) ? letters.map { UInt32($0) }
            : String(decoding: letters, as: UTF8.self).unicodeScalars.map { $0.value }
    }
}
