/// Spellings one slip away: two letters swapped, one too many, one missing, one wrong.
struct Slips {
    /// How a slip comes about.
    enum Kind: UInt8, Comparable {
        /// Two neighbours swapped.
        case swap
        /// A letter written once too often.
        case doubled
        /// A letter left out.
        case missing
        /// A neighbouring key, instead of the letter or besides it.
        case neighbour
        /// Anything else, and everything that changes the first letter: not what fingers do.
        case far

        static func < (one: Kind, other: Kind) -> Bool { one.rawValue < other.rawValue }
    }

    /// A spelling: its letters, and their hash as `WordIndex.find` takes it.
    struct Spelling {
        var letters: UnsafeBufferPointer<UInt8>
        var state: UInt64
        var kind: Kind
        /// The first byte that differs.
        var change: Int
    }

    /// The letters of the word, each as its bytes.
    private let letters: [[UInt8]]
    private let alphabet: [[UInt8]]
    /// The hash of the letters before each place.
    private let states: [UInt64]

    /// Nil for very short and long words, for digits, and for scripts without a small alphabet.
    init?(of word: ArraySlice<UInt8>) {
        guard word.count >= 3, word.count <= 48 else { return nil }
        let scalars = Array(String(decoding: word, as: UTF8.self).unicodeScalars)
        guard scalars.count >= 3, scalars.count <= 20, let alphabet = Self.alphabet(of: scalars) else { return nil }
        self.alphabet = alphabet
        letters = scalars.map { Array(String($0).utf8) }
        states = letters.reduce(into: [WordIndex.seed]) { states, letter in
            states.append(letter.reduce(states[states.count - 1]) { WordIndex.step($0, $1) })
        }
    }

    /// Letters of the word.
    var count: Int { letters.count }

    /// Slips that explain so much of the word that others need not be thought of.
    func isSure(_ kind: Kind) -> Bool { kind == .swap && count > 3 || kind == .doubled && count > 4 }

    /// Calls the body with every spelling.
    func forEach(_ body: (Spelling) -> Void) {
        var buffer: [UInt8] = []
        buffer.reserveCapacity(64)
        func spell(_ index: Int, skipping: Int, _ inserted: ArraySlice<[UInt8]>, _ kind: Kind) {
            buffer.removeAll(keepingCapacity: true)
            for place in 0..<index { buffer += letters[place] }
            let change = buffer.count
            var state = states[index]
            func append(_ letter: [UInt8]) {
                for byte in letter { state = WordIndex.step(state, byte) }
                buffer += letter
            }
            for letter in inserted { append(letter) }
            for letter in letters[min(index + skipping, letters.count)...] { append(letter) }
            buffer.withUnsafeBufferPointer { spelled in
                body(Spelling(letters: spelled, state: state, kind: kind, change: change))
            }
        }
        for index in 0..<letters.count - 1 where letters[index] != letters[index + 1] {
            spell(index, skipping: 2, [letters[index + 1], letters[index]], .swap)
        }
        for index in letters.indices where index == 0 || letters[index] != letters[index - 1] {
            spell(index, skipping: 1, [], surplus(index))
        }
        for index in 0...letters.count {
            for letter in alphabet {
                spell(index, skipping: 0, [letter], index == 0 ? .far : .missing)
            }
        }
        for index in letters.indices {
            for letter in alphabet where letter != letters[index] {
                spell(index, skipping: 1, [letter], index > 0 && beside(letter, letters[index]) ? .neighbour : .far)
            }
        }
    }

    /// How a letter came in that should not be there.
    private func surplus(_ index: Int) -> Kind {
        if index + 1 < letters.count, letters[index] == letters[index + 1] { return .doubled }
        guard index > 0 else { return .far }
        let isStruckToo =
            beside(letters[index], letters[index - 1])
            || index + 1 < letters.count && beside(letters[index], letters[index + 1])
        return isStruckToo ? .neighbour : .far
    }

    private func beside(_ first: [UInt8], _ second: [UInt8]) -> Bool {
        first.count == 1 && second.count == 1 && Keyboard.areNeighbours(first[0], second[0])
    }

    /// The alphabet that a word is written in, as it is folded.
    private static func alphabet(of word: [Unicode.Scalar]) -> [[UInt8]]? {
        guard word.allSatisfy({ $0.value >= 97 }) else { return nil }
        switch word.map(\.value).max() ?? 0 {
        case 0..<123: return latin
        case 0x370..<0x400: return greek
        case 0x400..<0x530: return cyrillic
        case 0x590..<0x600: return hebrew
        case 0x600..<0x700: return arabic
        default: return nil
        }
    }

    private static func split(_ text: String) -> [[UInt8]] { text.unicodeScalars.map { Array(String($0).utf8) } }

    private static let latin = split("abcdefghijklmnopqrstuvwxyz")
    private static let cyrillic = split("aбвrдeжзиклмнoпpcтyфxцчшщъыьэюяiєґ")
    private static let greek = split("aβyδεζηθiκλμvξoπpστuφχψω")
    private static let arabic = split("ابتثجحخدذرزسشصضطظعغفقكلمنهويپچژگ")
    private static let hebrew = split("אבגדהוזחטיכלמנסעפצקרשתםןךףץ")
}
