/// Spellings one slip away: two letters swapped, one too many, one missing, one wrong. The first letter stays.
struct Slips {
    /// The letters of the word, each as its bytes.
    private let letters: [[UInt8]]
    private let alphabet: [[UInt8]]

    /// Nil for short and long words, for digits, and for scripts without a small alphabet.
    init?(of word: ArraySlice<UInt8>) {
        guard word.count >= 5, word.count <= 48 else { return nil }
        let scalars = Array(String(decoding: word, as: UTF8.self).unicodeScalars)
        guard scalars.count >= 5, scalars.count <= 18, let alphabet = Self.alphabet(of: scalars) else { return nil }
        self.alphabet = alphabet
        letters = scalars.map { Array(String($0).utf8) }
    }

    /// Letters of the word.
    var count: Int { letters.count }

    /// Calls the body with every spelling and how far it is: 0 a swap or a doubled letter, 1 to 2 a letter too few or too
    /// many, 3 a wrong one.
    func forEach(_ body: (UnsafeBufferPointer<UInt8>, Int) -> Void) {
        var buffer: [UInt8] = []
        buffer.reserveCapacity(64)
        func spell(_ index: Int, skipping: Int, _ inserted: [UInt8]?, _ rank: Int) {
            buffer.removeAll(keepingCapacity: true)
            for place in 0..<index { buffer += letters[place] }
            if let inserted { buffer += inserted }
            for place in index + skipping..<max(letters.count, index + skipping) { buffer += letters[place] }
            buffer.withUnsafeBufferPointer { body($0, rank) }
        }
        for index in 1..<letters.count - 1 where letters[index] != letters[index + 1] {
            spell(index, skipping: 2, letters[index + 1] + letters[index], 0)
        }
        for index in 1..<letters.count {
            spell(index, skipping: 1, nil, letters[index] == letters[index - 1] ? 0 : 1)
        }
        for index in 1...letters.count {
            for letter in alphabet { spell(index, skipping: 0, letter, letter == letters[index - 1] ? 1 : 2) }
        }
        for index in 1..<letters.count {
            for letter in alphabet where letter != letters[index] { spell(index, skipping: 1, letter, 3) }
        }
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
