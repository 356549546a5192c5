import AuditTrail
import Foundation
import SafetyModel
import Screening
import Storage
import Testing

@Suite struct AuditStorageTests {
    @Test func `a thousand commits from sixty-four tasks make one sound chain`() async throws {
        try await withSQLite(StoreSettings(recordsPerCheckpoint: 100)) { store, folder in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for task in 0..<64 {
                    group.addTask {
                        for round in stride(from: task, to: 1000, by: 64) {
                            try await store.commit([.audit(entry("dec_\(round)"))])
                        }
                    }
                }
                try await group.waitForAll()
            }

            let reader = try SQLiteStore.openForReading(folder: folder)
            let reports = try await reader.verify()
            #expect(reports.map(\.isSound) == [true])
            #expect(reports.first?.records == 1000)
            #expect((reports.first?.confirmedThrough ?? 0) >= 900)
            var subjects = Set<String>()
            for record in try await reader.auditRecords(of: "main") { subjects.insert(record.subject) }
            #expect(subjects.count == 1000)
        }
    }

    @Test func `records about a subject are found, beside a running server and after it`() async throws {
        try await withFolder { folder in
            let store = try await SQLiteStore.open(folder: folder)
            try await store.commit([.audit(entry("dec_1", ["code": "a"])), .audit(entry("dec_2"))])
            try await store.commit([.audit(entry("dec_1", ["code": "b"]))])

            let beside = try await SQLiteStore.openForReading(folder: folder).auditRecords(about: "dec_1")
            await store.close()
            let after = try await SQLiteStore.openForReading(folder: folder).auditRecords(about: "dec_1")

            #expect(beside.compactMap { $0.entry?.fields["code"] } == ["a", "b"])
            #expect(after == beside)
        }
    }

    @Test func `the chain goes on after a restart`() async throws {
        try await withFolder { folder in
            for round in 1...3 {
                let store = try await SQLiteStore.open(folder: folder)
                #expect(store.openingFindings.isEmpty)
                try await store.commit([.audit(entry("dec_\(round)"))])
                await store.close()
            }

            let reports = try await SQLiteStore.openForReading(folder: folder).verify()

            #expect(reports.count == 1)
            #expect(reports.first?.isSound == true)
            #expect(reports.first?.records == 3)
            #expect(reports.first?.confirmedThrough == 3)
        }
    }

    @Test func `one batch's conflict leaves the others of the same commit alone`() async throws {
        try await withSQLite { store, folder in
            let outcomes = await withTaskGroup(of: Bool.self) { group in
                for index in 0..<200 {
                    group.addTask {
                        let bad: [LedgerWrite] = index.isMultiple(of: 2) ? [.usePermit(digest: "no", at: noon)] : []
                        return (try? await store.commit([.audit(entry("dec_\(index)"))] + bad)) != nil
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }

            let reader = try SQLiteStore.openForReading(folder: folder)
            #expect(outcomes == 100)
            #expect(try await reader.verify().map(\.isSound) == [true])
            let numbers = try await reader.auditRecords(of: "main").map { Int($0.subject.dropFirst(4)) ?? 0 }
            #expect(numbers.sorted() == Array(stride(from: 1, to: 200, by: 2)))
        }
    }

    @Test func `checkpoints stand in the database and in a file that can be copied away`() async throws {
        try await withFolder { folder in
            let store = try await SQLiteStore.open(folder: folder, settings: StoreSettings(recordsPerCheckpoint: 2))
            for index in 0..<5 { try await store.commit([.audit(entry("dec_\(index)"))]) }
            await store.close()

            let log = try String(contentsOfFile: folder + "/audit-checkpoints.log", encoding: .utf8)
            let filed = log.split(separator: "\n").compactMap { AuditCheckpoint(line: String($0)) }
            let reader = try SQLiteStore.openForReading(folder: folder)

            #expect(filed.map(\.sequence) == [0, 2, 4, 5])
            #expect(filed.allSatisfy { $0.isSigned(by: store.checkpointKey) })
            #expect(try await reader.checkpoints() == filed)
            #expect(reader.checkpointKey == store.checkpointKey)
        }
    }
}
