import Foundation
import GRDB
import SafetyModel
import Screening
import Testing

@testable import Storage

@Suite struct OpeningTests {
    @Test func `the first start makes a folder for its owner alone, with everything in it`() async throws {
        try await withSQLite { _, folder throws in
            #expect(try mode(folder) == 0o700)
            for name in ["vangrail.sqlite", "vangrail.sqlite-wal", "lock", "audit-checkpoints.log"] {
                #expect(try mode(folder + "/" + name) == 0o600)
            }
            for name in ["sealing.key", "digest.key", "checkpoint.key"] {
                #expect(try mode(folder + "/keys/" + name) == 0o600)
            }
        }
    }

    @Test func `commits wait for the disk, and erased rows are overwritten`() async throws {
        try await withSQLite { store, _ in
            let pragmas = try await store.pool.writeWithoutTransaction { db in
                try ["synchronous", "secure_delete", "foreign_keys", "busy_timeout"].map { name in
                    try Int.fetchOne(db, sql: "PRAGMA \(name)")
                }
            }
            #expect(pragmas == [2, 1, 1, 5000])
        }
    }

    @Test func `a second server on the same folder is told so`() async throws {
        try await withSQLite { store, folder in
            await #expect(throws: StoreOpenError.locked(folder)) { try await SQLiteStore.open(folder: folder) }
            #expect(StoreOpenError.locked("/d").message == "another Vangrail server has the data folder `/d` open")
            try await store.commit([.audit(entry("dec_1"))])
        }
    }

    @Test func `a folder that cannot be made is named`() async throws {
        await #expect(throws: StoreOpenError.folder("/proc/nowhere")) {
            try await SQLiteStore.open(folder: "/proc/nowhere")
        }
    }

    @Test func `keys are never made anew beside a database`() async throws {
        try await withClosedFolder { folder in
            try FileManager.default.removeItem(atPath: folder + "/keys")
            await #expect(throws: StoreOpenError.keysMissing(folder + "/keys")) {
                try await SQLiteStore.open(folder: folder)
            }
        }
    }

    @Test func `one missing or broken key is named`() async throws {
        try await withClosedFolder { folder in
            let key = folder + "/keys/digest.key"
            try Data([1, 2, 3]).write(to: URL(fileURLWithPath: key))
            await #expect(throws: StoreOpenError.keysDamaged(key)) { try await SQLiteStore.open(folder: folder) }
            try FileManager.default.removeItem(atPath: key)
            await #expect(throws: StoreOpenError.keysMissing(key)) { try await SQLiteStore.open(folder: folder) }
        }
    }

    @Test func `a key that others can read is refused`() async throws {
        try await withClosedFolder { folder in
            let key = folder + "/keys/sealing.key"
            try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: key)
            await #expect(throws: StoreOpenError.keysExposed(key)) { try await SQLiteStore.open(folder: folder) }
        }
    }

    @Test func `another database's keys are refused`() async throws {
        try await withClosedFolder { folder in
            try await withClosedFolder { other in
                try FileManager.default.removeItem(atPath: folder + "/keys")
                try FileManager.default.copyItem(atPath: other + "/keys", toPath: folder + "/keys")
                await #expect(throws: StoreOpenError.wrongKeys) { try await SQLiteStore.open(folder: folder) }
            }
        }
    }

    @Test func `a start that broke off while it made keys is taken up again`() async throws {
        try await withFolder { folder in
            try FileManager.default.createDirectory(
                atPath: folder + "/keys.new", withIntermediateDirectories: true)
            try Data([1]).write(to: URL(fileURLWithPath: folder + "/keys.new/sealing.key"))

            let store = try await SQLiteStore.open(folder: folder)

            #expect(await store.isReady())
            await store.close()
        }
    }

    @Test func `a database from the future is left alone`() async throws {
        try await withClosedFolder { folder in
            try await change(folder, "UPDATE meta SET value = '99' WHERE name = 'schema'")
            let error = StoreOpenError.newerSchema(found: 99, known: Schema.version)
            await #expect(throws: error) { try await SQLiteStore.open(folder: folder) }
            #expect(throws: error) { try SQLiteStore.openForReading(folder: folder) }
        }
    }

    @Test func `a file that is no database is damaged`() async throws {
        try await withClosedFolder { folder in
            try Data(repeating: 65, count: 8192).write(to: URL(fileURLWithPath: folder + "/vangrail.sqlite"))
            await #expect { try await SQLiteStore.open(folder: folder) } throws: { error in
                (error as? StoreOpenError)?.code == "damaged"
            }
        }
    }

    @Test func `reading needs a folder with a database`() async throws {
        try await withFolder { folder in
            #expect(throws: StoreOpenError.absent(folder)) { try SQLiteStore.openForReading(folder: folder) }
            #expect(!FileManager.default.fileExists(atPath: folder))
        }
    }

    @Test func `an audit chain needs a name that is a code`() async throws {
        try await withFolder { folder in
            await #expect(throws: StoreOpenError.chainName("No Code")) {
                try await SQLiteStore.open(folder: folder, settings: StoreSettings(chain: "No Code"))
            }
        }
    }

    @Test func `a row of the wrong type is damaged and ends no process`() async throws {
        try await withClosedFolder { folder in
            try await change(
                folder,
                """
                INSERT INTO switches VALUES ('nonsense', 1, 'ann', '');
                """)
            await #expect { try await SQLiteStore.open(folder: folder) } throws: { error in
                (error as? StoreOpenError)?.code == "damaged"
            }
        }
    }

    private func withClosedFolder(_ body: (String) async throws -> Void) async throws {
        try await withFolder { folder in
            let store = try await SQLiteStore.open(folder: folder)
            await store.close()
            try await body(folder)
        }
    }

    private func change(_ folder: String, _ sql: String) async throws {
        let other = try DatabaseQueue(path: folder + "/vangrail.sqlite")
        try await other.write { db in try db.execute(sql: sql) }
        try other.close()
    }

    private func mode(_ path: String) throws -> Int? {
        (try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber)?.intValue
    }
}
