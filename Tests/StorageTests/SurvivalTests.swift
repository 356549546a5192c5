import AuditTrail
import Foundation
import SafetyModel
import Screening
import Storage
import Testing

/// What is left after a stop, a crash, and a crash in the middle of writing.
@Suite struct SurvivalTests {
    @Test func `everything is there after a restart`() async throws {
        try await withFolder { folder in
            let held = heldCase("case_a")
            let picture = HeldPicture(
                id: OutputID(text: "out_9"), caseID: held.id, picture: Picture(bytes: [9, 9]), format: .jpeg)
            let permit = Permit(digest: "abc", caseID: held.id, expiresAt: noon.adding(seconds: 60))
            let account = Account(id: AccountID(text: "42"), standing: .suspended, tier: "paid")
            let setting = SwitchSetting(scope: .category(.hate), since: noon, by: "ann", note: "n")
            let seen = output("out_1", [1, 2, 3, UInt64.max])
            let first = try await SQLiteStore.open(folder: folder)
            try await first.commit([
                .openCase(held), .sealPicture(picture), .grantPermit(permit), .putAccount(account),
                .setSwitch(setting), .registerOutput(seen), .keepPrompt(held.decision.id, text: "words", eraseAt: noon),
                .keepDelivery(seen.id, picture: Picture(bytes: [7]), format: .png, until: noon),
            ])
            await first.close()

            let second = try await SQLiteStore.open(folder: folder)

            #expect(try await second.heldCase(held.id) == held)
            #expect(try await second.heldPictures(of: held.id) == [picture])
            #expect(try await second.permit(digest: "abc", at: noon) == permit)
            #expect(try await second.account(account.id) == account)
            #expect(try await second.switches() == [setting])
            #expect(try await second.prompt(of: held.decision.id) == "words")
            #expect(try await second.delivery(seen.id, at: noon.adding(seconds: -1))?.picture.bytes == [7])
            let found = try await second.outputs(nearAny: [seen.fingerprint], within: 0, limit: 1)
            #expect(found == [OutputMatch(output: seen, distance: 0)])
            #expect(second.digester.digest(["x"]) == first.digester.digest(["x"]))
            await second.close()
        }
    }

    @Test func `what was acknowledged is in a copy of the files as a crash would leave them`() async throws {
        try await withSQLite { store, folder in
            for index in 0..<40 { try await store.commit(pair(index)) }
            let copy = folder + "-copy"
            defer { try? FileManager.default.removeItem(atPath: copy) }

            // Commits go on while the files are copied; there are too few of them for SQLite to move its log.
            async let more: Void = {
                for index in 40..<80 { try await store.commit(pair(index)) }
            }()
            try copyAsAfterCrash(folder, to: copy)
            try await more

            let count = try await soundPairs(copy)
            #expect((40...80).contains(count))
        }
    }

    @Test(arguments: [0.0, 0.13, 0.29, 0.5, 0.71, 0.9, 0.999])
    func `a log that ends anywhere leaves whole batches`(share: Double) async throws {
        try await withSQLite { store, folder in
            for index in 0..<30 { try await store.commit(pair(index)) }
            let copy = folder + "-copy"
            defer { try? FileManager.default.removeItem(atPath: copy) }
            try copyAsAfterCrash(folder, to: copy)
            let log = copy + "/vangrail.sqlite-wal"
            let bytes = try #require(FileManager.default.contents(atPath: log))
            let kept = firstFrames + Int(Double(bytes.count - firstFrames) * share)
            try bytes.prefix(kept).write(to: URL(fileURLWithPath: log))

            let count = try await soundPairs(copy)

            #expect(count < 30)
            #expect(share < 0.5 || count > 0)
        }

        // The tables themselves are made in the first pages of the log.
        var firstFrames: Int { 300_000 }
    }

    @Test func `a closed store takes nothing more, and its folder opens again at once`() async throws {
        try await withFolder { folder in
            for _ in 0..<5 {
                let store = try await SQLiteStore.open(folder: folder)
                try await store.commit([.audit(entry("dec_1"))])
                await store.close()
                await store.close()
                #expect(await !store.isReady())
                await expectFailure(.unavailable, store, [.audit(entry("dec_1"))])
            }
        }
    }

    @Test func `closing writes what waits`() async throws {
        try await withFolder { folder in
            let store = try await SQLiteStore.open(folder: folder)
            let taken = await withTaskGroup(of: Bool.self) { group in
                for index in 0..<100 {
                    group.addTask { (try? await store.commit([.audit(entry("dec_\(index)"))])) != nil }
                }
                await store.close()
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }

            let reports = try await SQLiteStore.openForReading(folder: folder).verify()

            #expect(reports.allSatisfy { $0.isSound })
            #expect(reports.first?.records == Int64(taken))
            #expect(reports.first?.confirmedThrough == Int64(taken))
        }
    }

    /// An audit entry and a prompt that must never be apart.
    private func pair(_ index: Int) -> [LedgerWrite] {
        [
            .audit(entry("dec_\(index)")),
            .keepPrompt(DecisionID(text: "dec_\(index)"), text: "words \(index)", eraseAt: noon),
        ]
    }

    private func copyAsAfterCrash(_ folder: String, to copy: String) throws {
        let files = FileManager.default
        try files.createDirectory(atPath: copy, withIntermediateDirectories: true)
        for name in ["keys", "audit-checkpoints.log", "vangrail.sqlite", "vangrail.sqlite-wal"] {
            try files.copyItem(atPath: folder + "/" + name, toPath: copy + "/" + name)
        }
    }

    /// Opens a copy, expects a sound chain and both halves of every pair; returns how many pairs there are.
    private func soundPairs(_ folder: String) async throws -> Int {
        let store = try await SQLiteStore.open(folder: folder)
        let reader = try SQLiteStore.openForReading(folder: folder)
        #expect(try await reader.verify().allSatisfy { $0.isSound })
        let records = try await reader.auditRecords(of: "main")
        #expect(records.map(\.subject) == (0..<records.count).map { "dec_\($0)" })
        for index in 0..<(records.count + 5) {
            let words = try await store.prompt(of: DecisionID(text: "dec_\(index)"))
            #expect(words == (index < records.count ? "words \(index)" : nil))
        }
        try await store.commit(pair(records.count))
        #expect(try await reader.verify().allSatisfy { $0.isSound })
        await store.close()
        return records.count
    }
}
