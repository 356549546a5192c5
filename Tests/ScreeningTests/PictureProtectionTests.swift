import AuditTrail
import SafetyModel
import Screening
import Storage
import TestSupport
import Testing

/// Own photos that strangers' AI may not edit, from registration to withdrawal.
struct PictureProtectionTests {
    private static let now = Moment(milliseconds: 1_800_000_000_000)

    private func protection(_ store: MemoryStore, at now: Moment = now) -> PictureProtection {
        PictureProtection(store: store, ledger: store, clock: Timepiece { now }, digester: store.digester)
    }

    private func decision(_ rehearsal: Rehearsal, account: String) async -> Decision {
        await rehearsal.gate.run(
            Rehearsal.edit("make it black and white", picture: 3, account: account), preview: nil
        ).decision.decision
    }

    @Test func `a registered photo is left alone by strangers until its owner withdraws it`() async throws {
        let rehearsal = try Rehearsal()
        let protection = protection(rehearsal.store)
        let made = try await protection.register(
            [.init(fingerprint: PretendLens.fingerprint(3))], owner: AccountID(text: "ada"))
        #expect(await decision(rehearsal, account: "bob").kind == .refuse)
        #expect(await decision(rehearsal, account: "ada").kind.releases)

        let code = try #require(ProtectionCode(typed: " \(made.code.text.lowercased()) "))
        #expect(code == made.code)
        #expect(try await protection.registration(code).photos == 1)
        #expect(try await protection.withdraw(code) == 1)
        #expect(await decision(rehearsal, account: "bob").kind.releases)
        await #expect(throws: PictureProtection.Refusal.unknownCode) { try await protection.registration(code) }
        await #expect(throws: PictureProtection.Refusal.unknownCode) { try await protection.withdraw(code) }
        let states = rehearsal.store.auditRecords.compactMap { $0.entry.fields["state"] }
        #expect(states == ["registered", "withdrawn"])
        #expect(!rehearsal.store.auditRecords.contains { $0.entry.fields.values.contains(made.code.text) })
    }

    @Test func `a registration ends after a year and is renewed by its code`() async throws {
        let store = MemoryStore()
        let made = try await protection(store).register(
            [.init(fingerprint: PretendLens.fingerprint(3))], owner: nil)
        let later = Self.now.adding(seconds: 300 * 86_400)
        let renewed = try await protection(store, at: later).renew(made.code)
        #expect(renewed.until == later.adding(seconds: PictureProtection.days * 86_400))
        let query = BankQuery(fingerprints: [PretendLens.fingerprint(3)])
        #expect(try await store.bankMatches(query, at: made.until).count == 1)
        #expect(try await store.bankMatches(query, at: renewed.until).isEmpty)
        await #expect(throws: PictureProtection.Refusal.unknownCode) {
            try await protection(store, at: renewed.until).renew(made.code)
        }
    }

    @Test func `flat photos, none and too many are refused, and nothing is stored`() async throws {
        let store = MemoryStore()
        let flat = Fingerprint(words: PretendLens.fingerprint(4).words, quality: 49)
        let good = PictureProtection.Photo(fingerprint: PretendLens.fingerprint(3))
        await #expect(throws: PictureProtection.Refusal.tooFlat(1)) {
            try await protection(store).register([good, .init(fingerprint: flat)], owner: nil)
        }
        for count in [0, PictureProtection.photosMax + 1] {
            await #expect(throws: PictureProtection.Refusal.count) {
                try await protection(store).register(Array(repeating: good, count: count), owner: nil)
            }
        }
        #expect(try await store.bankEntries(.protected, after: nil, limit: 9).isEmpty)
        #expect(ProtectionCode(typed: "AAAAA-AAAAA-AAAAA-AAAA") == nil)
        #expect(ProtectionCode(typed: "UUUUU-AAAAA-AAAAA-AAAAA") == nil)
    }
}
