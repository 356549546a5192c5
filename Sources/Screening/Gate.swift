import AuditTrail
import SafetyModel

/// The line a picture travels: request, readers, policy, decision, audit, generator, lens, policy, audit, answer.
/// The only maker of `ClearedRequest` and `ClearedPicture`.
public struct Gate: Sendable {
    private let decider: Decider
    private let generator: any Generator
    private let marker: any PictureMarker
    private var parts: ScreeningParts { decider.parts }

    /// Puts the gate together from the decider, the generator behind it, and what marks the pictures that leave.
    public init(decider: Decider, generator: any Generator, marker: any PictureMarker) {
        self.decider = decider
        self.generator = generator
        self.marker = marker
    }

    /// The models that the generator offers.
    public func models() async throws(GeneratorError) -> [String] { try await generator.models() }

    /// Runs a request down the whole line. Previews are handed over one by one, each read, judged and recorded.
    public func run(
        _ request: ImageRequest, preview: (@Sendable (ClearedPreview) async -> Void)? = nil
    ) async -> GateAnswer {
        let screening = await decider.screen(request, usingPermits: true)
        guard screening.decision.decision.kind.releases else { return .stopped(await stop(request, screening)) }
        let cleared = Self.clear(request, screening)

        // WHY: for a plain generation the record is written while the generator works; nothing leaves before both are
        // done. A request with pictures, a permit or previews waits first: somebody's photo goes out, a permit is used
        // up, previews leave early.
        if request.operation != .generate || screening.permit != nil || request.parameters.partialImages ?? 0 > 0 {
            do throws(StoreError) { try await parts.ledger.commit(records(request, screening)) } catch {
                return .stopped(Unknowns.unrecorded(screening.decision))
            }
            let made = await generate(cleared, request, screening, preview: preview)
            return await finish(request, screening, made)
        }
        do throws(StoreError) {
            let receipt = try parts.ledger.begin(records(request, screening))
            let made = await generate(cleared, request, screening, preview: nil)
            try await receipt.durable()
            return await finish(request, screening, made)
        } catch { return .stopped(Unknowns.unrecorded(screening.decision)) }
    }

    private static func clear(_ request: ImageRequest, _ screening: InputScreening) -> ClearedRequest {
        ClearedRequest(
            decision: screening.decision.decision.id, operation: request.operation,
            prompt: request.sentPrompt, pictures: screening.pictures, mask: screening.mask,
            parameters: request.parameters, accountDigest: screening.accountDigest)
    }

    private func generate(
        _ cleared: ClearedRequest, _ request: ImageRequest, _ screening: InputScreening,
        preview: (@Sendable (ClearedPreview) async -> Void)?
    ) async -> Result<(frames: [FrameCollector.Final], summary: GeneratedSummary), GeneratorError> {
        let collector = FrameCollector(countMax: cleared.parameters.count)
        let output = OutputScreening(parts: parts, marker: marker, input: screening)
        do throws(GeneratorError) {
            let summary = try await generator.generate(cleared) { frame in
                switch frame {
                case .final(let index, let picture, let revised):
                    await collector.add(index: index, picture: picture, revisedPrompt: revised)
                case .preview(let index, let picture):
                    guard let preview,
                        let cleared = await output.clearPreview(
                            picture, format: cleared.format, of: request)
                    else {
                        return
                    }
                    await preview(
                        ClearedPreview(index: index, picture: cleared, decision: screening.decision.decision.id))
                }
            }
            let frames = await collector.finals
            guard !frames.isEmpty else { throw .empty }
            return .success((frames, summary))
        } catch { return .failure(error) }
    }

    private func finish(
        _ request: ImageRequest, _ screening: InputScreening,
        _ made: Result<(frames: [FrameCollector.Final], summary: GeneratedSummary), GeneratorError>
    ) async -> GateAnswer {
        switch made {
        case .failure(let error):
            let entry = AuditNotes.failure(screening.decision.decision.id, error, at: parts.clock.now())
            // WHY: no picture leaves after this record, so nothing waits for the disk.
            do throws(StoreError) { try parts.ledger.note([.audit(entry)]) } catch {
                return .stopped(Unknowns.unrecorded(screening.decision))
            }
            return .failed(screening.decision, error)
        case .success(let (frames, summary)):
            return await Aside.run {
                await OutputScreening(parts: parts, marker: marker, input: screening).finish(
                    frames, summary: summary, of: request)
            }
        }
    }

    /// What must be durable of an allowed decision before its picture can leave.
    private func records(_ request: ImageRequest, _ screening: InputScreening) -> [LedgerWrite] {
        var writes: [LedgerWrite] = [.audit(screening.auditEntry(door: "gate"))]
        writes += keptPrompt(request, screening)
        if let permit = screening.permit {
            let now = screening.decision.decision.at
            writes += [
                .usePermit(digest: permit.digest, at: now),
                .audit(
                    .init(
                        kind: .permitUsed, subject: permit.caseID.text, at: now,
                        fields: ["decision": screening.decision.decision.id.text])),
            ]
        }
        return writes
    }

    /// Records a decision against a request; a hold opens a case with its pictures sealed.
    private func stop(_ request: ImageRequest, _ screening: InputScreening) async -> GateDecision {
        var writes: [LedgerWrite] = [.audit(screening.auditEntry(door: "gate"))]
        let decision = screening.decision.decision
        if decision.kind != .ask { writes += keptPrompt(request, screening) }
        if decision.kind == .hold, screening.decision.callersFault == nil {
            let held = HeldCase(
                id: .mint(at: decision.at), decision: decision, account: request.requester.account,
                operation: request.operation, requestDigest: screening.requestDigest, openedAt: decision.at)
            writes += [.openCase(held), .audit(AuditNotes.opened(held))]
            writes += screening.pictures.map { picture in
                .sealPicture(
                    HeldPicture(
                        id: .mint(at: decision.at), caseID: held.id, picture: picture.recoded,
                        format: picture.recodedFormat))
            }
        }
        do throws(StoreError) {
            try await parts.ledger.commit(writes)
            if let watcher = parts.watcher, let stopped = StoppedRequest(request, screening) {
                watcher.stopped(stopped)
            }
            return screening.decision
        } catch { return Unknowns.unrecorded(screening.decision) }
    }

    private func keptPrompt(_ request: ImageRequest, _ screening: InputScreening) -> [LedgerWrite] {
        let seconds = parts.settings.promptRetentionSeconds
        guard seconds > 0 else { return [] }
        let decision = screening.decision.decision
        let text = (request.prompt.turns + request.prompt.sideTexts).joined(separator: "\n")
        return [.keepPrompt(decision.id, text: text, eraseAt: decision.at.adding(seconds: seconds))]
    }
}

extension ClearedRequest {
    /// The container the caller asked for.
    var format: Picture.Format { parameters.outputFormat ?? .png }
}

/// Collects final frames in their order.
///
/// INVARIANT: never more frames than were asked for.
actor FrameCollector {
    struct Final: Sendable {
        var index: Int
        var picture: Picture
        var revisedPrompt: String?
    }

    private let countMax: Int
    private var frames: [Final] = []

    init(countMax: Int) { self.countMax = countMax }

    func add(index: Int, picture: Picture, revisedPrompt: String?) {
        guard frames.count < countMax else { return }
        frames.append(Final(index: index, picture: picture, revisedPrompt: revisedPrompt))
    }

    var finals: [Final] { frames.sorted { $0.index < $1.index } }
}
