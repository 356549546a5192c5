/// A run of tokens of one segment as a lattice, in one language's reading.
struct Window {
    /// Token numbers; a caption is one item and stands for its first token.
    private(set) var items: [Int] = []
    private(set) var lattice = Lattice()
    private(set) var classes: [ClassSet] = []

    /// Fills the window. `captions` maps the first token of a quoted text after a word for writing to its end.
    mutating func fill(
        _ range: Range<Int>, _ passage: Passage, _ words: [WordReading], _ captions: [Int: Int],
        _ language: Language, _ tiers: TierSets, _ antecedents: inout Antecedents
    ) {
        items.removeAll(keepingCapacity: true)
        classes.removeAll(keepingCapacity: true)
        var token = range.lowerBound
        while token < range.upperBound, items.count < Lattice.widthMax {
            items.append(token)
            if let end = captions[token] {
                classes.append(ClassSet([BuiltInClass.caption.number]))
                token = end
            } else {
                classes.append(words[token].classes)
                token += 1
            }
        }
        lattice.reset(count: items.count)
        addPhrases(passage, words, captions, language, tiers)
        for (index, token) in items.enumerated() {
            var set = classes[index]
            if captions[token] == nil {
                lattice.setWord(words[token].word, at: index)
                decorate(&set, passage.tokens[token], tiers, &antecedents)
            } else {
                lattice.setWord(-1, at: index)
            }
            set.insert(BuiltInClass.any.number)
            lattice.add(set, at: index, length: 1, fillers: set.meets(tiers.skipped))
        }
    }

    /// Adds what the reader knows besides the lexicon.
    private func decorate(
        _ set: inout ClassSet, _ token: Passage.Token, _ tiers: TierSets, _ antecedents: inout Antecedents
    ) {
        if token.isCapital { set.insert(BuiltInClass.capital.number) }
        if let it = tiers.pronounIt, set.contains(it) {
            switch antecedents.last {
            case .nothing, .picture: set.insert(BuiltInClass.itPicture.number)
            case .thing: set.insert(BuiltInClass.itThing.number)
            case .person: break
            }
        }
        let touches = set.meets(tiers.touching)
        if set.meets(tiers.world), !touches { set.insert(BuiltInClass.world.number) }
        if let picture = tiers.picture, set.contains(picture) {
            antecedents.note(.picture)
        } else if set.meets(tiers.nouns) {
            antecedents.note(touches ? .person : .thing)
        } else if set.meets(tiers.person), !set.meets(tiers.function),
            tiers.pronounIt.map({ !set.contains($0) }) ?? true
        {
            antecedents.note(.person)
        }
    }

    /// Finds phrases; a harmless phrase hides the harm words in it, a touching one hides their harmless senses.
    private mutating func addPhrases(
        _ passage: Passage, _ words: [WordReading], _ captions: [Int: Int], _ language: Language, _ tiers: TierSets
    ) {
        var calm: [Range<Int>] = []
        var grave: [Range<Int>] = []
        for index in items.indices {
            let first = words[items[index]].word
            guard captions[items[index]] == nil, language.lexicon.opens(first) else { continue }
            var node = language.lexicon.step(0, first)
            var length = 1
            while let here = node, index + length < items.count, length < Lexicon.longestPhrase {
                let token = items[index + length]
                let word = words[token].word
                guard captions[token] == nil, word >= 0, let next = language.lexicon.step(here, word) else { break }
                node = next
                length += 1
                let set = language.lexicon.phrase(next)
                guard !set.isEmpty else { continue }
                var full = set
                if set.meets(tiers.world), !set.meets(tiers.touching) { full.insert(BuiltInClass.world.number) }
                lattice.add(full, at: index, length: length, fillers: set.meets(tiers.filler))
                for inner in index..<index + length {
                    if set.meets(tiers.touching) { classes[inner].remove(tiers.world) }
                    if !set.meets(tiers.grave) { classes[inner].remove(tiers.harm) }
                }
                if set.meets(tiers.grave) {
                    grave.append(index..<index + length)
                } else {
                    calm.append(index..<index + length)
                }
            }
        }
        // What stands inside a grave phrase may not be read as something milder, word by word.
        for span in grave
        where !calm.contains(where: { $0.lowerBound <= span.lowerBound && $0.upperBound >= span.upperBound }) {
            for inner in span { classes[inner] = classes[inner].intersection(tiers.grave) }
        }
    }
}

/// What the last noun before a pronoun was.
struct Antecedents: Sendable {
    enum Last: UInt8, Sendable { case nothing, picture, thing, person }
    private(set) var last: Last = .nothing
    private var segmentTouchesPerson = false

    mutating func note(_ kind: Last) {
        if kind == .person { segmentTouchesPerson = true }
        if kind == .picture, last != .nothing { return }
        last = kind
    }

    /// A new segment: a pronoun in it may mean any noun of the segment before, so a person among them wins.
    mutating func turn() {
        if segmentTouchesPerson { last = .person }
        segmentTouchesPerson = false
    }
}
