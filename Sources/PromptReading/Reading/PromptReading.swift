internal import SafetyModel

/// One prompt while it is read.
struct PromptReading {
    static let charactersMax = 40_000
    static let repairsMax = 16

    private let reader: PromptReader
    private let context: PromptContext
    private var readers: [SegmentReader]
    private var sheet = SignalSheet()
    private var signs = SubjectSigns()
    private var unexplained: [String] = []
    private var hits: [Hit] = []
    private var understoodSegments: Set<Int> = []
    /// Every segment of an edit is understood.
    private var isAccountedFor = false

    /// A rule of harm that matched; judged once the subject is known.
    private struct Hit {
        var harm: Harm
        var name: String
        var clause: String
        var view: String
        var contexts: [String]
        /// The segment, counted from 0; nil in views other than the plain one.
        var segment: Int?
    }

    init(_ reader: PromptReader, _ context: PromptContext) {
        self.reader = reader
        self.context = context
        readers = reader.languages.map { SegmentReader($0, reader.tiers, reader.classes) }
    }

    mutating func run(_ prompt: Prompt) -> PromptFindings {
        var scalars: [UInt32] = []
        var isCut = false
        for text in prompt.turns + prompt.sideTexts {
            for scalar in text.unicodeScalars {
                if scalars.count >= Self.charactersMax {
                    isCut = true
                    break
                }
                scalars.append(scalar.value)
            }
            scalars.append(10)
        }
        let passage = Tokenizer.passage(scalars, reader.folding)
        var readings = readers.map { PassageReading(passage, $0.language, reader.tiers) }
        repair(passage, &readings)
        for index in readings.indices { readings[index].findCaptions(passage, reader.tiers) }

        findFullNames(passage, &readings)
        scan(passage, readings, view: "plain")
        let derived = Views(reader).derive(scalars, passage, readings)
        for view in derived {
            let other = Tokenizer.passage(view.scalars, reader.folding)
            let otherReadings = readers.map { PassageReading(other, $0.language, reader.tiers) }
            guard !view.needsSense || makesSense(other, otherReadings) else { continue }
            scan(other, otherReadings, view: view.name)
        }

        let isEdit = context.operation != .generate
        let subject = signs.subject(hasPicture: isEdit || context.pictures > 0)
        var understood = !isCut && !passage.isCut
        if isEdit || context.pictures > 0 {
            understood = accountForEdit(passage, readings) && understood
        } else if subject == .realPerson || subject == .childLike {
            understood = accountForWords(passage, readings) && understood
        }
        if derived.contains(where: { $0.isOpaque }) && (isEdit || subject == .realPerson || subject == .childLike) {
            understood = false
        }
        if context.operation == .edit || context.operation == .vary, context.pictures > 1,
            movesBetweenPictures(passage, readings)
        {
            understood = false
        }
        isAccountedFor = understood && isEdit
        judge(subject)
        if !understood { notUnderstood(passage) }
        return PromptFindings(
            signals: sheet.signals, subject: subject, isUnderstood: understood,
            unexplained: Array(unexplained.prefix(8)))
    }

    // MARK: words

    /// Repairs typos in words that no language knows.
    private func repair(_ passage: Passage, _ readings: inout [PassageReading]) {
        var repairs = 0
        for token in passage.tokens.indices where repairs < Self.repairsMax {
            guard readings.allSatisfy({ $0.isUnknown(token) }) else { continue }
            repairs += 1
            for index in readings.indices {
                guard readings[index].words[token].word < 0 else { continue }
                if let better = readers[index].language.repaired(passage.letters(token), reader.tiers) {
                    readings[index].words[token] = better
                }
            }
        }
    }

    /// At least half of the words are known to one language.
    private func makesSense(_ passage: Passage, _ readings: [PassageReading]) -> Bool {
        let count = passage.tokens.count
        return count > 0
            && readings.contains { reading in
                2 * passage.tokens.indices.count(where: { !reading.isUnknown($0) }) >= count
            }
    }

    // MARK: harm and subject

    /// Looks for rules of harm and for signs of the subject in every window of every language.
    private mutating func scan(_ passage: Passage, _ readings: [PassageReading], view: String) {
        for range in windows(passage) {
            let shares = readings.map { reading in range.count(where: { !reading.isUnknown($0) }) }
            for index in readers.indices where shares[index] > 0 {
                var reading = readings[index]
                yieldToBetterReaders(index, range, shares, readings, &reading)
                var antecedents = Antecedents()
                readers[index].load(range, passage, reading, &antecedents)
                let book = readers[index].language.book
                var contexts: [String] = []
                for number in readers[index].matches(book.signs) {
                    switch book.rules[number].kind {
                    case .child:
                        if book.rules[number].name.hasPrefix("maybe") {
                            signs.mayBeChild = true
                        } else {
                            signs.isChild = true
                        }
                        signs.childWord = signs.childWord ?? book.rules[number].name
                    case .real:
                        signs.isReal = true
                        signs.realWord = signs.realWord ?? book.rules[number].name
                    case .somebody: signs.isSomebody = true
                    case .context(let name): contexts.append(name)
                    default: break
                    }
                }
                for number in readers[index].matches(book.harms) {
                    guard case .harm(let harm) = book.rules[number].kind else { continue }
                    hits.append(
                        Hit(
                            harm: harm, name: book.rules[number].name, clause: passage.text(range), view: view,
                            contexts: contexts,
                            segment: view == "plain" ? Int(passage.tokens[range.lowerBound].segment) : nil))
                }
            }
        }
    }

    /// A full name makes the subject real, and its words names.
    private mutating func findFullNames(_ passage: Passage, _ readings: inout [PassageReading]) {
        let names = FullNames(passage, readings, reader.tiers)
        guard names.isPresent else { return }
        signs.isReal = true
        signs.realWord = "full-name"
        guard let given = reader.tiers.given else { return }
        for index in readings.indices {
            for token in names.tokens { readings[index].words[token].classes.insert(given) }
        }
    }

    /// Where another language has a better grip on the clause and knows the word, its judgement of it counts.
    private func yieldToBetterReaders(
        _ index: Int, _ range: Range<Int>, _ shares: [Int], _ readings: [PassageReading],
        _ reading: inout PassageReading
    ) {
        for other in readers.indices where shares[other] > shares[index] {
            for token in range where reading.words[token].classes.meets(reader.tiers.grave) {
                let there = readings[other].words[token]
                if !readings[other].isUnknown(token), !there.isRepaired {
                    reading.words[token].classes.remove(reader.tiers.grave)
                }
            }
        }
    }

    /// Segments, long ones in overlapping windows.
    private func windows(_ passage: Passage) -> [Range<Int>] {
        var result: [Range<Int>] = []
        for segment in passage.segments() {
            var start = segment.lowerBound
            while true {
                let end = min(start + Lattice.widthMax, segment.upperBound)
                result.append(start..<end)
                if end == segment.upperBound { break }
                start += Lattice.widthMax - 14
            }
        }
        return result
    }

    /// Turns matches into signals now that the subject is known.
    private mutating func judge(_ subject: Facts.Subject) {
        let isEdit = context.operation != .generate
        let isChild = subject == .childLike || subject == .unclearPerson || signs.mayBeChild
        let isReal = isEdit || subject == .realPerson || signs.isReal || context.pictures > 0
        for hit in hits {
            if hit.harm.onlyEdits, !isEdit, context.pictures == 0 { continue }
            if hit.harm.isSoft, hit.segment.map(understoodSegments.contains) ?? isAccountedFor { continue }
            if hit.harm.unless.contains(where: hit.contexts.contains) { continue }
            sheet.add(
                Signal(
                    hit.harm.category(isChild: isChild, isReal: isReal),
                    hit.harm.level(isChild: isChild, isReal: isReal),
                    evidence: Evidence(
                        reader: .prompt, note: "The words match the rule \(hit.name).", clause: hit.clause,
                        view: hit.view, target: hit.harm.category, word: signs.childWord ?? signs.realWord)))
        }
    }

    // MARK: understanding

    /// Accounts for every word of an edit by the frames of one language a segment.
    private mutating func accountForEdit(_ passage: Passage, _ readings: [PassageReading]) -> Bool {
        var antecedents = [Antecedents](repeating: earlierAntecedents(), count: readers.count)
        var all = true
        var frames = 0
        for segment in passage.segments() {
            var understood = false
            var furthest: (item: Int, word: String) = (-1, "")
            for index in readers.indices {
                antecedents[index].turn()
                let reach = account(segment, passage, readings[index], index, &antecedents[index])
                if reach.isWhole {
                    understood = true
                    if reach.rule != nil { frames += 1 }
                } else if reach.furthest > furthest.item, reach.furthest < readers[index].window.items.count {
                    let token = readers[index].window.items[reach.furthest]
                    furthest = (reach.furthest, passage.text(token..<token + 1))
                }
            }
            if understood {
                understoodSegments.insert(Int(passage.tokens[segment.lowerBound].segment))
            } else {
                all = false
                let unknown = segment.first { token in readings.allSatisfy { $0.isUnknown(token) } }
                unexplained.append(unknown.map { passage.text($0..<$0 + 1) } ?? furthest.word)
            }
        }
        return all && frames > 0 || passage.tokens.isEmpty && context.operation == .vary
    }

    /// Accounts for one segment; a longer one than a window is cut at commas.
    private mutating func account(
        _ segment: Range<Int>, _ passage: Passage, _ reading: PassageReading, _ index: Int,
        _ antecedents: inout Antecedents
    ) -> SegmentReader.Reach {
        var start = segment.lowerBound
        var last = SegmentReader.Reach(isWhole: false, furthest: 0, rule: nil)
        while start < segment.upperBound {
            var end = segment.upperBound
            if end - start > Lattice.widthMax {
                end = start + Lattice.widthMax
                guard let comma = (start..<end).last(where: { passage.tokens[$0].kind == .comma }) else {
                    return SegmentReader.Reach(isWhole: false, furthest: 0, rule: nil)
                }
                end = comma + 1
            }
            readers[index].load(start..<end, passage, reading, &antecedents)
            last = readers[index].reach()
            if !last.isWhole { return last }
            start = end
        }
        return last
    }

    /// What `it` would mean after the earlier instructions.
    private mutating func earlierAntecedents() -> Antecedents {
        var antecedents = Antecedents()
        for text in context.earlier.suffix(8) {
            let passage = Tokenizer.passage(text.unicodeScalars.prefix(2000).map { $0.value }, reader.folding)
            for index in readers.indices {
                let reading = PassageReading(passage, readers[index].language, reader.tiers)
                for segment in passage.segments() {
                    antecedents.turn()
                    readers[index].load(segment, passage, reading, &antecedents)
                }
            }
        }
        return antecedents
    }

    /// Beside a real person or a child every word of a generation must at least be known.
    private mutating func accountForWords(_ passage: Passage, _ readings: [PassageReading]) -> Bool {
        var all = true
        var afterByline = 0
        for token in passage.tokens.indices where passage.tokens[token].kind == .word {
            // Names of artists follow `by`; nobody can list them.
            if readings.contains(where: { reader.tiers.byline.map($0.words[token].classes.contains) ?? false }) {
                afterByline = 12
                continue
            }
            afterByline -= 1
            if passage.tokens[token].isCapital || afterByline > 0 { continue }
            if readings.allSatisfy({ $0.isUnknown(token) }) {
                all = false
                unexplained.append(passage.text(token..<token + 1))
            }
        }
        return all
    }

    /// A person, face, body or garment taken from one of several pictures.
    private func movesBetweenPictures(_ passage: Passage, _ readings: [PassageReading]) -> Bool {
        readings.contains { reading in reading.words.contains { $0.classes.meets(reader.tiers.touching) } }
    }

    private mutating func notUnderstood(_ passage: Passage) {
        sheet.add(
            Signal(
                .notUnderstood, .clear,
                evidence: Evidence(
                    reader: .prompt, note: "Not every word is understood.",
                    clause: passage.text(0..<passage.tokens.count),
                    view: "plain", word: unexplained.first)))
    }
}
