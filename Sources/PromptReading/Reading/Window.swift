/// A run of tokens of one segment as a lattice, in one language's reading.
struct Window {
    /// Token numbers; a caption is one item and stands for its first token. `~word` is a word that no token stands for.
    private(set) var items: [Int] = []
    private(set) var lattice = Lattice()
    private(set) var classes: [ClassSet] = []
    /// Phrases: first item, count of items, classes.
    private(set) var phrases: [(first: Int, count: Int, classes: ClassSet)] = []

    /// Fills the window with what one language makes of a run of tokens.
    mutating func fill(
        _ range: Range<Int>, _ passage: Passage, _ index: TokenIndex, _ reading: PassageReading, _ library: Library,
        _ antecedents: inout Antecedents, _ muted: Set<Int>
    ) {
        var tokens: [Int] = []
        var token = range.lowerBound
        while token < range.upperBound, tokens.count < Lattice.widthMax {
            tokens.append(token)
            token = reading.captions[token] ?? token + 1
        }
        fill(tokens, passage, index, reading, library, &antecedents, muted)
    }

    /// Fills the window with what one language makes of some tokens, and of words that no token stands for.
    mutating func fill(
        _ tokens: [Int], _ passage: Passage, _ index: TokenIndex, _ reading: PassageReading, _ library: Library,
        _ antecedents: inout Antecedents, _ muted: Set<Int>
    ) {
        let words = reading.words
        let captions = reading.captions
        let tiers = library.tiers
        items = tokens
        classes.removeAll(keepingCapacity: true)
        phrases.removeAll(keepingCapacity: true)
        for token in tokens {
            if token < 0 {
                classes.append(
                    library.words.meaning(~token, in: reading.language.number, asStem: false) ?? tiers.known)
            } else if captions[token] != nil {
                classes.append(ClassSet([BuiltInClass.caption.number]))
            } else {
                var set = words[token].classes
                if muted.contains(token) { set.remove(tiers.grave) }
                classes.append(set)
            }
        }
        lattice.reset(count: items.count)
        addSplits(index, reading, library)
        for root in [reading.language.number, 0] { addPhrases(index, reading, root: root, library) }
        for (index, token) in items.enumerated() {
            var set = classes[index]
            if isArticle(index, tiers) { set.remove(tiers.pronouns) }
            if captions[token] == nil {
                lattice.setWord(token < 0 ? ~token : words[token].word, at: index)
                decorate(&set, token >= 0 && passage.tokens[token].isCapital, tiers, &antecedents)
            } else {
                lattice.setWord(-1, at: index)
            }
            classes[index] = set
            set.insert(BuiltInClass.any.number)
            lattice.add(set, at: index, length: 1, fillers: set.meets(tiers.skipped))
        }
    }

    /// Notes what a book's rules need and find in the window.
    mutating func noteNeeds(of heads: RuleHeads) { lattice.noteNeeds(of: heads) }

    /// A word that is an article or a pronoun (`la`, `den`) is an article where a noun or an adjective follows.
    private func isArticle(_ item: Int, _ tiers: TierSets) -> Bool {
        guard classes[item].meets(tiers.filler), classes[item].meets(tiers.pronouns), item + 1 < items.count else {
            return false
        }
        return classes[item + 1].meets(tiers.described)
    }

    /// Adds what the reader knows besides the lexicon.
    private func decorate(
        _ set: inout ClassSet, _ isCapital: Bool, _ tiers: TierSets, _ antecedents: inout Antecedents
    ) {
        if isCapital { set.insert(BuiltInClass.capital.number) }
        if let it = tiers.pronounIt, set.contains(it) {
            switch antecedents.last {
            case .nothing, .picture: set.insert(BuiltInClass.itPicture.number)
            case .thing: set.insert(BuiltInClass.itThing.number)
            case .person: break
            }
            // Where `it` is also an article (`es`, `to`) and means no person, it says nothing.
            if antecedents.last != .person, set.meets(tiers.filler) { set.remove(ClassSet([it])) }
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

    /// Reads split phrases: `zieh … aus`. The first part gets the classes, the second says nothing more.
    private mutating func addSplits(
        _ index: TokenIndex, _ reading: PassageReading, _ library: Library
    ) {
        let captions = reading.captions
        for item in items.indices
        where captions[items[item]] == nil && begins(WordIndex.opensSplit, items[item], index, reading) {
            for (word, isStem) in candidates(items[item], index, reading)
            where library.words.flags(word) & WordIndex.opensSplit != 0 {
                for split in library.splits[Library.splitKey(reading.language.number, word, asStem: isStem)] ?? [] {
                    let end = min(items.count, item + 10)
                    guard
                        let other = (item + 1..<max(end, item + 1)).first(where: { place in
                            candidates(items[place], index, reading).contains {
                                $0.word == split.second && $0.isStem == split.secondIsStem
                            }
                        })
                    else { continue }
                    classes[item] = split.classes
                    classes[other] = library.tiers.glue
                }
            }
        }
    }

    /// Whether a token may begin a phrase or a split phrase of any language.
    private func begins(_ flag: UInt8, _ token: Int, _ index: TokenIndex, _ reading: PassageReading) -> Bool {
        token < 0 || index.flags[token] & flag != 0 || reading.meant[token] != nil
    }

    /// The exact word of a token, and the stems that it begins with.
    private func candidates(
        _ token: Int, _ index: TokenIndex, _ reading: PassageReading
    ) -> [(word: Int, isStem: Bool)] {
        if token < 0 { return [(~token, false)] }
        var found: [(word: Int, isStem: Bool)] = []
        if index.exact[token] >= 0 { found.append((Int(index.exact[token]), false)) }
        for stem in index.stems(of: token) { found.append((Int(stem.word), true)) }
        if let word = reading.meant[token] { found.append((word, false)) }
        return found
    }

    /// Finds phrases; a harmless phrase hides the harm words in it, a touching one hides their harmless senses.
    private mutating func addPhrases(
        _ index: TokenIndex, _ reading: PassageReading, root: Int, _ library: Library
    ) {
        let captions = reading.captions
        let tiers = library.tiers
        var calm: [Range<Int>] = []
        var grave: [Range<Int>] = []
        for item in items.indices {
            let token = items[item]
            guard captions[token] == nil, begins(WordIndex.opens, token, index, reading) else { continue }
            var nodes: [Int] = []
            for (word, isStem) in candidates(token, index, reading)
            where library.words.flags(word) & WordIndex.opens != 0 {
                if let node = library.words.step(root, word, asStem: isStem) { nodes.append(node) }
            }
            var length = 1
            while !nodes.isEmpty, item + length < items.count, length < Lexicon.longestPhrase {
                let next = items[item + length]
                guard captions[next] == nil else { break }
                var further: [Int] = []
                for (word, isStem) in candidates(next, index, reading) {
                    for node in nodes {
                        if let step = library.words.step(node, word, asStem: isStem) { further.append(step) }
                    }
                }
                nodes = further
                length += 1
                for node in nodes {
                    guard let set = library.words.phrase(node) else { continue }
                    take(set, item..<item + length, tiers)
                    if set.meets(tiers.grave) {
                        grave.append(item..<item + length)
                    } else {
                        calm.append(item..<item + length)
                    }
                }
            }
        }
        // What stands inside a grave phrase may not be read as something milder, word by word.
        for span in grave
        where !calm.contains(where: { $0.lowerBound <= span.lowerBound && $0.upperBound >= span.upperBound }) {
            for inner in span { classes[inner] = classes[inner].intersection(tiers.grave) }
        }
    }

    private mutating func take(_ set: ClassSet, _ span: Range<Int>, _ tiers: TierSets) {
        var full = set
        if set.meets(tiers.world), !set.meets(tiers.touching) { full.insert(BuiltInClass.world.number) }
        lattice.add(full, at: span.lowerBound, length: span.count, fillers: set.meets(tiers.filler))
        phrases.append((span.lowerBound, span.count, full))
        for inner in span {
            if set.meets(tiers.touching) { classes[inner].remove(tiers.world) }
            if !set.meets(tiers.grave) { classes[inner].remove(tiers.harm.union(tiers.turning)) }
            if !set.meets(tiers.acts) { classes[inner].remove(tiers.acts) }
        }
    }
}

/// What the last noun before a pronoun was.
struct Antecedents: Sendable {
    enum Last: UInt8, Sendable { case nothing, picture, thing, person }
    private(set) var last: Last = .nothing
    private var segmentTouchesPerson = false

    /// A pronoun in the next segment means a person, or what belongs to one.
    var meansPerson: Bool { segmentTouchesPerson || last == .person }

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
