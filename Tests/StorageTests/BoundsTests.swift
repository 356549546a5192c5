import AuditTrail
import Foundation
import SafetyModel
import Screening
import Testing

@testable import Storage

/// Everything that could grow has an end.
@Suite struct BoundsTests {
    @Test func `a full queue turns the next batch away, and takes again once there is room`() async throws {
        let queue = CommitQueue(depthMax: 2, bytesMax: 1 << 20, groupSizeMax: 1)
        let batch = try PreparedBatch([.audit(entry("dec_1"))], seals: Seals(.ephemeral()))
        async let first = queue.submit(.batch(batch), operation: "commit")
        async let second = queue.submit(.batch(batch), operation: "commit")
        while queue.depth < 2 { await Task.yield() }

        let third = await queue.submit(.batch(batch), operation: "commit")
        #expect(third == .failure(StoreError(.overloaded, operation: "commit")))

        for _ in 0..<2 {
            let jobs = queue.take()
            #expect(jobs.count == 1)
            for job in jobs { job.resume(.success(0)) }
        }
        #expect(await first == .success(0))
        #expect(await second == .success(0))
        #expect(queue.depth == 0)
    }

    @Test func `bytes that wait are bounded too, but one batch always fits`() async throws {
        let queue = CommitQueue(depthMax: 100, bytesMax: 1000, groupSizeMax: 10)
        let big = try PreparedBatch(
            [
                .keepDelivery(
                    OutputID(text: "out_1"), picture: Picture(bytes: .init(repeating: 1, count: 5000)), format: .png,
                    until: noon)
            ], seals: Seals(.ephemeral()))
        async let first = queue.submit(.batch(big), operation: "commit")
        while queue.depth < 1 { await Task.yield() }

        #expect(
            await queue.submit(.batch(big), operation: "commit")
                == .failure(StoreError(.overloaded, operation: "commit")))

        for job in queue.take() { job.resume(.success(0)) }
        #expect(await first == .success(0))
    }

    @Test func `a closed queue takes nothing more`() async {
        let queue = CommitQueue(depthMax: 2, bytesMax: 1000, groupSizeMax: 1)
        queue.abandon()

        let answer = await queue.submit(.checkpoint, operation: "commit")

        #expect(answer == .failure(StoreError(.unavailable, operation: "commit")))
        #expect(queue.isClosed)
    }

    @Test func `deliveries over their bound push the oldest out`() async throws {
        try await withSQLite(StoreSettings(deliveryBytesMax: 10_000)) { store, _ in
            let ids = (1...4).map { OutputID(text: "out_\($0)") }
            for (index, id) in ids.enumerated() {
                try await store.commit([
                    .keepDelivery(
                        id, picture: Picture(bytes: .init(repeating: 1, count: 4000)), format: .png,
                        until: noon.adding(seconds: Int64(index)))
                ])
            }

            var kept: [Bool] = []
            for id in ids { kept.append(try await store.delivery(id, at: noon.adding(seconds: -1)) != nil) }
            #expect(kept == [false, false, true, true])
        }
    }

    @Test func `a delivery larger than the bound is kept alone`() async throws {
        try await withSQLite(StoreSettings(deliveryBytesMax: 100)) { store, _ in
            let (small, large) = (OutputID(text: "out_1"), OutputID(text: "out_2"))
            try await store.commit([.keepDelivery(small, picture: Picture(bytes: [1]), format: .png, until: noon)])
            try await store.commit([
                .keepDelivery(
                    large, picture: Picture(bytes: .init(repeating: 1, count: 500)), format: .png, until: noon)
            ])

            #expect(try await store.delivery(small, at: noon.adding(seconds: -1)) == nil)
            #expect(try await store.delivery(large, at: noon.adding(seconds: -1)) != nil)
        }
    }

    @Test func `accounts beyond the memory's bound are read from disk, before and after a restart`() async throws {
        try await withFolder { folder in
            let settings = StoreSettings(cachedAccountsMax: 2)
            let accounts = (1...5).map { Account(id: AccountID(text: "\($0)"), tier: "t\($0)") }
            let first = try await SQLiteStore.open(folder: folder, settings: settings)
            try await first.commit(accounts.map(LedgerWrite.putAccount))
            for account in accounts { #expect(try await first.account(account.id) == account) }
            await first.close()

            let second = try await SQLiteStore.open(folder: folder, settings: settings)
            var changed = accounts[4]
            changed.standing = .paused
            try await second.commit([.putAccount(changed)])
            for account in accounts.dropLast() { #expect(try await second.account(account.id) == account) }
            #expect(try await second.account(changed.id) == changed)
            #expect(try await second.account(AccountID(text: "6")) == nil)
            await second.close()
        }
    }

    @Test func `the store in memory has an end`() async throws {
        let store = MemoryStore()
        let page = (0..<1000).map { LedgerWrite.audit(entry("dec_\($0)")) }
        for _ in 0..<(MemoryStore.rowsMax / page.count) { try await store.commit(page) }

        await expectFailure(.overloaded, store, [.audit(entry("dec_1"))])
    }
}
