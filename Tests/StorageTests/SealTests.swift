import AuditTrail
import Foundation
import GRDB
import SafetyModel
import Screening
import Testing

@testable import Storage

@Suite struct SealTests {
    private let words = "een rode fiets op de brug"
    private let bytes = Array("a picture's bytes, easily found".utf8)

    @Test func `prompts and pictures are not on disk in the clear`() async throws {
        try await withSQLite { store, folder in
            let held = heldCase("case_a")
            try await store.commit([
                .openCase(held), .keepPrompt(held.decision.id, text: words, eraseAt: noon),
                .sealPicture(
                    HeldPicture(
                        id: OutputID(text: "out_1"), caseID: held.id, picture: Picture(bytes: bytes), format: .png)),
                .keepDelivery(OutputID(text: "out_2"), picture: Picture(bytes: bytes), format: .png, until: noon),
            ])

            let disk = bytesOnDisk(folder)

            #expect(disk.range(of: Data("case_a".utf8)) != nil)
            #expect(disk.range(of: Data(words.utf8)) == nil)
            #expect(disk.range(of: Data(bytes)) == nil)
        }
    }

    @Test func `an erased prompt leaves no bytes behind, sealed or not`() async throws {
        try await withSQLite { store, folder in
            let id = DecisionID(text: "dec_1")
            try await store.commit([.keepPrompt(id, text: words, eraseAt: noon)])
            let sealed = try #require(
                try await store.pool.read { db in try Data.fetchOne(db, sql: "SELECT sealed FROM prompts") })
            #expect(bytesOnDisk(folder).range(of: sealed) != nil)

            #expect(try await store.eraseExpired(at: noon) == 1)

            #expect(bytesOnDisk(folder).range(of: sealed) == nil)
        }
    }

    @Test func `the erased pictures of a case leave no bytes behind`() async throws {
        try await withFolder { folder in
            let store = try await SQLiteStore.open(folder: folder)
            let held = heldCase("case_a")
            let picture = HeldPicture(
                id: OutputID(text: "out_1"), caseID: held.id,
                picture: Picture(bytes: .init(repeating: 7, count: 30_000)),
                format: .png)
            try await store.commit([.openCase(held), .sealPicture(picture)])
            let sealed = try #require(
                try await store.pool.read { db in try Data.fetchOne(db, sql: "SELECT sealed FROM held_pictures") })
            let part = sealed.dropFirst(20_000).prefix(200)
            #expect(bytesOnDisk(folder).range(of: part) != nil)

            try await store.commit([.erasePictures(held.id)])

            #expect(bytesOnDisk(folder).range(of: part) == nil)
            await store.close()
        }
    }

    @Test func `a sealed row opens only in its place, with its key and untouched`() throws {
        let keyring = Keyring.ephemeral()
        let seal = Seal("prompt", keyring)
        let sealed = try #require(seal.close(bytes, id: "dec_1"))
        var touched = sealed
        touched[touched.count - 1] ^= 1

        #expect(seal.open(sealed, id: "dec_1") == bytes)
        #expect(seal.open(sealed, id: "dec_2") == nil)
        #expect(seal.open(touched, id: "dec_1") == nil)
        #expect(seal.open(sealed.prefix(20), id: "dec_1") == nil)
        #expect(seal.open(Data(), id: "dec_1") == nil)
        #expect(Seal("delivery", keyring).open(sealed, id: "dec_1") == nil)
        #expect(Seal("prompt", .ephemeral()).open(sealed, id: "dec_1") == nil)
    }

    @Test func `a sealed row that was altered is damaged, not empty`() async throws {
        try await withSQLite { store, _ in
            let (id, other) = (DecisionID(text: "dec_1"), DecisionID(text: "dec_2"))
            try await store.commit([
                .keepPrompt(id, text: words, eraseAt: noon), .keepPrompt(other, text: "x", eraseAt: noon),
            ])
            try await store.pool.write { db in
                try db.execute(
                    sql: """
                        UPDATE prompts SET sealed = (SELECT sealed FROM prompts WHERE decision = 'dec_2')
                        WHERE decision = 'dec_1'
                        """)
            }

            await #expect(throws: StoreError(.damaged, operation: "open prompt")) { try await store.prompt(of: id) }
            #expect(try await store.prompt(of: other) == "x")
        }
    }
}
