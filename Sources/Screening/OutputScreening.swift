import AuditTrail
import PolicyEngine
import PromptReading
import SafetyModel

/// The second half of the line: what came out of the generator is read, judged and recorded before it may leave.
struct OutputScreening: Sendable {
    let parts: ScreeningParts
    let marker: any PictureMarker
    let input: InputScreening

    /// A frame as the lens encoded it, with what was found.
    private struct Frame: Sendable {
        var id: OutputID
        /// The mark that is in its pixels.
        var mark: MarkID?
        var label: PictureLabel?
        var read: Result<ReadPicture, LensError>
        var matches: Result<PictureReading.Matches, StoreError>
        var text: Result<PictureText?, LensError>
        var revisedPrompt: String?
    }

    /// Judges all final frames together: one stopped frame stops the whole answer.
    func finish(
        _ finals: [FrameCollector.Final], summary: GeneratedSummary, of request: ImageRequest
    ) async -> GateAnswer {
        let isLabelled = input.decision.decision.kind == .label
        var frames = await encode(finals, label: isLabelled ? label(input.facts) : nil, request.parameters)
        let verdict = await judge(frames, of: finals)
        // WHY: what is held may be released by a person later, and then it leaves as it is sealed now.
        if verdict.decision.decision.kind == .hold || (verdict.decision.decision.kind == .label && !isLabelled) {
            frames = await encode(finals, label: label(verdict.facts), request.parameters)
        }
        // WHY: what waits for a person leaves as it is sealed now, so it is signed too; the rest is never seen again.
        if verdict.decision.decision.kind.releases || verdict.decision.decision.kind == .hold {
            do throws(MarkingError) { frames = try await signed(frames, request, model: summary.model) } catch {
                return .stopped(await stop(request, [], (Unknowns.unmarked(verdict.decision), verdict.facts)))
            }
        }
        guard verdict.decision.decision.kind.releases else { return .stopped(await stop(request, frames, verdict)) }
        return await release(request, frames, verdict, summary)
    }

    /// A preview passes the same line; nil when it may not leave or could not be recorded.
    func clearPreview(
        _ picture: Picture, format: Picture.Format, of request: ImageRequest
    ) async -> ClearedPicture? {
        let final = FrameCollector.Final(index: 0, picture: picture, revisedPrompt: nil)
        let labelled = input.decision.decision.kind == .label
        let frames = await encode(
            [final], label: labelled ? label(input.facts) : nil, ImageRequest.Parameters(outputFormat: format))
        let verdict = await judge(frames, of: [final])
        guard verdict.decision.decision.kind == .allow || (labelled && verdict.decision.decision.kind == .label),
            let frame = try? await signed(frames, request, model: nil).first, case .success(let read) = frame.read
        else { return nil }
        let output = record(frame, read, account: input.account, released: true)
        do throws(StoreError) {
            try await parts.ledger.commit([.registerOutput(output), .audit(AuditNotes.release(output))])
        } catch { return nil }
        return ClearedPicture(
            id: frame.id, picture: read.recoded, format: read.recodedFormat, width: read.width, height: read.height,
            label: frame.label)
    }

    /// The frames with their Content Credentials: the last thing that happens to their bytes.
    private func signed(
        _ frames: [Frame], _ request: ImageRequest, model: String?
    ) async throws(MarkingError) -> [Frame] {
        var signed: [Frame] = []
        for var frame in frames {
            if case .success(var read) = frame.read {
                read.recoded = try await marker.sign(
                    read.recoded,
                    made: Making(
                        operation: request.operation, sources: request.pictures, model: model, mark: frame.mark,
                        at: parts.clock.now()))
                frame.read = .success(read)
            }
            signed.append(frame)
        }
        return signed
    }

    /// A deep fake shows somebody real as what facts say of the picture; the rest was generated, or edited.
    private func label(_ facts: Facts) -> PictureLabel {
        let isDeepFake = facts.subject >= .realPerson && PictureLabel.deepFakes.contains { facts.level($0) > .none }
        return parts.settings.label.label(isDeepFake ? .deepFake : facts.operation == .generate ? .generated : .edited)
    }

    private func encode(
        _ finals: [FrameCollector.Final], label: PictureLabel?, _ parameters: ImageRequest.Parameters
    ) async -> [Frame] {
        let finish = PictureFinish(
            format: parameters.outputFormat ?? .png, quality: min(100, max(1, parameters.outputCompression ?? 90)),
            label: label)
        let reading = PictureReading(parts)
        return await withTaskGroup(of: (Int, Frame).self) { group in
            for (index, final) in finals.enumerated() {
                group.addTask {
                    let id = OutputID.mint(at: parts.clock.now())
                    var finish = finish
                    finish.mark = marker.mark()
                    do throws(LensError) {
                        let read = try await parts.lens.finish(final.picture, as: finish)
                        let matches = await reading.matches(read, bytes: read.recoded)
                        return (
                            index,
                            Frame(
                                id: id, mark: read.isMarked ? finish.mark?.id : nil, label: label, read: .success(read),
                                matches: matches,
                                text: await text(in: read, of: final, isLabelled: label != nil),
                                revisedPrompt: final.revisedPrompt)
                        )
                    } catch {
                        return (
                            index,
                            Frame(
                                id: id, read: .failure(error), matches: .success(PictureReading.Matches()),
                                text: .failure(error))
                        )
                    }
                }
            }
            var frames: [(Int, Frame)] = []
            for await frame in group { frames.append(frame) }
            return frames.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    /// What is written in a picture itself: the words of a label that was drawn on it are ours.
    private func text(
        in read: ReadPicture, of final: FrameCollector.Final, isLabelled: Bool
    ) async -> Result<PictureText?, LensError> {
        var bare = read
        if isLabelled, read.textLines > 0 {
            do throws(LensError) { bare = try await parts.lens.finish(final.picture, as: PictureFinish()) } catch {
                return .failure(error)
            }
        }
        return await DrawnText.read(bare, through: parts.lens, remembering: parts.texts)
    }

    /// How much more skin each picture shows than what it was made from; empty where it was made from nothing.
    private func exposures(of pictures: [Picture]) async -> [Result<ExposureFinding, LensError>] {
        guard let source = input.pictures.first?.recoded else { return [] }
        var found: [Result<ExposureFinding, LensError>] = []
        for picture in pictures {
            do throws(LensError) {
                found.append(.success(try await parts.lens.exposure(from: source, to: picture)))
            } catch { found.append(.failure(error)) }
        }
        return found
    }

    /// Notes in coverage what the exposure of an output says, and gives its signal. Without a face to say what skin looks
    /// like, a rise is no more than a colour, and stops nothing.
    private func note(
        _ exposure: Result<ExposureFinding, LensError>, name: String, _ coverage: inout Coverage,
        _ unknowns: inout Unknowns
    ) -> [Signal] {
        switch exposure {
        case .failure(let error):
            coverage.record(name, .exposure, .failed)
            unknowns.note(error, on: name)
            return []
        case .success(let found):
            coverage.record(name, .exposure, .read)
            coverage.record(name, .faces, .read)
            guard found.rise != .none, found.faces > 0 else { return [] }
            let note = "\(name) shows more skin than its source (\(found.rise.rawValue))"
            return [Signal(.undress, .suspected, evidence: Evidence(reader: .exposure, note: note))]
        }
    }

    /// Facts of the output, judged by the same policy; models are asked about what would be released without them.
    private func judge(
        _ frames: [Frame], of finals: [FrameCollector.Final]
    ) async -> (decision: GateDecision, facts: Facts) {
        let exposures = await exposures(of: finals.map(\.picture))
        guard let models = parts.models, !models.readers(at: .output).isEmpty else { return judge(frames, exposures) }
        let plugged = models.readers(at: .output)
        let verdict = judge(frames, exposures, waitingFor: plugged)
        guard verdict.decision.decision.kind.releases else { return verdict }
        let inputs = frames.enumerated().compactMap { index, frame in
            (try? frame.read.get()).map {
                ModelFindings.Input(name: "output-\(index)", picture: $0, matches: try? frame.matches.get())
            }
        }
        return judge(
            frames, exposures,
            models: await ModelFindings.read(inputs, at: .output, by: models, verdict.facts.levels))
    }

    private func judge(
        _ frames: [Frame], _ exposures: [Result<ExposureFinding, LensError>], models: ModelFindings = ModelFindings(),
        waitingFor later: Set<Reader> = []
    ) -> (decision: GateDecision, facts: Facts) {
        var coverage = input.decision.decision.coverage
        var unknowns = Unknowns()
        var signals: [Signal] = []
        var facts = input.facts
        for (index, frame) in frames.enumerated() {
            signals += note(frame, name: "output-\(index)", &coverage, &unknowns, &facts.subject)
        }
        for (index, exposure) in exposures.enumerated() {
            signals += note(exposure, name: "output-\(index)", &coverage, &unknowns)
        }
        coverage.entries += models.coverage
        signals += models.signals
        facts.subject = max(facts.subject, models.subject)
        let outputs = Coverage(coverage.entries.filter { $0.input.hasPrefix("output-") })
        unknowns.note(
            missing: outputs.missing(
                of: parts.policy.requiredReaders(input.facts.operation, at: .output, hasPicture: true)
                    .subtracting(later)))
        signals += unknowns.signals

        facts.stage = .output
        facts.levels = Decider.levels(signals).merging(input.carriedLevels) { max($0, $1) }
        let judgement = parts.policy.evaluate(facts)
        let now = parts.clock.now()
        // WHY: a label that the input earned stays, with its reason, whatever the output shows.
        let carries = judgement.kind < input.decision.decision.kind
        let decision = Decision(
            id: input.decision.decision.id, kind: carries ? input.decision.decision.kind : judgement.kind,
            stage: .output, reasons: carries ? input.decision.decision.reasons : judgement.reasons, coverage: coverage,
            versions: parts.versions, at: now)
        return (GateDecision(decision: decision, subject: facts.subject, signals: signals), facts)
    }

    private func note(
        _ frame: Frame, name: String, _ coverage: inout Coverage, _ unknowns: inout Unknowns,
        _ subject: inout Facts.Subject
    ) -> [Signal] {
        var signals: [Signal] = []
        switch frame.read {
        case .success: coverage.record(name, .lens, .read)
        case .failure(let error):
            coverage.record(name, .lens, .failed)
            unknowns.note(error, on: name)
        }
        switch frame.matches {
        case .success(let matches):
            coverage.record(name, .banks, .read)
            if case .success = frame.read {
                signals += PictureReading.signals(matches, input: name)
            }
        case .failure(let error):
            coverage.record(name, .banks, .failed)
            unknowns.note(error)
        }
        if case .success = frame.read {
            DrawnText.note(frame.text, of: name, coverage: &coverage, unknowns: &unknowns)
        }
        if case .success(.some(let text)) = frame.text {
            let context = PromptContext(operation: input.facts.operation, pictures: input.pictures.count)
            signals += DrawnText(reader: parts.reader).signals(of: text, in: name, context)
        }
        if let revised = frame.revisedPrompt {
            // WHY: the generator's own words for what it drew are evidence of what is in the picture.
            let findings = parts.reader.read(Prompt(revised), in: PromptContext(operation: .generate, pictures: 0))
            signals += findings.signals.filter { $0.category != .notUnderstood }
            subject = max(subject, findings.subject)
        }
        return signals
    }

    private func release(
        _ request: ImageRequest, _ frames: [Frame], _ verdict: (decision: GateDecision, facts: Facts),
        _ summary: GeneratedSummary
    ) async -> GateAnswer {
        var writes: [LedgerWrite] = [.audit(entry(verdict))]
        var pictures: [ClearedPicture] = []
        var fingerprints: [Fingerprint] = []
        for frame in frames {
            guard case .success(let read) = frame.read else { continue }
            let output = record(frame, read, account: input.account, released: true)
            writes += [.registerOutput(output), .audit(AuditNotes.release(output))]
            if request.wantsLink {
                let until = output.at.adding(seconds: parts.settings.linkSeconds)
                writes.append(.keepDelivery(frame.id, picture: read.recoded, format: read.recodedFormat, until: until))
            }
            fingerprints.append(read.fingerprint)
            pictures.append(
                ClearedPicture(
                    id: frame.id, picture: read.recoded, format: read.recodedFormat, width: read.width,
                    height: read.height, label: frame.label))
        }
        do throws(StoreError) { try await parts.ledger.commit(writes) } catch {
            return .stopped(Unknowns.unrecorded(verdict.decision))
        }
        await parts.memory.remember(
            request.prompt.text, sources: input.pictures.map(\.fingerprint), outputs: fingerprints,
            at: verdict.decision.decision.at)
        return .released(
            GateAnswer.Released(
                decision: verdict.decision, pictures: pictures,
                revisedPrompts: frames.map { $0.revisedPrompt.flatMap(clean) },
                summary: summary))
    }

    /// The generator's words, where nothing at all was found in them.
    private func clean(_ revised: String) -> String? {
        let findings = parts.reader.read(Prompt(revised), in: PromptContext(operation: .generate, pictures: 0))
        return findings.signals.isEmpty ? revised : nil
    }

    /// Refused pictures are not kept; held ones are sealed for the person who decides. Their fingerprints are recorded
    /// either way, so that the same picture is recognised when it is made again.
    private func stop(
        _ request: ImageRequest, _ frames: [Frame], _ verdict: (decision: GateDecision, facts: Facts)
    ) async -> GateDecision {
        let decision = verdict.decision.decision
        var writes: [LedgerWrite] = [.audit(entry(verdict))]
        var caseID: CaseID?
        if decision.kind == .hold {
            let held = HeldCase(
                id: .mint(at: decision.at), decision: decision, account: request.requester.account,
                operation: request.operation, requestDigest: input.requestDigest, openedAt: decision.at)
            writes += [.openCase(held), .audit(AuditNotes.opened(held))]
            caseID = held.id
        }
        for frame in frames {
            guard decision.kind >= .hold, case .success(let read) = frame.read else { continue }
            writes.append(.registerOutput(record(frame, read, account: input.account, released: false)))
            if let caseID {
                writes.append(
                    .sealPicture(
                        HeldPicture(
                            id: frame.id, caseID: caseID, picture: read.recoded, format: read.recodedFormat)))
            }
        }
        do throws(StoreError) {
            try await parts.ledger.commit(writes)
            return verdict.decision
        } catch { return Unknowns.unrecorded(verdict.decision) }
    }

    private func entry(_ verdict: (decision: GateDecision, facts: Facts)) -> AuditEntry {
        AuditNotes.decision(
            verdict.decision, facts: verdict.facts, account: input.accountDigest, request: input.requestDigest,
            door: "gate")
    }

    private func record(_ frame: Frame, _ read: ReadPicture, account: AccountID?, released: Bool) -> OutputRecord {
        OutputRecord(
            id: frame.id, decision: input.decision.decision.id, account: account, fingerprint: read.fingerprint,
            signature: read.signature, mark: frame.mark, sha256: PictureReading.sha256(read.recoded),
            source: input.pictures.first?.fingerprint, sourceSignature: input.pictures.first?.signature,
            released: released, at: parts.clock.now())
    }
}
