import AuditTrail
import Foundation
import GRDB
import SafetyModel
import Screening
import Testing

@testable import Storage

/// Somebody with the database file and without the keys.
@Suite struct TamperTests {
    @Test(arguments: [
        ("UPDATE audit SET body = replace(body, '\"code\":\"x\"', '\"code\":\"y\"') WHERE sequence = 4", ["4 altered"]),
        ("UPDATE audit SET subject = 'dec_x' WHERE sequence = 4", ["4 altered"]),
        ("UPDATE audit SET at = at + 1 WHERE sequence = 4", ["4 altered"]),
        ("UPDATE audit SET digest = zeroblob(32) WHERE sequence = 4", ["4 altered", "5 wrong-link"]),
        ("UPDATE audit SET digest = 'text', previous = 'text' WHERE sequence = 4", ["4 altered", "5 wrong-link"]),
        ("DELETE FROM audit WHERE sequence = 4", ["4 missing"]),
        ("DELETE FROM audit WHERE sequence = 1", ["1 missing"]),
        ("DELETE FROM audit WHERE sequence > 8", ["10 truncated"]),
        ("DELETE FROM audit; DELETE FROM checkpoints", ["10 truncated"]),
        (
            """
            UPDATE audit SET sequence = 99 WHERE sequence = 3; UPDATE audit SET sequence = 3 WHERE sequence = 4;
            UPDATE audit SET sequence = 4 WHERE sequence = 99
            """, ["3 altered", "4 altered", "5 wrong-link"]
        ),
    ])
    func `a change behind the store's back is found where it was made`(sql: String, expected: [String]) async throws {
        try await withTamperedFolder(sql) { folder in
            let reports = try await SQLiteStore.openForReading(folder: folder).verify()

            #expect(reports.flatMap(\.findings).map { "\($0.sequence) \($0.problem.code)" } == expected)
        }
    }

    @Test func `a chain that was cut off is noticed at the next start, and stays noticeable after it`() async throws {
        try await withTamperedFolder("DELETE FROM audit WHERE sequence > 8; DELETE FROM checkpoints") { folder in
            let store = try await SQLiteStore.open(folder: folder)
            #expect(store.openingFindings.map(\.problem) == [.truncated(lastSequence: 8)])
            for index in 0..<5 { try await store.commit([.audit(entry("dec_new\(index)"))]) }
            await store.close()

            let reports = try await SQLiteStore.openForReading(folder: folder).verify()
            #expect(reports.flatMap(\.findings).map { "\($0.sequence) \($0.problem.code)" } == ["10 rewritten"])
        }
    }

    @Test func `a copy of the checkpoints kept elsewhere finds what the folder no longer tells`() async throws {
        try await withTamperedFolder("DELETE FROM audit WHERE sequence > 8; DELETE FROM checkpoints") { folder in
            let log = folder + "/audit-checkpoints.log"
            let kept = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
                .compactMap { AuditCheckpoint(line: String($0)) }
            try FileManager.default.removeItem(atPath: log)
            let reader = try SQLiteStore.openForReading(folder: folder)

            let alone = try await reader.verify()
            let together = try await reader.verify(keptElsewhere: kept)

            #expect(alone.flatMap(\.findings).map(\.problem) == [.noCheckpoint])
            #expect(together.flatMap(\.findings).map(\.problem) == [.truncated(lastSequence: 8)])
        }
    }

    @Test func `another key's checkpoints do not pass for ours`() async throws {
        try await withTamperedFolder("") { folder in
            let reader = try SQLiteStore.openForReading(folder: folder)
            let other = CheckpointKey(bytes: [UInt8](repeating: 1, count: 32))

            let reports = try await reader.verify(key: other)

            #expect(reports.flatMap(\.findings).contains { $0.problem == .forgedCheckpoint })
            #expect(reports.flatMap(\.findings).contains { $0.problem == .noCheckpoint })
        }
    }

    @Test func `half a line at the end of the checkpoint file does no harm`() async throws {
        try await withTamperedFolder("") { folder in
            let log = folder + "/audit-checkpoints.log"
            let half = (try String(contentsOfFile: log, encoding: .utf8)) + "vangrail-checkpoint 1 main 1"
            try half.write(toFile: log, atomically: false, encoding: .utf8)
            let store = try await SQLiteStore.open(folder: folder)
            try await store.commit([.audit(entry("dec_11"))])
            await store.close()

            let reader = try SQLiteStore.openForReading(folder: folder)

            #expect(try await reader.verify().map(\.isSound) == [true])
            #expect(CheckpointLog(path: log).read().map(\.sequence) == [0, 10, 11])
        }
    }

    /// Ten records, a clean stop, then that SQL with another program.
    private func withTamperedFolder(_ sql: String, _ body: (String) async throws -> Void) async throws {
        try await withFolder { folder in
            let store = try await SQLiteStore.open(folder: folder)
            for index in 1...10 { try await store.commit([.audit(entry("dec_\(index)"))]) }
            await store.close()
            do {
                let other = try DatabaseQueue(path: folder + "/vangrail.sqlite")
                try await other.write { db in try db.execute(sql: sql) }
                try other.close()
            }
            try await body(folder)
        }
    }
}
