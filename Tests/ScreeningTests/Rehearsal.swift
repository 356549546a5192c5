import AuditTrail
import ImageFingerprint
import PolicyEngine
import PromptReading
import SafetyModel
import Screening
import Storage
import Synchronization
import TestSupport

/// A gate with a real reader, policy and store in memory, and a lens and generator that only pretend.
struct Rehearsal {
    let store = MemoryStore()
    let lens = PretendLens()
    let generator = PretendGenerator()
    let marker = PretendMarker()
    let gate: Gate
    let decider: Decider
    let review: CaseReview
    let controls: Controls

    init(
        ledger: (any Ledger)? = nil, reads: (any GateStore)? = nil, models: (any PictureModels)? = nil,
        policy: Policy? = nil
    ) throws {
        let time = Timepiece { Moment(milliseconds: 1_800_000_000_000) }
        decider = Decider(
            ScreeningParts(
                reader: try PromptReader.embedded(), policy: try policy ?? Policy.embedded(), lens: lens,
                store: reads ?? store, ledger: ledger ?? store, digester: store.digester, clock: time,
                binaryVersion: "test", settings: ScreeningSettings(adultModeAvailable: true),
                models: models))
        gate = Gate(decider: decider, generator: generator, marker: marker)
        review = CaseReview(store: store, ledger: store, clock: time, digester: store.digester)
        controls = Controls(store: store, ledger: store, clock: time, digester: store.digester)
    }

    /// An edit of a photo by an account.
    static func edit(
        _ prompt: String, picture: UInt8 = 1, account: String = "ada", owner: String? = nil, count: Int = 1
    ) -> ImageRequest {
        ImageRequest(
            operation: .edit, prompt: Prompt(prompt), pictures: [Picture(bytes: [picture])],
            requester: Requester(
                account: AccountID(text: account), pictureOwner: owner.map(AccountID.init(text:))),
            parameters: .init(count: count))
    }

    /// A generation by an account.
    static func generation(_ prompt: String, account: String? = "ada") -> ImageRequest {
        ImageRequest(
            operation: .generate, prompt: Prompt(prompt),
            requester: Requester(account: account.map(AccountID.init(text:))))
    }
}

/// A generator that answers what the test gave it and notes what it was asked.
final class PretendGenerator: Generator {
    private let state = Mutex(
        (answers: [[UInt8]](), error: GeneratorError?.none, asked: [ClearedRequest](), previews: 0))

    func answer(_ pictures: [[UInt8]], previews: Int = 0) {
        state.withLock {
            $0.answers = pictures; $0.previews = previews
        }
    }

    func fail(_ error: GeneratorError) { state.withLock { $0.error = error } }

    var asked: [ClearedRequest] { state.withLock { $0.asked } }

    func models() async throws(GeneratorError) -> [String] { ["pretend"] }

    func generate(
        _ request: ClearedRequest, emit: @Sendable (GeneratedFrame) async -> Void
    ) async throws(GeneratorError) -> GeneratedSummary {
        let (answers, error, previews) = state.withLock { state in
            state.asked.append(request)
            return (state.answers.isEmpty ? [[40]] : state.answers, state.error, state.previews)
        }
        if let error { throw error }
        for index in 0..<previews { await emit(.preview(index: index, picture: Picture(bytes: [UInt8(50 + index)]))) }
        for (index, bytes) in answers.enumerated() {
            await emit(.final(index: index, picture: Picture(bytes: bytes), revisedPrompt: nil))
        }
        return GeneratedSummary(model: "pretend")
    }
}

/// Signs by one more byte, and cannot when a test says so.
final class PretendMarker: PictureMarker {
    let isBroken = Mutex(false)
    let made = Mutex<[Making]>([])

    func mark() -> PictureMark? { PictureMark(id: .mint(), key: [UInt8](repeating: 1, count: 32)) }

    func sign(_ picture: Picture, made: Making) async throws(MarkingError) -> Picture {
        if isBroken.withLock({ $0 }) { throw MarkingError("no key") }
        self.made.withLock { $0.append(made) }
        return Picture(bytes: picture.bytes + [77])
    }
}

/// A ledger that never writes.
struct BrokenLedger: Ledger {
    func begin(_ writes: [LedgerWrite]) throws(StoreError) -> CommitReceipt {
        throw StoreError(.unavailable, operation: "commit")
    }

    func note(_ writes: [LedgerWrite]) throws(StoreError) { throw StoreError(.unavailable, operation: "note") }
}
