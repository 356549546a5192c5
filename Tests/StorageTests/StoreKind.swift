import AuditTrail
import Foundation
import SafetyModel
import Screening
import Storage
import Testing

/// The stores that must behave alike.
enum StoreKind: String, CaseIterable, Sendable {
    case memory, sqlite

    /// Makes an empty store, hands it to the test and clears up.
    func withStore(_ body: (any Ledger & GateStore & DeskStore) async throws -> Void) async throws {
        switch self {
        case .memory: try await body(MemoryStore())
        case .sqlite: try await withSQLite { store, _ in try await body(store) }
        }
    }
}

/// Opens a store in a new folder, closes it and removes the folder.
func withSQLite(
    _ settings: StoreSettings = StoreSettings(), _ body: (SQLiteStore, _ folder: String) async throws -> Void
) async throws {
    try await withFolder { folder in
        let store = try await SQLiteStore.open(folder: folder, settings: settings)
        do { try await body(store, folder) } catch {
            await store.close()
            throw error
        }
        await store.close()
    }
}

/// A path where nothing is yet, removed afterwards.
func withFolder(_ body: (String) async throws -> Void) async throws {
    let folder = NSTemporaryDirectory() + "vangrail-store-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await body(folder)
}

/// All bytes of the files in a folder that hold rows.
func bytesOnDisk(_ folder: String) -> Data {
    ["vangrail.sqlite", "vangrail.sqlite-wal"].reduce(into: Data()) { all, name in
        all.append(FileManager.default.contents(atPath: folder + "/" + name) ?? Data())
    }
}

let noon = Moment(milliseconds: 1_790_000_000_000)

func entry(_ subject: String, _ fields: [String: String] = ["code": "x"]) -> AuditEntry {
    AuditEntry(kind: .decision, subject: subject, at: noon, fields: fields)
}

func decision(_ name: String, _ kind: Decision.Kind = .hold) -> Decision {
    Decision(
        id: DecisionID(text: name), kind: kind, stage: .output,
        reasons: [Reason(category: .unread, level: .clear, rule: "readers-must-run", ground: .terms)],
        coverage: Coverage([.init(input: "prompt", reader: .prompt, state: .read)]),
        versions: Versions(binary: "1", policy: "default/1", model: "1"), at: noon)
}

func heldCase(_ name: String, opened: Moment = noon) -> HeldCase {
    HeldCase(
        id: CaseID(text: name), decision: decision("dec_" + name), account: AccountID(text: "42"), operation: .edit,
        requestDigest: "digest-" + name, openedAt: opened)
}

func output(_ name: String, _ words: SIMD4<UInt64>, released: Bool = true) -> OutputRecord {
    OutputRecord(
        id: OutputID(text: name), decision: DecisionID(text: "dec_" + name), account: AccountID(text: "42"),
        fingerprint: Fingerprint(words: words, quality: 90), sha256: "sha-" + name,
        source: Fingerprint(words: ~words, quality: 70), released: released, at: noon)
}

/// Expects that a batch fails with that code.
func expectFailure(
    _ code: StoreError.Code, _ store: any Ledger, _ writes: [LedgerWrite],
    sourceLocation: SourceLocation = #_sourceLocation
) async {
    do {
        try await store.commit(writes)
        Issue.record("the batch was taken", sourceLocation: sourceLocation)
    } catch { #expect(error.code == code, sourceLocation: sourceLocation) }
}
