import AuditTrail
import PolicyEngine
import PromptReading
public import SafetyModel

/// Judges requests. It holds no generator, so nothing that is built on it can make a picture.
public struct Decider: Sendable {
    let parts: ScreeningParts

    /// Puts the decider together.
    public init(_ parts: ScreeningParts) { self.parts = parts }

    /// What judges here.
    public var versions: Versions { parts.versions }

    /// Decides on a request and records the decision. Opens no case and uses no permit.
    public func decide(_ request: ImageRequest) async -> GateDecision {
        let screening = await screen(request, usingPermits: false)
        do throws(StoreError) {
            try await parts.ledger.commit([.audit(screening.auditEntry(door: "decide"))])
            return screening.decision
        } catch { return Unknowns.unrecorded(screening.decision) }
    }

    /// Reads texts and pictures without judging them (the moderation door).
    public func readSignals(_ prompt: Prompt, pictures: [Picture]) async -> (signals: [Signal], coverage: Coverage) {
        await Aside.run { await signals(of: prompt, pictures: pictures) }
    }

    private func signals(of prompt: Prompt, pictures: [Picture]) async -> (signals: [Signal], coverage: Coverage) {
        var coverage = Coverage()
        var unknowns = Unknowns()
        var faults: [PictureFault] = []
        let reading = PictureReading(parts)
        let outcomes = await reading.read(Self.inputs(pictures, mask: nil))
        var signals = PictureReading.note(
            outcomes, of: nil, coverage: &coverage, unknowns: &unknowns, faults: &faults)
        // WHY: nobody asks to edit here, and nobody is told which pictures are protected.
        signals.removeAll { $0.category == .protected }
        signals += drawnSignals(outcomes, operation: .generate)
        if !prompt.turns.isEmpty {
            let context = PromptContext(operation: pictures.isEmpty ? .generate : .edit, pictures: pictures.count)
            signals += parts.reader.read(prompt, in: context).signals
            coverage.record("prompt", .prompt, .read)
        }
        if let models = parts.models {
            let found = await ModelFindings.read(
                Self.modelInputs(outcomes), at: .input, by: models, Self.levels(signals))
            coverage.entries += found.coverage
            signals += found.signals
        }
        return (signals + unknowns.signals, coverage)
    }

    /// Reads and judges a request; pure but for the store's answers.
    func screen(_ request: ImageRequest, usingPermits: Bool) async -> InputScreening {
        guard request.isLarge else { return await judge(request, usingPermits: usingPermits) }
        return await Aside.run { await judge(request, usingPermits: usingPermits) }
    }

    private func judge(_ request: ImageRequest, usingPermits: Bool) async -> InputScreening {
        let now = parts.clock.now()
        var coverage = Coverage()
        var unknowns = Unknowns()
        var faults: [PictureFault] = []

        let access = await measureAccess(request, unknowns: &unknowns)
        let reading = PictureReading(parts)
        let outcomes = await reading.read(Self.inputs(request.pictures, mask: request.mask))
        var signals = PictureReading.note(
            outcomes, of: request.requester.account, coverage: &coverage, unknowns: &unknowns, faults: &faults)
        let read = outcomes.compactMap { outcome in (try? outcome.read.get()).map { (outcome.input.role, $0) } }
        let sources = read.filter { $0.0 == .source }.map(\.1)

        signals += drawnSignals(outcomes, operation: request.operation)
        let drawn = outcomes.flatMap { (try? $0.text.get())?.lines ?? [] }
        let findings = await readPrompt(request, sources: sources, drawn: drawn, at: now)
        signals += findings.signals
        coverage.record("prompt", .prompt, .read)
        let plugged = request.pictures.isEmpty ? [] : parts.models?.readers(at: .input) ?? []
        Self.recordAbsentReaders(&coverage, pictures: request.pictures.count, except: plugged)

        let required = parts.policy.requiredReaders(
            request.operation, at: .input, hasPicture: !request.pictures.isEmpty)
        unknowns.note(missing: coverage.missing(of: required.subtracting(plugged)))
        signals += unknowns.signals

        // WHY: whatever a header or a general switch says of the owner, whoever protected the picture says otherwise.
        let isProtected = signals.contains { $0.category == .protected }
        var facts = Facts(
            stage: .input, operation: request.operation,
            subject: Self.subject(findings.subject, pictures: request.pictures.count),
            source: isProtected ? .stranger : access.source,
            access: access.access, standing: access.account?.standing ?? .good, tier: access.tier,
            adultMode: access.adultMode, audience: request.requester.audience, country: request.requester.country,
            levels: Self.levels(signals), closedCategories: access.closedCategories)
        var judgement = parts.policy.evaluate(facts)
        // WHY: models make nothing milder; so what is stopped without them needs them no more, and goes to nobody.
        if judgement.kind.releases, let models = parts.models, !plugged.isEmpty {
            let found = await ModelFindings.read(Self.modelInputs(outcomes), at: .input, by: models, facts.levels)
            coverage.entries += found.coverage
            var missing = Unknowns()
            missing.note(missing: coverage.missing(of: required.intersection(plugged)))
            signals += found.signals + missing.signals
            facts.levels = Self.levels(signals)
            facts.subject = max(facts.subject, found.subject)
            judgement = parts.policy.evaluate(facts)
        }
        var decision = Decision(
            id: .mint(at: now), kind: judgement.kind, stage: .input, reasons: judgement.reasons, coverage: coverage,
            versions: versions, at: now)
        if let category = parts.holds.category(of: request, subject: facts.subject) {
            decision = Unknowns.missedBefore(decision, category)
        }
        var screening = InputScreening(
            decision: GateDecision(
                decision: decision, subject: facts.subject, signals: signals.sorted { $0.level > $1.level },
                faults: faults),
            facts: facts, pictures: sources, mask: read.first { $0.0 == .mask }?.1,
            requestDigest: digest(request, request.requester.account),
            account: request.requester.account,
            accountDigest: access.account.map { parts.digester.digest(["account", $0.id.text]) })
        if usingPermits { await screening.usePermit(from: parts.store, at: now) }
        return screening
    }

    private func measureAccess(_ request: ImageRequest, unknowns: inout Unknowns) async -> AccessFacts {
        do throws(StoreError) {
            return try await AccessFacts.measure(request, store: parts.store, settings: parts.settings)
        } catch {
            unknowns.note(error)
            return .unknown
        }
    }

    /// What is written in the pictures of a request, read as an instruction of its own.
    private func drawnSignals(_ outcomes: [PictureReading.Outcome], operation: Operation) -> [Signal] {
        let context = PromptContext(operation: operation, pictures: outcomes.count)
        return outcomes.flatMap { outcome in
            guard case .success(.some(let text)) = outcome.text else { return [Signal]() }
            return DrawnText(reader: parts.reader).signals(of: text, in: outcome.input.name, context)
        }
    }

    /// Reads the words of a request after the steps that went before, and after what is written in its pictures.
    private func readPrompt(
        _ request: ImageRequest, sources: [ReadPicture], drawn: [String], at now: Moment
    ) async -> PromptFindings {
        let steps = sources.isEmpty ? [] : await parts.memory.steps(on: sources.map(\.fingerprint), at: now)
        let draft = parts.reader.draft(
            request.promptToRead,
            in: PromptContext(
                operation: request.operation, pictures: request.pictures.count, hasMask: request.mask != nil,
                earlier: steps + (drawn.isEmpty ? [] : [drawn.joined(separator: " ")])))
        return draft.needsEncoder ? await Aside.run { draft.finished() } : draft.finished()
    }

    /// Keyed digest of the exact request: the same words, pictures and parameters by the same account.
    private func digest(_ request: ImageRequest, _ account: AccountID?) -> String {
        var digest = ["request", account?.text ?? "", request.operation.rawValue]
        let lists = [
            request.prompt.turns, request.prompt.sideTexts, request.pictures.map(PictureReading.sha256),
            request.mask.map { [PictureReading.sha256($0)] } ?? [], request.parameters.words,
        ]
        for list in lists { digest += [String(list.count)] + list }
        return parts.digester.digest(digest)
    }

    static func inputs(_ pictures: [Picture], mask: Picture?) -> [PictureReading.Input] {
        pictures.enumerated().map {
            PictureReading.Input(name: "image-\($0.offset)", picture: $0.element, role: .source)
        }
            + (mask.map { [PictureReading.Input(name: "mask", picture: $0, role: .mask)] } ?? [])
    }

    /// Any uploaded photo counts as a real person unless shown otherwise; the prompt can only make that stricter.
    static func subject(_ read: Facts.Subject, pictures: Int) -> Facts.Subject {
        switch read {
        case .childLike, .unclearPerson: read
        case .nobody, .fictionalAdult, .realPerson: pictures > 0 ? .realPerson : read
        }
    }

    static func levels(_ signals: [Signal]) -> [Category: Level] {
        signals.reduce(into: [:]) { levels, signal in
            guard signal.level > .none else { return }
            levels[signal.category] = max(levels[signal.category] ?? .none, signal.level)
        }
    }

    /// Readers that nobody has plugged in say so, instead of saying nothing.
    static func recordAbsentReaders(_ coverage: inout Coverage, pictures: Int, except plugged: Set<Reader>) {
        guard pictures > 0 else { return }
        for reader in [Reader.age, .model] where !plugged.contains(reader) {
            coverage.record("pictures", reader, .absent)
        }
    }

    /// The pictures that models read: all but masks.
    private static func modelInputs(_ outcomes: [PictureReading.Outcome]) -> [ModelFindings.Input] {
        outcomes.compactMap { outcome in
            guard outcome.input.role == .source, let picture = try? outcome.read.get() else { return nil }
            return ModelFindings.Input(
                name: outcome.input.name, picture: picture, matches: try? outcome.matches.get())
        }
    }
}

extension ImageRequest {
    /// Reading it takes longer than a few milliseconds.
    fileprivate var isLarge: Bool {
        let texts = prompt.turns + prompt.sideTexts
        return !pictures.isEmpty || mask != nil || texts.reduce(0) { $0 + $1.utf8.count } >= Self.largeTextBytes
    }

    /// The reader takes some milliseconds for this many bytes.
    private static let largeTextBytes = 2048
}
