/// The words of a text as the second opinion sees them: with their classes, a phrase as one word, without what says nothing.
struct OpinionWords {
    struct Word {
        var classes: ClassSet
        /// The gravest class.
        var primary: Int
        /// Of its letters.
        var hash: UInt64
        /// The first token that it stands for.
        var token: Int
    }

    private var words: [Word] = []

    /// In the language that knows most words.
    init(_ read: ReadPassage, _ features: ClassFeatures) {
        guard let reading = read.readings.first else { return }
        var window = Window()
        var antecedents = Antecedents()
        for segment in read.passage.segments() {
            antecedents.turn()
            for start in stride(from: segment.lowerBound, to: segment.upperBound, by: Lattice.widthMax) {
                let end = min(start + Lattice.widthMax, segment.upperBound)
                window.fill(start..<end, read.passage, read.index, reading, read.library, &antecedents, [])
                add(window, end: end, read, features)
            }
        }
    }

    /// The words of some tokens.
    func words(in tokens: Range<Int>) -> ArraySlice<Word> {
        let first = words.firstIndex { $0.token >= tokens.lowerBound } ?? words.count
        let end = words[first...].firstIndex { $0.token >= tokens.upperBound } ?? words.count
        return words[first..<end]
    }

    private mutating func add(_ window: Window, end: Int, _ read: ReadPassage, _ features: ClassFeatures) {
        let tiers = read.library.tiers
        let meant = ClassSet([.itThing, .itPicture].map { (name: BuiltInClass) in name.number })
        let unsaid = ClassSet([.any, .world, .capital].map { (name: BuiltInClass) in name.number })
        var item = 0
        while item < window.items.count {
            var set = window.classes[item]
            var length = 1
            for phrase in window.phrases where phrase.first == item && phrase.count >= length {
                set = phrase.count > length ? phrase.classes : set.union(phrase.classes)
                length = phrase.count
            }
            let first = window.items[item]
            item += length
            let tokens = first..<(item < window.items.count ? window.items[item] : end)
            if set.meets(meant), let it = tiers.pronounIt { set.remove(ClassSet([it])) }
            set.remove(unsaid)
            guard let primary = features.primary(of: set), !tiers.skipped.contains(primary) else { continue }
            words.append(Word(classes: set, primary: primary, hash: Self.hash(tokens, read.passage), token: first))
        }
    }

    private static func hash(_ tokens: Range<Int>, _ passage: Passage) -> UInt64 {
        passage.bytes.withUnsafeBufferPointer { bytes in
            tokens.reduce(0) { hash, token in
                let letters = bytes[Int(passage.tokens[token].start)..<Int(passage.tokens[token].end)]
                return hash &* 0x9E37_79B9_7F4A_7C15 ^ NgramFeatures.hash(UnsafeBufferPointer(rebasing: letters))
            }
        }
    }
}
