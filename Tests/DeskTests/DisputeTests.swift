import AuditTrail
import Desk
import SafetyModel
import Screening
import Storage
import TestSupport
import Testing

/// Registrations of protected pictures can be disputed by anybody, and are ended by a person.
@Suite struct DisputeTests {
    private static let clock = Timepiece { Moment(milliseconds: 1_800_000_000_000) }

    private func disputes(_ store: MemoryStore) -> ProtectionDisputes {
        ProtectionDisputes(store: store, gate: store, ledger: store, clock: Self.clock, digester: store.digester)
    }

    private func protection(_ store: MemoryStore) -> PictureProtection {
        PictureProtection(store: store, ledger: store, clock: Self.clock, digester: store.digester)
    }

    @Test func `a person ends a registration that is disputed, and its owner is told that it was`() async throws {
        let (store, print) = (MemoryStore(), PretendLens.fingerprint(3))
        let made = try await protection(store).register([.init(fingerprint: print)], owner: nil)

        try await disputes(store).raise(print, words: "this is my own portrait")
        try await disputes(store).raise(print, words: "please")

        let waiting = try await disputes(store).waiting()
        #expect(waiting.map(\.statements) == [["this is my own portrait", "please"]])
        #expect(waiting.first?.registeredAt == Self.clock.now() && waiting.first?.namesOwner == false)
        let entry = try #require(waiting.first?.entry)
        try await disputes(store).decide(entry, ends: true, by: DeskBench.ann)
        #expect(try await disputes(store).waiting().isEmpty)
        #expect(try await store.bankMatches(BankQuery(fingerprints: [print]), at: Self.clock.now()).isEmpty)
        #expect(try await protection(store).registration(made.code).isDisputed)
        await #expect(throws: DeskError.unknown) {
            try await disputes(store).decide(entry, ends: true, by: DeskBench.ann)
        }
        let states = store.auditRecords.compactMap { $0.entry.fields["state"] }
        #expect(states == ["registered", "disputed", "disputed", "overruled"])
    }

    @Test func `what is upheld stands, and may be disputed again`() async throws {
        let (store, print) = (MemoryStore(), PretendLens.fingerprint(3))
        _ = try await protection(store).register([.init(fingerprint: print)], owner: nil)
        try await disputes(store).raise(print, words: "mine")
        let entry = try #require(try await disputes(store).waiting().first?.entry)

        try await disputes(store).decide(entry, ends: false, by: DeskBench.ann)

        #expect(try await store.bankMatches(BankQuery(fingerprints: [print]), at: Self.clock.now()).count == 1)
        try await disputes(store).raise(print, words: "mine")
        #expect(try await disputes(store).waiting().count == 1)
    }

    @Test func `a picture that nobody registered leaves a record and no work, and reported ones are not touched`()
        async throws
    {
        let store = MemoryStore()
        let keeping = BankKeeping(store: store, ledger: store, clock: Self.clock, digester: store.digester)
        _ = try await keeping.add(
            .init(fingerprint: PretendLens.fingerprint(9), source: "exchange"), to: .intimate, by: "kim")

        try await disputes(store).raise(PretendLens.fingerprint(5), words: "mine")
        try await disputes(store).raise(PretendLens.fingerprint(9), words: "mine")

        #expect(try await disputes(store).waiting().isEmpty)
        #expect(store.auditRecords.count { $0.entry.fields["state"] == "disputed" } == 2)
    }

    @Test func `flat pictures, no words and too many statements add nothing`() async throws {
        let (store, print) = (MemoryStore(), PretendLens.fingerprint(3))
        _ = try await protection(store).register([.init(fingerprint: print)], owner: nil)
        await #expect(throws: DeskError.invalid(.fingerprints)) {
            try await disputes(store).raise(Fingerprint(words: print.words, quality: 49), words: "mine")
        }
        await #expect(throws: DeskError.invalid(.words)) { try await disputes(store).raise(print, words: "") }
        for number in 0...ProtectionDisputes.statementsMax {
            try await disputes(store).raise(print, words: "\(number)")
        }
        #expect(try await disputes(store).waiting().first?.statements == ["0", "1", "2", "3", "4"])
    }
}
