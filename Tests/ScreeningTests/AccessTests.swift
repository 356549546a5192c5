import SafetyModel
import Screening
import TestSupport
import Testing

struct AccessTests {
    private static let scopes: [SwitchScope] = [
        .generation, .peopleEdits, .tier("default"), .account(AccountID(text: "ada")),
    ]

    @Test(arguments: scopes)
    func `a switch acts on the next request and lets go when it is turned on`(scope: SwitchScope) async throws {
        let rehearsal = try Rehearsal()
        let request = Rehearsal.edit("make it black and white")

        try await rehearsal.controls.switchOff(scope, by: "eva", note: "test")
        let off = await rehearsal.gate.run(request, preview: nil)
        try await rehearsal.controls.switchOn(scope, by: "eva")
        let on = await rehearsal.gate.run(request, preview: nil)

        #expect(off.decision.decision.kind == .refuse)
        #expect(on.decision.decision.kind == .allow)
    }

    @Test func `edits of people off leaves generations alone`() async throws {
        let rehearsal = try Rehearsal()

        try await rehearsal.controls.switchOff(.peopleEdits, by: "eva", note: "test")
        let answer = await rehearsal.gate.run(Rehearsal.generation("a red barn in the snow"), preview: nil)

        #expect(answer.decision.decision.kind == .allow)
    }

    @Test(arguments: [Account.Standing.paused, .suspended, .removed])
    func `an account without standing gets nothing`(standing: Account.Standing) async throws {
        let rehearsal = try Rehearsal()

        _ = try await rehearsal.controls.change(AccountID(text: "ada"), by: "eva") { $0.standing = standing }
        let answer = await rehearsal.gate.run(Rehearsal.generation("a red barn in the snow"), preview: nil)

        #expect(answer.decision.decision.kind == .refuse)
    }

    @Test func `strangers edit a person's picture only where its owner allows it`() async throws {
        let rehearsal = try Rehearsal()
        let request = Rehearsal.edit("make it black and white", owner: "bob")

        let before = await rehearsal.gate.run(request, preview: nil)
        _ = try await rehearsal.controls.change(AccountID(text: "bob"), by: "eva") { $0.strangersMayEdit = true }
        let after = await rehearsal.gate.run(request, preview: nil)

        #expect(before.decision.decision.kind == .refuse)
        #expect(after.decision.decision.kind == .allow)
    }

    @Test func `a store that is down holds, whatever is asked`() async throws {
        let rehearsal = try Rehearsal(reads: SilentStore())

        let answer = await rehearsal.gate.run(Rehearsal.generation("a red barn in the snow"), preview: nil)

        #expect(answer.decision.decision.kind == .hold)
        #expect(rehearsal.generator.asked.isEmpty)
    }

    @Test func `steps on one picture are read together, by whomever they are sent`() async throws {
        let memory = ChainMemory()
        let (source, output) = (PretendLens.fingerprint(1), PretendLens.fingerprint(2))
        let now = Moment(milliseconds: 1_000_000)

        await memory.remember("make the sky pink", sources: [source], outputs: [output], at: now)

        #expect(await memory.steps(on: [output], at: now) == ["make the sky pink"])
        #expect(await memory.steps(on: [source], at: now) == ["make the sky pink"])
        #expect(await memory.steps(on: [PretendLens.fingerprint(3)], at: now) == [])
        #expect(await memory.steps(on: [output], at: now.adding(seconds: 90_000)) == [])
    }
}

/// A store that never answers.
struct SilentStore: GateStore {
    private var down: StoreError { StoreError(.unavailable, operation: "read") }
    func account(_ id: AccountID) async throws(StoreError) -> Account? { throw down }
    func switches() async throws(StoreError) -> [SwitchSetting] { throw down }
    func cases(_ state: HeldCase.State?, limit: Int) async throws(StoreError) -> [HeldCase] { throw down }
    func heldCase(_ id: CaseID) async throws(StoreError) -> HeldCase? { throw down }
    func heldCase(of decision: DecisionID) async throws(StoreError) -> HeldCase? { throw down }
    func heldPictures(of id: CaseID) async throws(StoreError) -> [HeldPicture] { throw down }
    func permit(digest: String, at: Moment) async throws(StoreError) -> Permit? { throw down }
    func outputs(mark: MarkID) async throws(StoreError) -> [OutputRecord] { throw down }
    func output(_ id: OutputID) async throws(StoreError) -> OutputRecord? { throw down }
    func outputs(nearAny fingerprints: [Fingerprint], within distance: Int, limit: Int) async throws(StoreError)
        -> [OutputMatch]
    { throw down }
    func stoppedOutputs(nearAny fingerprints: [Fingerprint], within distance: Int, limit: Int) async throws(StoreError)
        -> [OutputMatch]
    { throw down }
    func bankMatches(_ query: BankQuery, at: Moment) async throws(StoreError) -> [BankMatch] { throw down }
    func bankEntry(_ id: BankEntryID) async throws(StoreError) -> BankEntry? { throw down }
    func bankEntries(_ bank: Bank?, after: BankEntryID?, limit: Int) async throws(StoreError) -> [BankEntry] {
        throw down
    }
    func bankEntries(code: String) async throws(StoreError) -> [BankEntry] { throw down }
    func allowances(of entry: BankEntryID) async throws(StoreError) -> [BankAllowance] { throw down }
    func delivery(_ id: OutputID, at: Moment) async throws(StoreError) -> (picture: Picture, format: Picture.Format)? {
        throw down
    }
    func prompt(of decision: DecisionID) async throws(StoreError) -> String? { throw down }
    func eraseExpired(at: Moment) async throws(StoreError) -> Int { throw down }
    func isReady() async -> Bool { false }
}
