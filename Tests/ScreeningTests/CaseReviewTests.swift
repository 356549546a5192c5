import SafetyModel
import Screening
import Storage
import TestSupport
import Testing

struct CaseReviewTests {
    /// A gate in which picture 1 lies near an output that was stopped, so that its edits are held.
    private func heldInput() async throws -> (Rehearsal, HeldCase) {
        let rehearsal = try Rehearsal()
        try await rehearsal.store.commit([.registerOutput(stopped(PretendLens.fingerprint(1)))])
        let answer = await rehearsal.gate.run(Rehearsal.edit("make it black and white"), preview: nil)
        #expect(answer.decision.decision.kind == .hold)
        return (rehearsal, try #require(try await rehearsal.review.list(.waiting).first))
    }

    private func stopped(_ fingerprint: Fingerprint) -> OutputRecord {
        OutputRecord(
            id: OutputID(text: "out_stopped"), decision: DecisionID(text: "dec_x"), account: nil,
            fingerprint: fingerprint, sha256: "00", source: nil, released: false, at: Moment(milliseconds: 0))
    }

    @Test func `a released input lets that exact request through once`() async throws {
        let (rehearsal, held) = try await heldInput()

        _ = try await rehearsal.review.close(held.id, as: .released, by: "eva", note: "own photo")
        let first = await rehearsal.gate.run(Rehearsal.edit("make it black and white"), preview: nil)
        let second = await rehearsal.gate.run(Rehearsal.edit("make it black and white"), preview: nil)

        #expect(first.decision.decision.kind == .allow)
        #expect(second.decision.decision.kind == .hold)
    }

    @Test func `a permit does not cover other words, pictures or accounts`() async throws {
        let (rehearsal, held) = try await heldInput()
        _ = try await rehearsal.review.close(held.id, as: .released, by: "eva", note: "own photo")

        let words = await rehearsal.gate.run(Rehearsal.edit("make it brighter"), preview: nil)
        let account = await rehearsal.gate.run(
            Rehearsal.edit("make it black and white", account: "bob"), preview: nil)

        #expect(words.decision.decision.kind == .hold)
        #expect(account.decision.decision.kind == .hold)
    }

    @Test func `a refused case erases its pictures and permits nothing`() async throws {
        let (rehearsal, held) = try await heldInput()

        _ = try await rehearsal.review.close(held.id, as: .refused, by: "eva", note: "not theirs")
        let again = await rehearsal.gate.run(Rehearsal.edit("make it black and white"), preview: nil)

        let pictures = try await rehearsal.store.heldPictures(of: held.id)
        #expect(pictures.isEmpty)
        #expect(again.decision.decision.kind == .hold)
    }

    @Test func `a case is closed once`() async throws {
        let (rehearsal, held) = try await heldInput()
        _ = try await rehearsal.review.close(held.id, as: .refused, by: "eva", note: "no")

        await #expect(throws: CaseReviewError.notWaiting) {
            try await rehearsal.review.close(held.id, as: .released, by: "tom", note: "yes")
        }
    }

    @Test func `a released output is fetched once, by its account alone`() async throws {
        let rehearsal = try Rehearsal()
        try await rehearsal.store.commit([.registerOutput(stopped(PretendLens.fingerprint(40)))])
        let answer = await rehearsal.gate.run(Rehearsal.edit("make it black and white"), preview: nil)
        let decision = answer.decision.decision
        #expect(decision.kind == .hold && decision.stage == .output)
        let held = try #require(try await rehearsal.review.list(.waiting).first)
        let (ada, bob) = (AccountID(text: "ada"), AccountID(text: "bob"))
        let waiting = try await rehearsal.review.status(of: decision.id, for: ada)
        #expect(waiting.pictures.isEmpty)

        _ = try await rehearsal.review.close(held.id, as: .released, by: "eva", note: "fine")
        let output = try #require(try await rehearsal.review.status(of: decision.id, for: ada).pictures.first)

        await #expect(throws: CaseReviewError.unknown) {
            try await rehearsal.review.fetch(output, of: decision.id, for: bob)
        }
        let fetched = try await rehearsal.review.fetch(output, of: decision.id, for: ada)
        // Sealed with its label and signed, because a held picture that leaves later is never silent.
        #expect(fetched.picture.bytes == [40, 0, 99, 77])
        await #expect(throws: CaseReviewError.unknown) {
            try await rehearsal.review.fetch(output, of: decision.id, for: ada)
        }
    }

    @Test func `a picture that a person released is not held when it is made again`() async throws {
        let rehearsal = try Rehearsal()
        try await rehearsal.store.commit([.registerOutput(stopped(PretendLens.fingerprint(40)))])
        let first = await rehearsal.gate.run(Rehearsal.edit("make it black and white"), preview: nil)
        let held = try #require(try await rehearsal.review.list(.waiting).first)
        #expect(
            rehearsal.store.outputs.filter { $0.decision == first.decision.decision.id }.allSatisfy { !$0.released })

        _ = try await rehearsal.review.close(held.id, as: .released, by: "eva", note: "fine")

        #expect(rehearsal.store.outputs.filter { $0.decision == first.decision.decision.id }.allSatisfy { $0.released })
    }
}
