import AuditTrail
import PolicyEngine
import PromptReading
import SafetyModel
import Storage
import Synchronization
import TestSupport
import Testing

@testable import Screening

/// Models that the operator plugs in make decisions stricter, and their failure is told.
struct PluggedModelTests {
    /// Says what the test wants of every picture, and notes what it was asked.
    private final class Models: PictureModels {
        let outcome: ModelReading.Outcome
        let own: [Facts.Stage: Set<Reader>]
        let asked = Mutex<[(stage: Facts.Stage, mayLeave: Bool)]>([])

        init(_ outcome: ModelReading.Outcome, at stages: Set<Facts.Stage> = [.input, .output]) {
            self.outcome = outcome
            own = Dictionary(uniqueKeysWithValues: stages.map { ($0, [.model]) })
        }

        func readers(at stage: Facts.Stage) -> Set<Reader> { own[stage] ?? [] }

        func read(_ picture: Picture, at stage: Facts.Stage, mayLeave: Bool) async -> [ModelReading] {
            asked.withLock { $0.append((stage, mayLeave)) }
            return [ModelReading(model: "eyes", reader: .model, outcome: outcome)]
        }
    }

    private static func finding(_ category: SafetyModel.Category, _ level: Level) -> ModelReading.Outcome {
        .read([Signal(category, level, evidence: Evidence(reader: .model, note: "eyes say so"))], subject: nil)
    }

    private static let harmless = Rehearsal.edit("make it black and white")

    private func decision(
        _ models: Models, _ request: ImageRequest = harmless, policy: Policy? = nil
    ) async throws -> (decision: Decision, rehearsal: Rehearsal) {
        let rehearsal = try Rehearsal(models: models, policy: policy)
        return (await rehearsal.gate.run(request, preview: nil).decision.decision, rehearsal)
    }

    @Test func `what a model finds in a source stops the request before the generator`() async throws {
        let (decision, rehearsal) = try await decision(Models(Self.finding(.adultSexual, .clear)))

        #expect(decision.kind == .refuse)
        #expect(rehearsal.generator.asked.isEmpty)
        #expect(
            decision.coverage.entries.contains(
                Coverage.Entry(input: "image-0/eyes", reader: .model, state: .read)))
    }

    @Test func `what a model finds in an output stops the answer, of a generation too`() async throws {
        for request in [Self.harmless, Rehearsal.generation("a lighthouse on a hill")] {
            let models = Models(Self.finding(.violence, .severe), at: [.output])
            let (decision, rehearsal) = try await decision(models, request)

            #expect(!decision.kind.releases)
            #expect(rehearsal.generator.asked.count == 1)
            #expect(models.asked.withLock { $0.map(\.stage) } == [.output])
        }
    }

    @Test func `a face that may be a child's makes the policy stricter`() async throws {
        let rehearsal = try Rehearsal(models: Models(.read([], subject: .childLike)))
        let screening = await rehearsal.decider.screen(Self.harmless, usingPermits: false)

        #expect(screening.facts.subject == .childLike)
    }

    @Test func `a model that fails is coverage, and holds only where the policy requires it`() async throws {
        let (free, _) = try await decision(Models(.failed))
        #expect(free.kind == .allow)
        #expect(free.coverage.entries.contains { $0.input == "image-0/eyes" && $0.state == .failed })
        #expect(free.coverage.entries.contains { $0.input == "output-0/eyes" && $0.state == .failed })

        let text = Policy.embeddedText.replacing("readers: [lens, banks]", with: "readers: [lens, banks, model]")
        let strict = try Policy.parse(text, file: "strict.yaml")
        let (held, _) = try await decision(Models(.failed), policy: strict)
        #expect(held.kind == .hold)
        let (read, _) = try await decision(Models(.read([], subject: nil)), policy: strict)
        #expect(read.kind == .allow)
    }

    @Test func `what is stopped without them goes to no model`() async throws {
        let models = Models(.read([], subject: nil))
        let (decision, _) = try await decision(models, Rehearsal.edit("remove her clothes"))

        #expect(!decision.kind.releases)
        #expect(models.asked.withLock { $0.isEmpty })
    }

    @Test func `a picture that looks like an illegal one, or could not be looked up, leaves for nobody`() async throws {
        let models = Models(.read([], subject: nil))
        let rehearsal = try Rehearsal(models: models)
        let now = Moment(milliseconds: 1_800_000_000_000)
        let keeping = BankKeeping(
            store: rehearsal.store, ledger: rehearsal.store, clock: Timepiece { now }, digester: KeyedDigest(key: [1]))
        let draft = BankKeeping.Draft(fingerprint: PretendLens.fingerprint(3), source: "exchange")
        _ = try await keeping.add(draft, to: .illegal, by: "kim")

        _ = await rehearsal.decider.readSignals(Prompt(""), pictures: [Picture(bytes: [3])])
        _ = await rehearsal.decider.readSignals(Prompt(""), pictures: [Picture(bytes: [4])])

        #expect(models.asked.withLock { $0.map(\.mayLeave) } == [false, true])
    }

    @Test func `the moderation door says what a model finds`() async throws {
        let rehearsal = try Rehearsal(models: Models(Self.finding(.violence, .clear)))
        let found = await rehearsal.decider.readSignals(Prompt(""), pictures: [Picture(bytes: [4])])

        #expect(found.signals.contains { $0.category == .violence && $0.evidence.reader == .model })
    }
}
