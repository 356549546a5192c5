import AuditTrail
import Foundation
import GatewayAPI
import Hummingbird
import HummingbirdTesting
import Logging
import SafetyModel
import Synchronization

@testable import Screening

/// A gate that answers what the test tells it to, and remembers what it was asked.
final class FakeGate: Gating, Deciding {
    struct State {
        var requests: [ImageRequest] = []
        var answer: @Sendable (ImageRequest) -> GateAnswer = { request in
            .released(Made.released(count: request.parameters.count))
        }
        var previews: [ClearedPreview] = []
        /// The gate works until this stream says something or ends; nil: no longer than it takes.
        var waitsFor: AsyncStream<Void>?
        var judged: [ImageRequest] = []
        var judgement = Made.decision(.allow)
        var signals: [Signal] = []
        var moderated: [(Prompt, Int)] = []
        var models: Result<[String], GeneratorError> = .success(["studio"])
        var ran = 0
    }

    let state = Mutex(State())

    var requests: [ImageRequest] { state.withLock { $0.requests } }
    var versions: Versions { Made.versions }

    func run(_ request: ImageRequest, preview: (@Sendable (ClearedPreview) async -> Void)?) async -> GateAnswer {
        let (answer, previews, signal) = state.withLock { state in
            state.requests.append(request)
            return (state.answer, state.previews, state.waitsFor)
        }
        if let signal { for await _ in signal { break } }
        for frame in previews { await preview?(frame) }
        state.withLock { $0.ran += 1 }
        return answer(request)
    }

    func models() async throws(GeneratorError) -> [String] { try state.withLock { $0.models }.get() }

    func decide(_ request: ImageRequest) async -> GateDecision {
        state.withLock { state in
            state.judged.append(request)
            return state.judgement
        }
    }

    func readSignals(_ prompt: Prompt, pictures: [Picture]) async -> (signals: [Signal], coverage: Coverage) {
        let signals = state.withLock { state in
            state.moderated.append((prompt, pictures.count))
            return state.signals
        }
        return (signals, Coverage([.init(input: "prompt", reader: .prompt, state: .read)]))
    }
}

/// Values that tests need again and again.
enum Made {
    static let now = Moment(milliseconds: 1_780_000_000_000)
    static let versions = Versions(binary: "test", policy: "default/1", model: "1")
    static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3]

    static func decision(
        _ kind: Decision.Kind, _ categories: [SafetyModel.Category?] = [], stage: Facts.Stage = .input,
        ground: Reason.Ground = .terms,
        faults: [PictureFault] = [], id: String = "dec_test"
    ) -> GateDecision {
        let reasons = categories.map { Reason(category: $0, level: .clear, rule: "some-rule", ground: ground) }
        return GateDecision(
            decision: Decision(
                id: DecisionID(text: id), kind: kind, stage: stage, reasons: reasons,
                coverage: Coverage([.init(input: "prompt", reader: .prompt, state: .read)]), versions: versions,
                at: now),
            subject: .nobody, faults: faults)
    }

    static func picture(_ id: String = "out_1", bytes: [UInt8] = png) -> ClearedPicture {
        ClearedPicture(
            id: OutputID(text: id), picture: Picture(bytes: bytes), format: .png, width: 512, height: 256)
    }

    static func released(count: Int = 1, revised: [String?] = []) -> GateAnswer.Released {
        GateAnswer.Released(
            decision: decision(.allow), pictures: (0..<count).map { picture("out_\($0)") }, revisedPrompts: revised,
            summary: GeneratedSummary(
                quality: "high", usage: ["total_tokens": 3, "input_tokens_details.text_tokens": 2]))
    }
}

/// Fetches from a table.
struct FakeFetcher: PictureFetcher {
    var pictures: [String: Result<Picture, FetchError>] = [:]

    func fetch(_ url: String) async throws(FetchError) -> Picture {
        guard let result = pictures[url] else { throw .notFound }
        return try result.get()
    }
}

/// A store in memory that does what the routes need of one.
final class FakeStore: GateStore, Ledger {
    struct State {
        var accounts: [AccountID: Account] = [:]
        var switches: [SwitchSetting] = []
        var cases: [HeldCase] = []
        var pictures: [HeldPicture] = []
        var deliveries: [OutputID: Picture] = [:]
        var entries: [AuditEntry] = []
        var banked: [BankEntry] = []
        var isDown = false
    }

    let state = Mutex(State())

    func read<Value>(_ operation: String, _ work: (State) -> Value) throws(StoreError) -> Value {
        let value: Value? = state.withLock { $0.isDown ? nil : work($0) }
        guard let value else { throw StoreError(.unavailable, operation: operation) }
        return value
    }

    func begin(_ writes: [LedgerWrite]) throws(StoreError) -> CommitReceipt {
        try note(writes)
        return CommitReceipt(.success(()))
    }

    func note(_ writes: [LedgerWrite]) throws(StoreError) {
        _ = try read("commit") { _ in true }
        let isExpected = state.withLock { state in
            for case .expectAccount(let id, let account) in writes where state.accounts[id] != account { return false }
            for case .putAccount(let account) in writes { state.accounts[account.id] = account }
            return true
        }
        guard isExpected else { throw StoreError(.conflict, operation: "expect account") }
        for write in writes {
            state.withLock { state in
                switch write {
                case .audit(let entry): state.entries.append(entry)
                case .setSwitch(let setting):
                    state.switches.removeAll { $0.scope == setting.scope }
                    state.switches.append(setting)
                case .clearSwitch(let scope): state.switches.removeAll { $0.scope == scope }
                case .closeCase(let id, let new, let by, let note, let at):
                    for index in state.cases.indices where state.cases[index].id == id {
                        state.cases[index].state = new
                        state.cases[index].closedBy = by
                        state.cases[index].note = note
                        state.cases[index].closedAt = at
                    }
                case .putBankEntry(let entry): state.banked.append(entry)
                case .renewBankEntries(let code, let until):
                    for index in state.banked.indices where state.banked[index].codeDigest == code {
                        state.banked[index].expiresAt = until
                    }
                case .eraseBankEntries(let code): state.banked.removeAll { $0.codeDigest == code }
                case .erasePictures(let id): state.pictures.removeAll { $0.caseID == id }
                case .fetchHeld(let id, let at):
                    for index in state.pictures.indices where state.pictures[index].id == id {
                        state.pictures[index].fetchedAt = at
                    }
                default: break
                }
            }
        }
    }

    func account(_ id: AccountID) async throws(StoreError) -> Account? { try read("account") { $0.accounts[id] } }
    func bankMatches(_ query: BankQuery, at: Moment) async throws(StoreError) -> [BankMatch] {
        try read("banks") { state in
            state.banked.filter { $0.sha256 == query.sha256 && $0.sha256 != nil }.map {
                BankMatch(entry: $0, distance: nil)
            }
        }
    }
    func bankEntry(_ id: BankEntryID) async throws(StoreError) -> BankEntry? {
        try read("bank entry") { $0.banked.first { $0.id == id } }
    }
    func bankEntries(_ bank: Bank?, after: BankEntryID?, limit: Int) async throws(StoreError) -> [BankEntry] {
        try read("bank entries") { $0.banked.filter { bank == nil || $0.bank == bank } }
    }
    func bankEntries(code: String) async throws(StoreError) -> [BankEntry] {
        try read("bank entries") { $0.banked.filter { $0.codeDigest == code } }
    }
    func allowances(of entry: BankEntryID) async throws(StoreError) -> [BankAllowance] {
        try read("allowances") { _ in [] }
    }
    func switches() async throws(StoreError) -> [SwitchSetting] { try read("switches") { $0.switches } }
    func cases(_ wanted: HeldCase.State?, limit: Int) async throws(StoreError) -> [HeldCase] {
        try read("cases") { $0.cases.filter { wanted == nil || $0.state == wanted } }
    }
    func heldCase(_ id: CaseID) async throws(StoreError) -> HeldCase? {
        try read("case") { $0.cases.first { $0.id == id } }
    }
    func heldCase(of decision: DecisionID) async throws(StoreError) -> HeldCase? {
        try read("case-of") { $0.cases.first { $0.decision.id == decision } }
    }
    func heldPictures(of id: CaseID) async throws(StoreError) -> [HeldPicture] {
        try read("held") { $0.pictures.filter { $0.caseID == id } }
    }
    func permit(digest: String, at: Moment) async throws(StoreError) -> Permit? { nil }
    func outputs(mark: MarkID) async throws(StoreError) -> [OutputRecord] { [] }
    func output(_ id: OutputID) async throws(StoreError) -> OutputRecord? { nil }
    func outputs(nearAny: [Fingerprint], within: Int, limit: Int) async throws(StoreError) -> [OutputMatch] { [] }
    func stoppedOutputs(nearAny: [Fingerprint], within: Int, limit: Int) async throws(StoreError) -> [OutputMatch] {
        []
    }
    func delivery(_ id: OutputID, at: Moment) async throws(StoreError) -> (picture: Picture, format: Picture.Format)? {
        try read("delivery") { $0.deliveries[id] }.map { ($0, .png) }
    }
    func prompt(of decision: DecisionID) async throws(StoreError) -> String? { "a lighthouse" }
    func eraseExpired(at: Moment) async throws(StoreError) -> Int { 0 }
    func isReady() async -> Bool { state.withLock { !$0.isDown } }
}

/// Knows two pictures by their first byte: 1 was marked here, 2 cannot be read; others are unknown.
struct FakeLens: PictureLens {
    func read(_ picture: Picture, as role: PictureRole) async throws(LensError) -> ReadPicture {
        guard let byte = picture.bytes.first, byte != 2 else { throw .corrupt }
        return ReadPicture(
            format: .png, width: 8, height: 8, frames: 1, hasAlpha: false,
            fingerprint: Fingerprint(words: SIMD4(repeating: UInt64(byte)), quality: 100), recoded: picture,
            recodedFormat: .png)
    }

    func exposure(from source: Picture, to output: Picture) async throws(LensError) -> ExposureFinding { throw .busy }
    func readText(in picture: Picture) async throws(LensError) -> PictureText? { nil }
    func findMark(in picture: Picture, keys: [[UInt8]]) async throws(LensError) -> FoundMark? {
        guard picture.bytes.first == 1, let id = MarkID(7) else { return nil }
        return FoundMark(id: id, key: 0, score: 12)
    }

    func finish(_ picture: Picture, as finish: PictureFinish) async throws(LensError) -> ReadPicture { throw .busy }
    func edit(_ picture: Picture, with edits: [StudioEdit]) async throws(LensError) -> Picture { throw .busy }
    func drawScene(_ scene: StudioScene) async throws(LensError) -> Picture { throw .busy }
}
