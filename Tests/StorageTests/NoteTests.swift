import AuditTrail
import Screening
import Storage
import Testing

struct NoteTests {
    @Test func `what is noted is written in order, before what is committed later`() async throws {
        try await withSQLite { store, folder in
            try store.note([.audit(entry("dec_1"))])
            try store.note([.audit(entry("dec_2"))])
            try await store.commit([.audit(entry("dec_3"))])

            let records = try await SQLiteStore.openForReading(folder: folder).auditRecords(of: "main")
            #expect(records.map(\.subject) == ["dec_1", "dec_2", "dec_3"])
        }
    }

    @Test func `what is noted alone is written before the store closes`() async throws {
        try await withFolder { folder in
            let store = try await SQLiteStore.open(folder: folder)
            try store.note([.audit(entry("dec_1"))])
            await store.close()

            let records = try await SQLiteStore.openForReading(folder: folder).auditRecords(about: "dec_1")
            #expect(records.count == 1)
        }
    }

    @Test func `a closed store takes no notes`() async throws {
        try await withFolder { folder in
            let store = try await SQLiteStore.open(folder: folder)
            await store.close()

            #expect(throws: StoreError.self) { try store.note([.audit(entry("dec_1"))]) }
        }
    }
}
