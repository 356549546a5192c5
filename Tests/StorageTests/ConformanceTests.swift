import AuditTrail
import Foundation
import SafetyModel
import Screening
import Storage
import Testing

/// What every store does, run over both.
@Suite struct ConformanceTests {
    @Test(arguments: StoreKind.allCases)
    func `an empty store has nothing and is ready`(kind: StoreKind) async throws {
        try await kind.withStore { store in
            #expect(await store.isReady())
            #expect(try await store.account(AccountID(text: "42")) == nil)
            #expect(try await store.switches().isEmpty)
            #expect(try await store.cases(nil, limit: 10).isEmpty)
            #expect(try await store.prompt(of: DecisionID(text: "dec_1")) == nil)
            #expect(
                try await store.outputs(nearAny: [Fingerprint(words: .zero, quality: 9)], within: 256, limit: 9).isEmpty
            )
            try await store.commit([])
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `an account is replaced by what was put last`(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let first = Account(id: AccountID(text: "42"), standing: .warned, tier: "paid", adultMode: true)
            let last = Account(id: first.id, standing: .paused, mayEditPeople: false, strangersMayEdit: true)

            try await store.commit([.putAccount(first)])
            #expect(try await store.account(first.id) == first)
            try await store.commit([.putAccount(last)])
            #expect(try await store.account(first.id) == last)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `switches are set, replaced and cleared`(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let all = SwitchSetting(scope: .generation, since: noon, by: "ann", note: "outage")
            let tier = SwitchSetting(scope: .tier("free"), since: noon.adding(seconds: -5), by: "bob", note: "")
            var later = all
            later.note = "still out"

            try await store.commit([.setSwitch(all), .setSwitch(tier)])
            #expect(try await store.switches() == [tier, all])
            try await store.commit([.setSwitch(later), .clearSwitch(.tier("free"))])
            #expect(try await store.switches() == [later])
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `a prompt is kept until its time is over`(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let (short, long) = (DecisionID(text: "dec_1"), DecisionID(text: "dec_2"))
            try await store.commit([
                .keepPrompt(short, text: "een rode fiets", eraseAt: noon),
                .keepPrompt(long, text: "a red bicycle \u{1F6B2}", eraseAt: noon.adding(seconds: 1)),
            ])

            #expect(try await store.prompt(of: short) == "een rode fiets")
            #expect(try await store.eraseExpired(at: noon) == 1)
            #expect(try await store.prompt(of: short) == nil)
            #expect(try await store.prompt(of: long) == "a red bicycle \u{1F6B2}")
            #expect(try await store.eraseExpired(at: noon) == 0)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `cases come back whole, oldest first, and close once`(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let (old, new) = (heldCase("case_b", opened: noon.adding(seconds: -9)), heldCase("case_a"))
            try await store.commit([.openCase(new), .openCase(old)])
            #expect(try await store.cases(.waiting, limit: 10) == [old, new])
            #expect(try await store.cases(nil, limit: 1) == [old])
            #expect(try await store.heldCase(of: new.decision.id) == new)

            try await store.commit([.closeCase(old.id, .refused, by: "ann", note: "no", at: noon)])
            var closed = old
            (closed.state, closed.closedBy, closed.note, closed.closedAt) = (.refused, "ann", "no", noon)
            #expect(try await store.heldCase(old.id) == closed)
            #expect(try await store.cases(.waiting, limit: 10) == [new])
            #expect(try await store.cases(.refused, limit: 10) == [closed])

            await expectFailure(.conflict, store, [.closeCase(old.id, .released, by: "bob", note: "", at: noon)])
            await expectFailure(.conflict, store, [.closeCase(new.id, .waiting, by: "bob", note: "", at: noon)])
            await expectFailure(
                .conflict, store, [.closeCase(CaseID(text: "case_x"), .released, by: "bob", note: "", at: noon)])
            await expectFailure(.conflict, store, [.openCase(new)])
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `held pictures keep their order, are fetched once and can be erased`(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let held = heldCase("case_a")
            let pictures = ["out_2", "out_1"].map { name in
                HeldPicture(
                    id: OutputID(text: name), caseID: held.id, picture: Picture(bytes: Array(name.utf8)), format: .png)
            }
            await expectFailure(.conflict, store, [.sealPicture(pictures[0])])
            try await store.commit([.openCase(held)] + pictures.map(LedgerWrite.sealPicture))
            #expect(try await store.heldPictures(of: held.id) == pictures)

            try await store.commit([.fetchHeld(pictures[0].id, at: noon)])
            #expect(try await store.heldPictures(of: held.id).map(\.fetchedAt) == [noon, nil])
            await expectFailure(.conflict, store, [.fetchHeld(pictures[0].id, at: noon)])
            await expectFailure(.conflict, store, [.fetchHeld(OutputID(text: "out_x"), at: noon)])

            try await store.commit([.erasePictures(held.id)])
            #expect(try await store.heldPictures(of: held.id).isEmpty)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `a permit works once, before its end`(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let held = heldCase("case_a")
            let permit = Permit(digest: "abc", caseID: held.id, expiresAt: noon.adding(seconds: 60))
            try await store.commit([.openCase(held), .grantPermit(permit)])
            #expect(try await store.permit(digest: "abc", at: noon) == permit)
            #expect(try await store.permit(digest: "abc", at: permit.expiresAt) == nil)
            await expectFailure(.conflict, store, [.usePermit(digest: "abc", at: permit.expiresAt)])

            try await store.commit([.usePermit(digest: "abc", at: noon)])
            #expect(try await store.permit(digest: "abc", at: noon) == nil)
            await expectFailure(.conflict, store, [.usePermit(digest: "abc", at: noon)])
            await expectFailure(.conflict, store, [.usePermit(digest: "xyz", at: noon)])

            try await store.commit([.grantPermit(permit)])
            #expect(try await store.permit(digest: "abc", at: noon) == permit)
            #expect(try await store.eraseExpired(at: permit.expiresAt) == 1)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `a permit that many ask for at once lets one through`(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let held = heldCase("case_a")
            let permit = Permit(digest: "abc", caseID: held.id, expiresAt: noon.adding(seconds: 60))
            try await store.commit([.openCase(held), .grantPermit(permit)])

            let passed = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<32 {
                    group.addTask { (try? await store.commit([.usePermit(digest: "abc", at: noon)])) != nil }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }

            #expect(passed == 1)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `outputs are found nearest first, released or held`(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let far = output("out_1", [0xFFFF, 0, 0, 0])
            let near = output("out_2", [0, 1, 0, 0], released: false)
            let same = output("out_3", .zero)
            let alsoNear = output("out_4", [0, 0, 0, 1 << 63])
            try await store.commit([far, near, same, alsoNear].map(LedgerWrite.registerOutput))
            let query = Fingerprint(words: .zero, quality: 0)

            let found = try await store.outputs(nearAny: [query], within: 15, limit: 10)
            #expect(found.map(\.output) == [same, near, alsoNear])
            #expect(found.map(\.distance) == [0, 1, 1])
            #expect(try await store.outputs(nearAny: [query], within: 16, limit: 10).count == 4)
            #expect(try await store.outputs(nearAny: [query], within: 16, limit: 2).map(\.output) == [same, near])
            #expect(try await store.outputs(nearAny: [query], within: 16, limit: 0).isEmpty)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `a held output can become a released one, and nothing else of it changes`(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let held = output("out_1", .one, released: false)
            var released = held
            released.released = true
            released.at = noon.adding(seconds: 60)
            var other = released
            other.sha256 = "something else"
            try await store.commit([.registerOutput(held)])

            try await store.commit([.registerOutput(released)])
            await expectFailure(.conflict, store, [.registerOutput(other)])

            let found = try await store.outputs(nearAny: [held.fingerprint], within: 0, limit: 10)
            #expect(found.map(\.output) == [released])
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `releasing a decision releases its outputs and no others`(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let held = output("out_1", .zero, released: false)
            let other = output("out_2", .zero, released: false)
            try await store.commit([.registerOutput(held), .registerOutput(other)])

            await expectFailure(
                .conflict, store, [.releaseOutputs(of: held.decision), .usePermit(digest: "no", at: noon)])
            let before = try await store.outputs(nearAny: [held.fingerprint], within: 0, limit: 9)
            try await store.commit([.releaseOutputs(of: held.decision)])
            let after = try await store.outputs(nearAny: [held.fingerprint], within: 0, limit: 9)

            #expect(before.map(\.output.released) == [false, false])
            #expect(after.map(\.output.released) == [true, false])
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `a delivery is there until its time is over`(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let id = OutputID(text: "out_1")
            let picture = Picture(bytes: [1, 2, 3])
            try await store.commit([.keepDelivery(id, picture: picture, format: .webp, until: noon)])

            let kept = try await store.delivery(id, at: noon.adding(seconds: -1))
            #expect(kept?.picture == picture && kept?.format == .webp)
            #expect(try await store.delivery(id, at: noon) == nil)
            #expect(try await store.eraseExpired(at: noon) == 1)
            #expect(try await store.delivery(id, at: noon.adding(seconds: -1)) == nil)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `a batch with a conflict changes nothing at all`(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let account = Account(id: AccountID(text: "42"))
            let setting = SwitchSetting(scope: .generation, since: noon, by: "ann", note: "")
            let held = heldCase("case_a")
            try await store.commit([.audit(entry("dec_0"))])
            await expectFailure(
                .conflict, store,
                [
                    .putAccount(account), .setSwitch(setting), .openCase(held), .audit(entry("dec_1")),
                    .registerOutput(output("out_1", .zero)), .keepPrompt(held.decision.id, text: "x", eraseAt: noon),
                    .usePermit(digest: "unknown", at: noon),
                ])

            #expect(try await store.account(account.id) == nil)
            #expect(try await store.switches().isEmpty)
            #expect(try await store.heldCase(held.id) == nil)
            #expect(try await store.prompt(of: held.decision.id) == nil)
            let query = Fingerprint(words: .zero, quality: 0)
            #expect(try await store.outputs(nearAny: [query], within: 256, limit: 10).isEmpty)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `an audit entry out of bounds fails its batch`(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let long = String(repeating: "x", count: 257)
            await expectFailure(.conflict, store, [.audit(entry("dec_1", ["code": long]))])
            await expectFailure(.conflict, store, [.audit(entry("dec_1", ["Code": "x"]))])
            try await store.commit([.audit(entry("dec_1"))])
        }
    }
}
