internal import SafetyModel

// What an edit, or a generation about a real person, must say for every word of it to be accounted for.
extension PromptReading {
    /// Accounts for an edit, or for a generation about a real person, however its misspelled words were meant; what is told of it is about the likeliest way.
    mutating func accountForClauses(_ ways: [ReadPassage]) -> Bool {
        guard accountForClauses(ways[0]) else { return false }
        let told = (accounts, unexplained, understoodSegments)
        defer { (accounts, unexplained, understoodSegments) = told }
        for way in ways.dropFirst() where !accountForClauses(way) { return false }
        return true
    }

    /// Accounts for every word by the frames of one language a segment.
    private mutating func accountForClauses(_ read: ReadPassage) -> Bool {
        let passage = read.passage
        var antecedents = [Antecedents](repeating: earlierAntecedents(), count: read.readings.count)
        var all = true
        var frames = 0
        let totals = read.totals
        let isNew = context.operation == .generate && context.pictures == 0
        for segment in passage.segments() {
            var understood = false
            var isFramed = false
            var furthest: (item: Int, word: String) = (-1, "")
            let shares = read.shares(of: segment)
            let best = shares.max() ?? 0
            // Of a word or two only the passage's own language may judge: short words mean something everywhere.
            let own = segment.count > 2 ? 0 : totals.max() ?? 0
            for index in read.readings.indices where totals[index] >= own {
                antecedents[index].turn()
                let language = read.readings[index].language
                // A language that knows less of the clause than another may not vouch for it, nor, for an edit, one that knows
                // just as much as the passage's own: `it` and `top` are words everywhere.
                guard language.isSupported, shares[index] + (segment.count > 4 ? ReadPassage.weight : 0) >= best,
                    index == 0 || shares[index] > shares[0] || !language.isLatin || isNew
                else { continue }
                var reader = readers.removeValue(forKey: language.number) ?? SegmentReader(language, library)
                defer { readers[language.number] = reader }
                let reach = account(segment, read, index, &reader, &antecedents[index])
                if reach.isWhole {
                    understood = true
                    if !reach.isOrdinary { isFramed = true }
                    if let frame = reach.frame {
                        frames += 1
                        accounts.append(
                            PromptFindings.Account(
                                clause: passage.text(segment), language: language.code, frame: frame))
                    }
                } else if reach.furthest > furthest.item, reach.furthest < reader.window.items.count {
                    let token = reader.window.items[reach.furthest]
                    furthest = (reach.furthest, passage.text(token..<token + 1))
                }
            }
            if understood, !isFramed { hasOrdinaryClause = true }
            if isFramed {
                understoodSegments.insert(Int(passage.tokens[segment.lowerBound].segment))
            } else if !understood {
                all = false
                directsPerson = directsPerson || directs(segment, read)
                let unknown = segment.first { read.isUnknown($0) }
                unexplained.append(unknown.map { passage.text($0..<$0 + 1) } ?? furthest.word)
            }
        }
        // Adjuncts alone say how a picture is to be, not what to do: `in the style of Rembrandt`.
        let isAdjuncts = all && frames == 0 && mayPassAsOrdinary && saysSomething(read)
        hasOrdinaryClause = hasOrdinaryClause || isAdjuncts
        // Ordinary words about somebody that ask for nothing and leave something out leave to the generator what to make of them.
        if hasOrdinaryClause, !asksForSomething(read) {
            unexplained.append(passage.text(0..<passage.tokens.count))
            return false
        }
        return all && (frames > 0 || isAdjuncts) || passage.tokens.isEmpty && context.operation == .vary
    }

    /// Ordinary words pass where the second opinion reads them, and where nothing went before.
    private var mayPassAsOrdinary: Bool { mayAskSecondOpinion && context.earlier.isEmpty }

    private func saysSomething(_ read: ReadPassage) -> Bool {
        read.readings.first?.words.contains { !$0.classes.isSubset(of: library.tiers.skipped) } ?? false
    }

    /// Whether any word says what to do, or all are about things, or nothing is left out.
    private func asksForSomething(_ read: ReadPassage) -> Bool {
        guard let words = read.readings.first?.words else { return false }
        return words.contains { $0.classes.meets(library.tiers.operations) }
            || !words.contains { $0.classes.meets(library.tiers.touching) }
            || !words.contains { $0.classes.meets(library.tiers.turning) }
    }

    /// Whether a clause says to do something to a person, a body or a garment.
    private func directs(_ segment: Range<Int>, _ read: ReadPassage) -> Bool {
        guard let words = read.readings.first?.words, segment.count > 2 else { return false }
        return segment.contains { operation in
            words[operation].classes.meets(library.tiers.directing)
                && segment.contains { $0 != operation && words[$0].classes.meets(library.tiers.touching) }
        }
    }

    /// Accounts for one segment, as it is written or in other words; a longer one than a window is cut at commas.
    private func account(
        _ segment: Range<Int>, _ read: ReadPassage, _ index: Int, _ reader: inout SegmentReader,
        _ antecedents: inout Antecedents
    ) -> SegmentReader.Reach {
        var start = segment.lowerBound
        // Nothing is loaded where there is no comma to cut at, so no item can be named.
        let unread = SegmentReader.Reach(isWhole: false, furthest: -1, frame: nil)
        var last = unread
        var isOrdinary = false
        while start < segment.upperBound {
            var end = segment.upperBound
            if end - start > Lattice.widthMax {
                end = start + Lattice.widthMax
                guard let comma = (start..<end).last(where: { read.passage.tokens[$0].kind == .comma }) else {
                    return unread
                }
                end = comma + 1
            }
            let before = antecedents
            reader.load(start..<end, read.passage, read.index, read.readings[index], &antecedents)
            let generating = context.operation == .generate && context.pictures == 0
            last = reader.reach(generating: generating)
            if !last.isWhole {
                guard !generating, let whole = accountOtherwise(read, index, &reader, before, reached: last) else {
                    return last
                }
                last = whole
            }
            isOrdinary = isOrdinary || last.isOrdinary
            start = end
        }
        last.isOrdinary = isOrdinary
        return last
    }

    /// Accounts for the loaded window, which the frames do not account for as it is written, in other words or as ordinary
    /// words; nil leaves it loaded.
    private func accountOtherwise(
        _ read: ReadPassage, _ index: Int, _ reader: inout SegmentReader, _ before: Antecedents,
        reached: SegmentReader.Reach
    ) -> SegmentReader.Reach? {
        let written = reader.window.items
        if !reader.book.rephrasings.isEmpty {
            var paraphrase = Paraphrase(read.passage, read.index, read.readings[index], before)
            if let whole = paraphrase.account(&reader, reached: reached) { return whole }
            var again = before
            reader.load(written, read.passage, read.index, read.readings[index], &again)
        }
        return mayPassAsOrdinary && !read.passage.isSpeltOut
            ? reader.ordinaryReach(besideChild: signs.mayBeChild || signs.isChild) : nil
    }

    /// What `it` would mean after the earlier instructions.
    private mutating func earlierAntecedents() -> Antecedents {
        var antecedents = Antecedents()
        for text in context.earlier.suffix(8) {
            let scalars = text.unicodeScalars.prefix(2000).map { $0.value }
            let read = ReadPassage(Tokenizer.passage(scalars, library.folding), library)
            let before = antecedents
            var ways: [Antecedents] = []
            for reading in read.readings {
                var antecedents = before
                defer { ways.append(antecedents) }
                let number = reading.language.number
                var reader = readers.removeValue(forKey: number) ?? SegmentReader(reading.language, library)
                defer { readers[number] = reader }
                for segment in read.passage.segments() {
                    antecedents.turn()
                    reader.load(segment, read.passage, read.index, reading, &antecedents)
                }
            }
            // WHY: another language may take the name of a garment for a thing.
            antecedents = ways.first(where: \.meansPerson) ?? ways.first ?? before
        }
        return antecedents
    }

    /// Beside a real person or a child every word of a generation must at least be known.
    mutating func accountForWords(_ read: ReadPassage) -> Bool {
        var all = true
        var afterByline = 0
        for token in read.passage.tokens.indices where read.passage.tokens[token].kind == .word {
            // Names of artists follow `by`; nobody can list them.
            if read.readings.contains(where: { library.tiers.byline.map($0.words[token].classes.contains) ?? false }) {
                afterByline = 12
                continue
            }
            afterByline -= 1
            if read.passage.tokens[token].isCapital || afterByline > 0 { continue }
            // The language that knows the text best must know the word; another's homonym explains nothing.
            if read.readings.first?.isUnknown(token) ?? true {
                all = false
                unexplained.append(read.passage.text(token..<token + 1))
            }
        }
        return all
    }

    /// A person, face, body or garment taken from one of several pictures.
    func movesBetweenPictures(_ read: ReadPassage) -> Bool {
        read.readings.contains { reading in reading.words.contains { $0.classes.meets(library.tiers.touching) } }
    }
}
