import SafetyModel
@testable import Screening
import TestSupport
import Testing

/// What is written in a picture counts as part of the request.
struct DrawnTextTests {
    private func decision(_ prompt: String, picture: UInt8) async throws -> (kind: Decision.Kind, rehearsal: Rehearsal)
    {
        let rehearsal = try Rehearsal()
        let answer = await rehearsal.gate.run(Rehearsal.edit(prompt, picture: picture), preview: nil)
        return (answer.decision.decision.kind, rehearsal)
    }

    @Test func `an instruction of harm drawn into a picture is refused`() async throws {
        let (kind, rehearsal) = try await decision("make it black and white", picture: 70)

        #expect(kind == .refuse)
        #expect(rehearsal.generator.asked.isEmpty)
    }

    @Test func `an instruction about a person that is not understood is asked about, over several lines too`()
        async throws
    {
        let (kind, rehearsal) = try await decision("make it black and white", picture: 71)

        #expect(!kind.releases)
        #expect(rehearsal.generator.asked.isEmpty)
    }

    @Test func `the sign of a shop stops nothing`() async throws {
        let (kind, _) = try await decision("make it black and white", picture: 72)

        #expect(kind == .allow)
    }

    @Test func `more text than can be read, and a reader that fails, hold`() async throws {
        for picture in [73, 74] as [UInt8] {
            let (kind, rehearsal) = try await decision("make it black and white", picture: picture)

            #expect(kind == .hold)
            #expect(rehearsal.generator.asked.isEmpty)
        }
    }

    @Test func `where nobody reads text, coverage says so and nothing is held`() async throws {
        let rehearsal = try Rehearsal()
        let absent = await rehearsal.gate.run(Rehearsal.edit("make it black and white", picture: 75), preview: nil)
        let read = await rehearsal.gate.run(Rehearsal.edit("make it black and white", picture: 1), preview: nil)

        let state = { (answer: GateAnswer) in
            answer.decision.decision.coverage.entries.first { $0.input == "image-0" && $0.reader == .text }?.state
        }
        #expect(absent.decision.decision.kind == .allow)
        #expect(state(absent) == .absent)
        #expect(state(read) == .read)
    }

    @Test func `an output with an instruction of harm or a slogan in it does not leave`() async throws {
        let rehearsal = try Rehearsal()
        rehearsal.generator.answer([[70]])

        let answer = await rehearsal.gate.run(Rehearsal.edit("make it black and white"), preview: nil)

        #expect(!answer.decision.decision.kind.releases)
        #expect(answer.decision.signals.contains { $0.evidence.reader == .text && $0.category == .undress })
    }
}

/// What was read in the same bytes is not read again.
struct TextMemoryTests {
    @Test func `whole readings are remembered, the newest of them`() {
        let memory = TextMemory()
        memory.remember(PictureText(lines: ["cut short"], isWhole: false), of: "half")
        for number in 0...TextMemory.countMax {
            memory.remember(PictureText(lines: ["\(number)"], isWhole: true), of: "\(number)")
        }

        #expect(memory.text(of: "half") == nil && memory.text(of: "0") == nil)
        #expect(memory.text(of: "1")?.lines == ["1"])
        #expect(memory.text(of: "\(TextMemory.countMax)")?.lines == ["\(TextMemory.countMax)"])
    }

    @Test func `a picture that is known is not read anew`() async throws {
        let (lens, memory) = (PretendLens(), TextMemory())
        let picture = try await lens.read(Picture(bytes: [72]), as: .source)
        let known = PictureText(lines: ["remembered"], isWhole: true)
        memory.remember(known, of: PictureReading.sha256(picture.recoded))

        #expect(try await DrawnText.read(picture, through: lens, remembering: memory).get() == known)
    }
}
