import AuditTrail
import Foundation
import SafetyModel
import Screening
import Storage
import Testing

/// What every store does for the desk, run over both.
@Suite struct DeskStoreTests {
    private func row(_ position: Int64, _ name: String, _ sequence: Int) -> CaseEventRow {
        CaseEventRow(position: position, caseID: CaseID(text: name), sequence: sequence, body: "{\"n\":\(position)}")
    }

    @Test(arguments: StoreKind.allCases)
    func `events come back in order, and a taken number is a conflict`(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let rows = [row(1, "case_a", 1), row(2, "case_b", 1), row(3, "case_a", 2)]
            try await store.commit(rows.map { .appendCaseEvent($0) })
            #expect(try await store.caseEvents(after: 0, limit: 9) == rows)
            #expect(try await store.caseEvents(after: 1, limit: 1) == [rows[1]])
            await expectFailure(.conflict, store, [.appendCaseEvent(row(3, "case_c", 1))])
            await expectFailure(.conflict, store, [.appendCaseEvent(row(4, "case_a", 2))])
            for id in Set(rows.map(\.caseID)) {
                let own = rows.filter { $0.caseID == id }
                #expect(try await store.caseEvents(of: id, limit: 9) == own)
                #expect(try await store.caseEvents(of: id, limit: 1) == own.suffix(1))
            }
            #expect(try await store.caseEvents(of: CaseID(text: "case_nowhere"), limit: 9).isEmpty)
            #expect(try await store.caseEvents(after: 3, limit: 9).isEmpty)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `documents are kept, replaced, found by link and erased`(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let first = DeskDocument(kind: .text, id: "a", link: "x", body: Array("words".utf8))
            let second = DeskDocument(kind: .text, id: "b", link: "x", body: [1])
            let other = DeskDocument(kind: .asset, id: "a", body: [2])
            try await store.commit([.addDocument(first), .putDocument(second), .putDocument(other)])
            #expect(try await store.document(.text, "a") == first)
            #expect(try await store.document(.asset, "a") == other)
            #expect(try await store.documents(.text, link: "x", limit: 9) == [first, second])
            #expect(try await store.documents(.text, after: "a", limit: 9) == [second])
            #expect(try await store.documents(.text, after: nil, limit: 1) == [first])

            await expectFailure(.conflict, store, [.addDocument(first)])
            var changed = first
            changed.link = nil
            changed.body = []
            try await store.commit([.putDocument(changed), .eraseDocument(.text, "b"), .eraseDocument(.text, "no")])
            #expect(try await store.document(.text, "a") == changed)
            #expect(try await store.documents(.text, link: "x", limit: 9).isEmpty)
        }
    }

    @Test func `no word of a document stands on the disk`() async throws {
        try await withSQLite { store, folder in
            let words = "wordsThatNobodyReads"
            try await store.commit([.putDocument(DeskDocument(kind: .text, id: "a", body: Array(words.utf8)))])
            #expect(bytesOnDisk(folder).range(of: Data(words.utf8)) == nil)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `the trail and the outputs of a decision are found by its number`(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let output = OutputRecord(
                id: OutputID(text: "out_1"), decision: DecisionID(text: "dec_1"), account: nil,
                fingerprint: Fingerprint(words: .one, quality: 90), sha256: "s", source: nil, released: true, at: noon)
            try await store.commit([.audit(entry("dec_1")), .audit(entry("dec_2")), .registerOutput(output)])
            #expect(try await store.auditEntries(.decision, about: "dec_1", limit: 9) == [entry("dec_1")])
            #expect(try await store.auditEntries(.release, about: "dec_1", limit: 9).isEmpty)
            #expect(try await store.outputs(of: output.decision) == [output])
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `cases of the gate that wait come page by page`(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let held = ["case_a", "case_b", "case_c"].map { heldCase($0) }
            try await store.commit(held.map { .openCase($0) })
            try await store.commit([.closeCase(held[1].id, .refused, by: "ann", note: "", at: noon)])
            #expect(try await store.waitingCases(after: nil, limit: 1) == [held[0]])
            #expect(try await store.waitingCases(after: held[0].id, limit: 9) == [held[2]])
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `a picture behind a link ends when it is erased`(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let id = OutputID(text: "out_1")
            try await store.commit([
                .keepDelivery(id, picture: Picture(bytes: [1, 2]), format: .png, until: noon.adding(seconds: 9))
            ])
            #expect(try await store.delivery(id, at: noon) != nil)
            try await store.commit([.eraseDelivery(id), .eraseDelivery(OutputID(text: "no"))])
            #expect(try await store.delivery(id, at: noon) == nil)
        }
    }
}
