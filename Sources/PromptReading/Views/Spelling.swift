/// Words hidden by the way they are spelled.
enum Spelling {
    /// `n a k e d` and `n.a.k.e.d`: a run of three or more single letters is read as the words it can be cut into.
    static func joined(_ passage: Passage, _ library: Library) -> [UInt32]? {
        guard passage.tokens.indices.count(where: { isSingle(passage.letters($0)) }) >= 3 else { return nil }
        var text: [UInt32] = []
        var run: [UInt8] = []
        var runCount = 0
        var changed = false
        func flush() {
            if runCount >= 3 {
                changed = true
                text += scalars(RunTogether.cut(run, library)[...])
            } else {
                for letter in scalars(run[...]) { text += [letter, 32] }
            }
            text.append(32)
            run = []
            runCount = 0
        }
        for index in passage.tokens.indices {
            let letters = passage.letters(index)
            if isSingle(letters) {
                run += letters
                runCount += 1
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

    /// One letter of any script, digits and signs apart.
    private static func isSingle(_ letters: ArraySlice<UInt8>) -> Bool {
        guard let first = letters.first, first >= 97 else { return false }
        return letters.dropFirst().allSatisfy { $0 & 0xc0 == 0x80 } && (first >= 0xc2 || first <= 122)
    }

    /// `removeherdress`: long unknown words are cut into known ones where that is possible.
    static func cut(_ passage: Passage, _ unknown: Set<Int>, _ library: Library) -> [UInt32]? {
        var text: [UInt32] = []
        var changed = false
        for index in passage.tokens.indices {
            let letters = passage.letters(index)
            if unknown.contains(index), letters.count >= 7 {
                let parts = RunTogether.cut(Array(letters), library)
                if parts.count > letters.count { changed = true }
                text += scalars(parts[...])
            } else {
                text += scalars(letters)
            }
            text.append(32)
        }
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

    /// `n(a)ked`, `na_ked`: signs between the letters of one word are dropped.
    static func closed(_ scalars: [UInt32]) -> [UInt32]? {
        var text: [UInt32] = []
        var changed = false
        for (index, scalar) in scalars.enumerated() {
            let isInside =
                index > 0 && index + 1 < scalars.count && scalars[index - 1] > 32 && scalars[index + 1] > 32
            if isInside, signs.contains(scalar) {
                changed = true
            } else {
                text.append(scalar)
            }
        }
        return changed ? text : nil
    }

    private static let parting = Set(".·•・_-/|*~:+,".unicodeScalars.map(\.value))

    /// `n.a.k.e.d`: single letters with one sign between each two are a word.
    static func undotted(_ scalars: [UInt32]) -> [UInt32]? {
        var text: [UInt32] = []
        var longest = 0
        var index = 0
        while index < scalars.count {
            var end = index
            if isLetter(scalars[index]), index == 0 || !isLetter(scalars[index - 1]) {
                while end + 2 < scalars.count, parting.contains(scalars[end + 1]), isLetter(scalars[end + 2]) {
                    end += 2
                }
                if end + 1 < scalars.count, isLetter(scalars[end + 1]) { end -= 2 }
            }
            let letters = (end - index) / 2 + 1
            guard letters > 1 else {
                text.append(scalars[index])
                index += 1
                continue
            }
            text += stride(from: index, through: end, by: 2).map { scalars[$0] }
            longest = max(longest, letters)
            index = end + 1
        }
        return longest >= 3 ? text : nil
    }

    private static func isLetter(_ scalar: UInt32) -> Bool {
        Unicode.Scalar(scalar).map { $0.properties.isAlphabetic || $0.properties.numericType != nil } ?? false
    }

    /// Brackets, quotes, bars, underscores and the like; not what joins or divides words.
    private static let signs = Set("()[]{}<>|\"~^`_=+\\".unicodeScalars.map(\.value))

    /// `naaaked`: letters that come three times or more are read once or twice, whichever makes a word.
    static func squeezed(_ passage: Passage, _ isWord: ([UInt8]) -> Bool) -> [UInt32]? {
        guard passage.tokens.indices.contains(where: { isStretched(passage.letters($0)) }) else { return nil }
        var changed = false
        var text: [UInt32] = []
        for index in passage.tokens.indices {
            let letters = Array(passage.letters(index))
            let runs = runs(letters)
            if letters.count <= 60, runs.contains(where: { $0.count >= 3 && $0.letter > 57 }) {
                changed = true
                text += scalars(squeezed(runs, isWord)[...])
            } else {
                text += scalars(letters[...])
            }
            text.append(32)
        }
        return changed ? text : nil
    }

    /// Some letter comes three times in a row.
    private static func isStretched(_ letters: ArraySlice<UInt8>) -> Bool {
        var previous: UInt8 = 0
        var count = 0
        for letter in letters {
            count = letter == previous ? count + 1 : 1
            previous = letter
            if count == 3, letter > 57 { return true }
        }
        return false
    }

    private static func runs(_ letters: [UInt8]) -> [(letter: UInt8, count: Int)] {
        var runs: [(letter: UInt8, count: Int)] = []
        for letter in letters {
            if let last = runs.last, last.letter == letter {
                runs[runs.count - 1].count += 1
            } else {
                runs.append((letter, 1))
            }
        }
        return runs
    }

    /// Tries once and twice for the first four stretched letters.
    private static func squeezed(_ runs: [(letter: UInt8, count: Int)], _ isWord: ([UInt8]) -> Bool) -> [UInt8] {
        let stretched = Array(runs.indices.filter { runs[$0].count >= 3 }.prefix(4))
        func word(_ choice: Int) -> [UInt8] {
            runs.indices.flatMap { index -> [UInt8] in
                let run = runs[index]
                guard run.count >= 3 else { return [UInt8](repeating: run.letter, count: run.count) }
                let twice = stretched.firstIndex(of: index).map { choice >> $0 & 1 == 1 } ?? false
                return [UInt8](repeating: run.letter, count: twice ? 2 : 1)
            }
        }
        for choice in 0..<(1 << stretched.count) where isWord(word(choice)) { return word(choice) }
        return word(0)
    }

    /// `un-dress`: words joined by hyphens are read as one word.
    static func unhyphened(_ passage: Passage) -> [UInt32]? {
        guard passage.tokens.contains(where: { $0.followsHyphen }) else { return nil }
        var text: [UInt32] = []
        for index in passage.tokens.indices {
            if passage.tokens[index].followsHyphen, text.last == 32 { text.removeLast() }
            text += scalars(passage.letters(index))
            text.append(32)
        }
        return text
    }

    /// `un dress`, `na ked`: two neighbours of which one is unknown, where together they are a word.
    static func glued(_ passage: Passage, unknown: Set<Int>, _ isWord: ([UInt8]) -> Bool) -> [UInt32]? {
        var text: [UInt32] = []
        var changed = false
        var index = 0
        while index < passage.tokens.count {
            let letters = passage.letters(index)
            if index + 1 < passage.tokens.count, unknown.contains(index) || unknown.contains(index + 1),
                passage.tokens[index].kind == .word, passage.tokens[index + 1].kind == .word
            {
                let both = Array(letters) + Array(passage.letters(index + 1))
                if both.count <= 24, isWord(both) {
                    text += scalars(both[...])
                    text.append(32)
                    changed = true
                    index += 2
                    continue
                }
            }
            text += scalars(letters)
            text.append(32)
            index += 1
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
        letters.allSatisfy({ $0 < 128 })
            ? letters.map { UInt32($0) }
            : String(decoding: letters, as: UTF8.self).unicodeScalars.map { $0.value }
    }
}
