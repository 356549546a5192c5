internal import SafetyModel

/// One prompt while it is read.
struct PromptReading {
    static let charactersMax = 40_000

    private let library: Library
    private let general: GeneralModel?
    private let second: SecondOpinion?
    private let context: PromptContext
    /// Readers by the number of their language.
    private var readers: [Int: SegmentReader] = [:]
    private var sheet = SignalSheet()
    private var signs = SubjectSigns()
    /// Reasons why words of harm may be ordinary here, in the plain view.
    private var contexts: Set<String> = []
    private var unexplained: [String] = []
    private var directsPerson = false
    private var accounts: [PromptFindings.Account] = []
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
        isAccountedFor = understood && isEdit
        judge(subject)
        if !understood {
            notUnderstood(plain, "Not every word is understood.", 0..<passage.tokens.count)
        } else if let doubt = secondOpinion(plain) {
            understood = false
            notUnderstood(plain, "Every word is understood; together they read like lines that are asked about.", doubt)
        }
        return PromptDraft(
            sheet: sheet,
            findings: PromptFindings(
                signals: [], subject: subject, isUnderstood: understood,
                unexplained: Array(unexplained.prefix(8)), directsPerson: directsPerson,
                accounts: Array(accounts.prefix(16))),
            question: question(prompt, plain, subject))
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
            for index in read.readings.indices where shares[index] > 0 {
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

    /// What the second opinion doubts in an edit of a picture that nothing else speaks against.
    private func secondOpinion(_ read: ReadPassage) -> Range<Int>? {
        guard let second, context.operation != .generate, context.pictures > 0, sheet.signals.isEmpty else {
            return nil
        }
        return second.doubt(read)
    }

    // MARK: understanding

    /// Accounts for an edit, or for a generation about a real person, however its misspelled words were meant; what is told of it is about the likeliest way.
    private mutating func accountForClauses(_ ways: [ReadPassage]) -> Bool {
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
            if understood {
                understoodSegments.insert(Int(passage.tokens[segment.lowerBound].segment))
            } else {
                all = false
                directsPerson = directsPerson || directs(segment, read)
                let unknown = segment.first { read.isUnknown($0) }
                unexplained.append(unknown.map { passage.text($0..<$0 + 1) } ?? furthest.word)
            }
        }
        return all && frames > 0 || passage.tokens.isEmpty && context.operation == .vary
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
                guard !generating, !reader.book.rephrasings.isEmpty else { return last }
                let written = reader.window.items
                var paraphrase = Paraphrase(read.passage, read.index, read.readings[index], before)
                if let whole = paraphrase.account(&reader, reached: last) {
                    last = whole
                } else {
                    var again = before
                    reader.load(written, read.passage, read.index, read.readings[index], &again)
                    return last
                }
            }
            start = end
        }
        return last
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
    private mutating func accountForWords(_ read: ReadPassage) -> Bool {
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
    private func movesBetweenPictures(_ read: ReadPassage) -> Bool {
        read.readings.contains { reading in reading.words.contains { $0.classes.meets(library.tiers.touching) } }
    }

    private mutating func notUnderstood(_ read: ReadPassage, _ note: String, _ tokens: Range<Int>) {
        let language = read.readings.first?.language
        sheet.add(
            Signal(
                .notUnderstood, .clear,
                evidence: Evidence(
                    reader: .prompt, note: note, clause: read.passage.text(tokens), view: "plain",
                    word: unexplained.first,
                    reply: language.flatMap { $0.code == "en" || $0.ask.isEmpty ? nil : $0.ask })))
    }
}
