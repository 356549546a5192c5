import AuditTrail
import SafetyModel
@testable import Screening
import Storage
import Synchronization
import TestSupport
import Testing

struct GateTests {
    @Test func `an undress edit is refused and never reaches the generator`() async throws {
        let rehearsal = try Rehearsal()

        let answer = await rehearsal.gate.run(Rehearsal.edit("remove her clothes"), preview: nil)

        #expect(answer.decision.decision.kind == .refuse)
        #expect(rehearsal.generator.asked.isEmpty)
        #expect(rehearsal.store.auditRecords.contains { $0.entry.subject == answer.decision.decision.id.text })
    }

    @Test func `a harmless edit is released, and its record and output are there before the answer`() async throws {
        let rehearsal = try Rehearsal()

        let answer = await rehearsal.gate.run(Rehearsal.edit("make it black and white"), preview: nil)

        guard case .released(let released) = answer else {
            Issue.record("not released: \(answer.decision.decision)")
            return
        }
        #expect(released.pictures.map(\.picture.bytes) == [[40, 0, 77]])
        let kinds = rehearsal.store.auditRecords.map(\.entry.kind)
        #expect(kinds == [.decision, .decision, .release])
        #expect(rehearsal.store.outputs.map(\.account) == [AccountID(text: "ada")])
        #expect(rehearsal.store.outputs.first?.source == PretendLens.fingerprint(1))
    }

    @Test func `only the lens's encoding of a picture goes to the generator`() async throws {
        let rehearsal = try Rehearsal()

        _ = await rehearsal.gate.run(Rehearsal.edit("make it black and white", picture: 3), preview: nil)

        #expect(rehearsal.generator.asked.first?.pictures.map(\.recoded.bytes) == [[3, 0]])
    }

    @Test func `what cannot be recorded does not leave`() async throws {
        let rehearsal = try Rehearsal(ledger: BrokenLedger())

        let answer = await rehearsal.gate.run(Rehearsal.edit("make it black and white"), preview: nil)

        #expect(answer.decision.decision.kind == .hold)
        #expect(answer.decision.decision.reasons.first?.rule == "not-recorded")
        guard case .stopped = answer else {
            Issue.record("something left")
            return
        }
    }

    @Test func `a lens that fails holds the request and opens a case`() async throws {
        let rehearsal = try Rehearsal()

        let answer = await rehearsal.gate.run(Rehearsal.edit("make it black and white", picture: 255), preview: nil)

        #expect(answer.decision.decision.kind == .hold)
        #expect(rehearsal.generator.asked.isEmpty)
        #expect(try await rehearsal.review.list(.waiting).count == 1)
    }

    @Test func `a picture the caller can mend is named and opens no case`() async throws {
        let rehearsal = try Rehearsal()

        let answer = await rehearsal.gate.run(Rehearsal.edit("make it black and white", picture: 254), preview: nil)

        #expect(answer.decision.callersFault == PictureFault(input: "image-0", error: .truncated))
        #expect(try await rehearsal.review.list(nil).isEmpty)
    }

    @Test func `one output that cannot be read stops the whole answer`() async throws {
        let rehearsal = try Rehearsal()
        rehearsal.generator.answer([[40], [255]])

        let answer = await rehearsal.gate.run(
            Rehearsal.edit("make it black and white", count: 2), preview: nil)

        #expect(answer.decision.decision.kind == .hold)
        #expect(answer.decision.decision.stage == .output)
    }

    @Test func `more frames than were asked for are dropped`() async throws {
        let rehearsal = try Rehearsal()
        rehearsal.generator.answer([[40], [41], [42]])

        let answer = await rehearsal.gate.run(
            Rehearsal.edit("make it black and white", count: 2), preview: nil)

        guard case .released(let released) = answer else {
            Issue.record("not released")
            return
        }
        #expect(released.pictures.count == 2)
    }

    @Test(arguments: [GeneratorError.blocked, .failed, .timedOut])
    func `the generator's failure is an answer of its own`(error: GeneratorError) async throws {
        let rehearsal = try Rehearsal()
        rehearsal.generator.fail(error)

        let answer = await rehearsal.gate.run(Rehearsal.edit("make it black and white"), preview: nil)

        guard case .failed(_, let got) = answer else {
            Issue.record("no failure")
            return
        }
        #expect(got == error)
    }

    @Test func `what is not understood beside a person is asked about and leaves nothing behind`() async throws {
        let rehearsal = try Rehearsal()

        let answer = await rehearsal.gate.run(Rehearsal.edit("make her zorbly frabulous"), preview: nil)

        #expect(answer.decision.decision.kind == .ask)
        #expect(try await rehearsal.review.list(nil).isEmpty)
        #expect(try await rehearsal.store.prompt(of: answer.decision.decision.id) == nil)
    }

    @Test func `previews are read and recorded like any picture`() async throws {
        let rehearsal = try Rehearsal()
        rehearsal.generator.answer([[40]], previews: 2)
        var request = Rehearsal.edit("make it black and white")
        request.parameters.partialImages = 2
        let seen = Mutex<[ClearedPreview]>([])

        _ = await rehearsal.gate.run(request) { preview in seen.withLock { $0.append(preview) } }

        #expect(seen.withLock { $0.map(\.index) } == [0, 1])
        #expect(rehearsal.store.outputs.count == 3)
    }

    @Test func `a preview that cannot be read is held back`() async throws {
        let rehearsal = try Rehearsal()
        rehearsal.generator.answer([[40]], previews: 1)
        var request = Rehearsal.edit("make it black and white")
        request.parameters.partialImages = 1
        try await rehearsal.store.commit([
            .registerOutput(
                OutputRecord(
                    id: OutputID(text: "out_stopped"), decision: DecisionID(text: "dec_x"), account: nil,
                    fingerprint: PretendLens.fingerprint(50), sha256: "00", source: nil, released: false,
                    at: Moment(milliseconds: 0)))
        ])
        let seen = Mutex(0)

        _ = await rehearsal.gate.run(request) { _ in seen.withLock { $0 += 1 } }

        #expect(seen.withLock { $0 } == 0)
    }

    @Test func `an output that shows more skin than its source is held, by its face`() async throws {
        for (byte, kind) in [(60, Decision.Kind.hold), (61, .allow), (62, .hold)] as [(UInt8, Decision.Kind)] {
            let rehearsal = try Rehearsal()
            rehearsal.generator.answer([[byte]])
            let answer = await rehearsal.gate.run(Rehearsal.edit("make it black and white"), preview: nil)
            #expect(answer.decision.decision.kind == kind, "\(byte)")
        }
        let generation = try Rehearsal()
        generation.generator.answer([[60]])
        let made = await generation.gate.run(Rehearsal.generation("a lighthouse"), preview: nil)
        #expect(made.decision.decision.kind == .allow)
    }

    @Test func `what leaves is marked and signed, and what cannot be signed does not leave`() async throws {
        let rehearsal = try Rehearsal()
        let answer = await rehearsal.gate.run(Rehearsal.edit("make it black and white"), preview: nil)
        #expect(answer.decision.decision.kind.releases)
        let made = try #require(rehearsal.marker.made.withLock { $0.first })
        let output = try #require(rehearsal.store.outputs.first)
        #expect(made.mark != nil && made.mark == output.mark && made.sources == [Picture(bytes: [1])])
        #expect(output.sha256 == PictureReading.sha256(Picture(bytes: [40, 0, 77])))
        let mark = try #require(output.mark)
        #expect(try await rehearsal.store.outputs(mark: mark) == [output])

        rehearsal.marker.isBroken.withLock { $0 = true }
        let stopped = await rehearsal.gate.run(Rehearsal.edit("make it black and white"), preview: nil)
        #expect(stopped.decision.decision.kind == .hold)
        #expect(stopped.decision.decision.reasons.first?.rule == "not-marked")
        #expect(rehearsal.store.outputs.count == 1)
    }

    @Test func `the decide-only door answers the same and makes nothing`() async throws {
        let rehearsal = try Rehearsal()

        let harmful = await rehearsal.decider.decide(Rehearsal.edit("remove her clothes"))
        let harmless = await rehearsal.decider.decide(Rehearsal.edit("make it black and white"))

        #expect(harmful.decision.kind == .refuse)
        #expect(harmless.decision.kind == .allow)
        #expect(rehearsal.generator.asked.isEmpty)
    }

    @Test func `an ask speaks the language of the request`() async throws {
        let rehearsal = try Rehearsal()

        let asked = await rehearsal.decider.decide(
            Rehearsal.edit("mach ihr bitte ein bisschen Zwurbelfix an die Jacke"))
        let allowed = await rehearsal.decider.decide(Rehearsal.edit("mach das Bild heller"))

        #expect(asked.decision.kind == .ask)
        #expect(asked.reply?.isEmpty == false)
        #expect(allowed.reply == nil)
    }

    @Test func `control text does not reach the generator`() async throws {
        let rehearsal = try Rehearsal()

        _ = await rehearsal.gate.run(
            Rehearsal.generation("a red barn <lora:barns:0.8> (sunset:1.4) | snow"), preview: nil)

        let prompt = try #require(rehearsal.generator.asked.first?.prompt)
        #expect(!prompt.contains("<") && !prompt.contains("|") && !prompt.contains("1.4"))
        #expect(prompt.contains("a red barn") && prompt.contains("sunset"))
    }
}
