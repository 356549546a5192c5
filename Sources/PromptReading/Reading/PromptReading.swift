internal import SafetyModel

/// One prompt while it is read.
struct PromptReading {
    static let charactersMax = 40_000

    let library: Library
    private let general: GeneralModel?
    private let second: SecondOpinion?
    let context: PromptContext
    /// Readers by the number of their language.
    var readers: [Int: SegmentReader] = [:]
    private var sheet = SignalSheet()
    var signs = SubjectSigns()
    /// Reasons why words of harm may be ordinary here, in the plain view.
    private var contexts: Set<String> = []
    var unexplained: [String] = []
    var directsPerson = false
    var accounts: [PromptFindings.Account] = []
    private var hits: [Hit] = []
    var understoodSegments: Set<Int> = []
    /// Frames account for every segment of an edit.
    private var isAccountedFor = false
    /// Some clause is accounted for by nothing but ordinary words.
    var hasOrdinaryClause = false

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

    init(_ library: Library, _ general: GeneralModel?, _ second: SecondOpinion?, _ context: PromptContext) {
        self.library = library
        self.general = general
        self.second = second
        self.context = context
    }

    mutating func run(_ prompt: Prompt) -> PromptDraft {
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
        let raw = ReadPassage(Tokenizer.passage(scalars, library.folding), library)
        let respellings = Respellings(raw, library)
        let ways = respellings.readings.map { finish($0) }
        let plain = ways[0]
        scan(plain, view: "plain")
        for way in ways.dropFirst() { scan(way, view: "respelled") }
        if let doubt = respellings.doubt { scan(finish(doubt), view: "respelled") }
        var isOpaque = false
        for view in Views(library).derive(scalars, plain) {
            let other = ReadPassage(Tokenizer.passage(view.scalars, library.folding), library)
            guard !view.needsSense || other.makesMoreSense(than: plain) else { continue }
            if view.isOpaque { isOpaque = true }
            scan(other, view: view.name)
        }
        let passage = plain.passage
        scanConversation(prompt)

        let isEdit = context.operation != .generate
        let subject = signs.subject(hasPicture: isEdit || context.pictures > 0)
        var understood = !isCut && !passage.isCut && !respellings.isCut
        if isEdit || context.pictures > 0 {
            understood = accountForClauses(ways) && understood
        } else if signs.isKnown {
            understood = accountForWords(plain) && accountForClauses(ways.map { $0.namingCapitals() }) && understood
        } else if subject == .realPerson || subject == .childLike {
            understood = accountForWords(plain) && understood
        }
        if isOpaque && (isEdit || subject == .realPerson || subject == .childLike) {
            understood = false
        }
        if context.operation == .edit || context.operation == .vary, context.pictures > 1,
            ways.contains(where: { movesBetweenPictures($0) })
        {
            understood = false
        }
        if context.hasMask, isEdit, !ways.allSatisfy({ namesTarget($0) }) {
            understood = false
            unexplained.append("mask")
        }
        isAccountedFor = understood && isEdit && !hasOrdinaryClause
        judge(subject)
        var unclear: PromptDraft.Doubt?
        if !understood {
            sheet.add(notUnderstood(plain, "Not every word is understood.", 0..<passage.tokens.count))
        } else {
            switch secondOpinion(plain) {
            case .clear: break
            case .doubt(let tokens):
                understood = false
                sheet.add(doubtful(plain, tokens))
            case .unclear(let parts):
                unclear = second.map { second in
                    PromptDraft.Doubt(
                        second: second, unclear: parts, signals: parts.map { doubtful(plain, $0.tokens) })
                }
            }
        }
        return PromptDraft(
            sheet: sheet,
            findings: PromptFindings(
                signals: [], subject: subject, isUnderstood: understood,
                unexplained: Array(unexplained.prefix(8)), directsPerson: directsPerson,
                accounts: Array(accounts.prefix(16))),
            question: question(prompt, plain, subject), doubt: unclear)
    }

    /// Finds captions and full names, and lets languages share words.
    private mutating func finish(_ read: ReadPassage) -> ReadPassage {
        var read = read
        if read.settle() {
            signs.isReal = true
            signs.isKnown = true
            signs.realWord = "full-name"
        }
        return read
    }

    // MARK: harm and subject

    /// Looks for rules of harm and for signs of the subject in every window of every language.
    private mutating func scan(_ read: ReadPassage, view: String) {
        let passage = read.passage
        // What a caption says is read on its own too: elsewhere it is one word.
        let texts = windows(passage)
        for (number, range) in (texts + captions(of: read)).enumerated() {
            let isCaption = number >= texts.count
            let shares = read.shares(of: range)
            let best = shares.max() ?? 0
            let lookAlikes = lookAlikes(in: range, read, shares)
            // Where one language knows every word, those that know fewer have nothing to say.
            let isKnown = read.readings.indices.contains { index in
                shares[index] == best && !range.contains { read.readings[index].isUnknown($0) }
            }
            for index in read.readings.indices where shares[index] > 0 && (!isKnown || shares[index] == best) {
                var reading = read.readings[index]
                if isCaption { reading.captions = [:] }
                var muted = yielding(index, range, shares, read.readings)
                if shares[index] < best || reading.language.number != read.readings[0].language.number {
                    muted.formUnion(lookAlikes)
                }
                var antecedents = Antecedents()
                let number = reading.language.number
                var reader = readers.removeValue(forKey: number) ?? SegmentReader(reading.language, library)
                defer { readers[number] = reader }
                reader.load(range, passage, read.index, reading, &antecedents, muted: muted)
                let book = reader.book
                var contexts: [String] = []
                for number in reader.matches(book.signs) {
                    if case .context(let name) = book.rules[number].kind { contexts.append(name) }
                    // Who the picture shows is for the language to say that knows the clause best.
                    guard shares[index] == best else { continue }
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
                        if !book.rules[number].name.hasPrefix("maybe") { signs.isKnown = true }
                        signs.realWord = signs.realWord ?? book.rules[number].name
                    case .somebody: signs.isSomebody = true
                    default: break
                    }
                }
                if view == "plain" { self.contexts.formUnion(contexts) }
                for number in reader.matches(book.harms, passingAdjuncts: true) {
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

    /// Words that stand in a harmless phrase (`nude lipstick`) of the language that knows the clause best: no other
    /// language may take them for harm.
    private mutating func lookAlikes(in range: Range<Int>, _ read: ReadPassage, _ shares: [Int]) -> Set<Int> {
        guard let first = read.readings.first, shares[0] == shares.max(), let lookalike = library.tiers.lookalike,
            read.readings.contains(where: { reading in
                range.contains { reading.words[$0].classes.meets(library.tiers.grave) }
            })
        else { return [] }
        var antecedents = Antecedents()
        let number = first.language.number
        var reader = readers.removeValue(forKey: number) ?? SegmentReader(first.language, library)
        defer { readers[number] = reader }
        reader.load(range, read.passage, read.index, first, &antecedents)
        var tokens: Set<Int> = []
        for phrase in reader.window.phrases where phrase.classes.contains(lookalike) {
            for item in phrase.first..<phrase.first + phrase.count { tokens.insert(reader.window.items[item]) }
        }
        return tokens
    }

    /// Words of harm of which another language, that has a better grip on the clause, knows better: its judgement counts.
    private func yielding(
        _ index: Int, _ range: Range<Int>, _ shares: [Int], _ readings: [PassageReading]
    ) -> Set<Int> {
        var muted: Set<Int> = []
        for other in readings.indices where shares[other] > shares[index] {
            for token in range where readings[index].words[token].classes.meets(library.tiers.grave) {
                let there = readings[other].words[token]
                if !readings[other].isUnknown(token), !there.isRepaired, !there.isShared { muted.insert(token) }
            }
        }
        return muted
    }

    /// Where captions stand, in any language's reading.
    private func captions(of read: ReadPassage) -> [Range<Int>] {
        var found: [Int: Int] = [:]
        for reading in read.readings { found.merge(reading.captions) { max($0, $1) } }
        return found.sorted { $0.key < $1.key }.map { $0.key..<$0.value }
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
            if hit.harm.isSoft, isEdit, hit.segment.map(understoodSegments.contains) ?? isAccountedFor { continue }
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

    /// Reads the last steps as one clause, so that what is said in pieces is found as a whole.
    private mutating func scanConversation(_ prompt: Prompt) {
        let steps = context.earlier.suffix(3) + prompt.turns.suffix(4)
        guard steps.count > 1 else { return }
        let scalars = steps.map { $0.filter { !$0.isNewline } }.joined(separator: " ").unicodeScalars.prefix(4_000)
        scan(ReadPassage(Tokenizer.passage(scalars.map(\.value), library.folding), library), view: "conversation")
    }

    /// With a mask the words must say what is to stand there: a neutral text clears no mask over a body.
    private func namesTarget(_ read: ReadPassage) -> Bool {
        read.readings.first?.words.contains { $0.classes.meets(library.tiers.targets) } ?? false
    }

    /// What the learned reader has to say of a generation in the language that it was taught. Edits of people are the
    /// frames' matter: there nothing passes that is not understood.
    private func question(
        _ prompt: Prompt, _ read: ReadPassage, _ subject: Facts.Subject
    ) -> PromptDraft.Question? {
        guard let general, context.operation == .generate, context.pictures == 0,
            read.readings.first?.language.code == "en"
        else { return nil }
        return PromptDraft.Question(
            model: general, glance: general.glance(prompt.turns.joined(separator: "\n")), contexts: contexts,
            clause: read.passage.text(0..<read.passage.tokens.count),
            isChild: subject == .childLike || subject == .unclearPerson || signs.mayBeChild,
            isReal: subject == .realPerson || signs.isReal)
    }

    /// The second opinion reads edits, also those that are decided about without their picture.
    var mayAskSecondOpinion: Bool { second != nil && context.operation != .generate }

    /// What the second opinion makes of an edit of a picture against which nothing clear was found.
    private func secondOpinion(_ read: ReadPassage) -> SecondOpinion.Glance {
        // WHY: suspicions of a false act, of hate or violence are released, some with a label; the rest of the text would hide
        // behind them.
        guard let second, mayAskSecondOpinion, sheet.signals.allSatisfy({ $0.level < .clear }) else { return .clear }
        return second.glance(read)
    }

    private func doubtful(_ read: ReadPassage, _ tokens: Range<Int>) -> Signal {
        notUnderstood(read, "Every word is understood; together they read like lines that are asked about.", tokens)
    }

    private func notUnderstood(_ read: ReadPassage, _ note: String, _ tokens: Range<Int>) -> Signal {
        let language = read.readings.first?.language
        return Signal(
            .notUnderstood, .clear,
            evidence: Evidence(
                reader: .prompt, note: note, clause: read.passage.text(tokens), view: "plain",
                word: unexplained.first,
                reply: language.flatMap { $0.code == "en" || $0.ask.isEmpty ? nil : $0.ask }))
    }
}
