import Foundation
import SafetyModel
import Screening
import Storage
import Testing

/// What holds however much was written before, and whoever writes at the same time.
struct StandingTests {
    @Test(arguments: StoreKind.allCases)
    func `a stopped output is found behind any number of nearer released ones`(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let query = Fingerprint(words: .zero, quality: 90)
            let stopped = output("out_stopped", [0b11, 0, 0, 0], released: false)
            try await store.commit((0..<400).map { .registerOutput(output("out_\($0)", .zero)) })
            try await store.commit([.registerOutput(stopped)])

            #expect(try await store.stoppedOutputs(nearAny: [query], within: 31, limit: 1).map(\.output) == [stopped])
            #expect(try await store.stoppedOutputs(nearAny: [query], within: 1, limit: 1).isEmpty)
            try await store.commit([.releaseOutputs(of: stopped.decision)])
            #expect(try await store.stoppedOutputs(nearAny: [query], within: 31, limit: 9).isEmpty)
            try await store.commit([.registerOutput(stopped)])
            #expect(try await store.stoppedOutputs(nearAny: [query], within: 31, limit: 9).count == 1)
        }
    }

    @Test func `a stopped output is found after a restart`() async throws {
        try await withFolder { folder in
            let first = try await SQLiteStore.open(folder: folder)
            let stopped = output("out_1", .zero, released: false)
            try await first.commit([.registerOutput(stopped), .registerOutput(output("out_2", .zero))])
            await first.close()
            let second = try await SQLiteStore.open(folder: folder)
            let found = try await second.stoppedOutputs(nearAny: [stopped.fingerprint], within: 0, limit: 9)
            #expect(found.map(\.output) == [stopped])
            await second.close()
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `a change of an account that was changed meanwhile fails`(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let id = AccountID(text: "ann")
            let (first, second) = (Account(id: id, tier: "paid"), Account(id: id, standing: .warned))

            try await store.commit([.expectAccount(id, nil), .putAccount(first)])
            await expectFailure(.conflict, store, [.expectAccount(id, nil), .putAccount(second)])
            #expect(try await store.account(id) == first)
            try await store.commit([.expectAccount(id, first), .putAccount(second)])
            #expect(try await store.account(id) == second)
        }
    }

    @Test func `a damaged byte in what finds outputs makes the store not ready, and the next start mends it`()
        async throws
    {
        try await withFolder { folder in
            let first = try await SQLiteStore.open(folder: folder)
            let kept = output("out_1", [7, 7, 7, 7])
            try await first.commit([.registerOutput(kept), .registerOutput(output("out_2", .zero))])
            await first.close()
            let index = folder + "/index-outputs"
            let file = try #require(
                try FileManager.default.contentsOfDirectory(atPath: index).map { index + "/" + $0 }
                    .first { try FileManager.default.attributesOfItem(atPath: $0)[.size] as? Int ?? 0 > 4096 })
            var bytes = try Data(contentsOf: URL(filePath: file))
            // Behind the header, where fingerprints stand.
            bytes[4_100] ^= 1
            let handle = try FileHandle(forWritingTo: URL(filePath: file))
            try handle.write(contentsOf: bytes)
            try handle.close()

            let second = try await SQLiteStore.open(folder: folder)
            _ = try await second.eraseExpired(at: noon)
            for _ in 0..<400 where await second.isReady() { try await Task.sleep(for: .milliseconds(10)) }
            #expect(await !second.isReady())
            await second.close()
            let third = try await SQLiteStore.open(folder: folder)
            _ = try await third.eraseExpired(at: noon)
            try await Task.sleep(for: .milliseconds(200))
            #expect(await third.isReady())
            let found = try await third.outputs(nearAny: [kept.fingerprint], within: 0, limit: 9)
            #expect(found.map(\.output) == [kept])
            await third.close()
        }
    }

    @Test func `a disk without room makes the store not ready`() async throws {
        try await withSQLite { store, _ in #expect(await store.isReady()) }
        try await withSQLite(StoreSettings(freeBytesMin: .max)) { store, _ in #expect(await !store.isReady()) }
    }

    @Test func `the write-ahead log does not grow with what was written`() async throws {
        try await withSQLite { store, folder in
            // More than 100 MB of pages.
            for round in 0..<80 {
                let receipts = try (0..<40).map { index in
                    try store.begin([
                        .audit(entry("dec_\(round)_\(index)")),
                        .keepPrompt(
                            DecisionID(text: "dec_\(round)_\(index)"), text: String(repeating: "word ", count: 7000),
                            eraseAt: noon),
                    ])
                }
                for receipt in receipts { try await receipt.durable() }
            }
            let size = try FileManager.default.attributesOfItem(atPath: folder + "/vangrail.sqlite-wal")[.size]
            #expect((size as? Int ?? .max) < 64 << 20)
        }
    }
}
