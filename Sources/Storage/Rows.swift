import AuditTrail
import Foundation
import GRDB
import ImageFingerprint
import SafetyModel
import Screening

/// What rows mean. Anything that does not read as it was written is `damaged`.
enum Rows {
    static func judgement(_ decision: Decision) throws(StoreError) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(decision) else { throw StoreError(.damaged, operation: "write decision") }
        return String(decoding: data, as: UTF8.self)
    }

    static func heldCase(_ row: Row) throws -> HeldCase {
        let judgement: String = try row.value("judgement")
        guard let decision = try? JSONDecoder().decode(Decision.self, from: Data(judgement.utf8)),
            let operation = Operation(rawValue: try row.value("operation")),
            let state = HeldCase.State(rawValue: try row.value("state"))
        else { throw StoreError(.damaged, operation: "read case") }
        return HeldCase(
            id: CaseID(text: try row.value("id")), decision: decision,
            account: try row.optional(String.self, "account").map(AccountID.init(text:)),
            operation: operation, requestDigest: try row.value("request_digest"), state: state,
            openedAt: Moment(milliseconds: try row.value("opened_at")),
            closedAt: try row.optional(Int64.self, "closed_at").map(Moment.init(milliseconds:)),
            closedBy: try row.optional(String.self, "closed_by"), note: try row.optional(String.self, "note"))
    }

    static func heldPicture(_ row: Row, _ seal: Seal) throws -> HeldPicture {
        let id: String = try row.value("id")
        guard let format = Picture.Format(rawValue: try row.value("format")),
            let bytes = seal.open(try row.value("sealed"), id: id)
        else { throw StoreError(.damaged, operation: "open held picture") }
        return HeldPicture(
            id: OutputID(text: id), caseID: CaseID(text: try row.value("case_id")),
            picture: Picture(bytes: bytes), format: format,
            fetchedAt: try row.optional(Int64.self, "fetched_at").map(Moment.init(milliseconds:)))
    }

    static func output(_ row: Row) throws -> OutputRecord {
        var source: Fingerprint?
        if let hex = try row.optional(String.self, "source") {
            guard let read = Fingerprint(hex: hex, quality: try row.value("source_quality")) else {
                throw StoreError(.damaged, operation: "read output")
            }
            source = read
        }
        return OutputRecord(
            id: OutputID(text: try row.value("id")),
            decision: DecisionID(text: try row.value("decision")),
            account: try row.optional(String.self, "account").map(AccountID.init(text:)),
            fingerprint: try fingerprint(row), signature: try signature(row, "signature"),
            mark: try row.optional(Int64.self, "mark").flatMap { MarkID(UInt64(bitPattern: $0)) },
            sha256: try row.value("sha256"), source: source, sourceSignature: try signature(row, "source_signature"),
            released: try row.value("released"), at: Moment(milliseconds: try row.value("at")))
    }

    static func signature(_ row: Row, _ column: String) throws -> LocalSignature? {
        guard let bytes = try row.optional(Data.self, column) else { return nil }
        guard let signature = try? LocalSignature(bytes: Array(bytes)) else {
            throw StoreError(.damaged, operation: "read \(column)")
        }
        return signature
    }

    /// A JSON list of fingerprints; all are of quality enough to be searched by.
    static func crops(_ crops: [Fingerprint]) -> String {
        "[" + crops.map { "\"\($0.hex)\"" }.joined(separator: ",") + "]"
    }

    static func crops(_ text: String) throws -> [Fingerprint] {
        let list = try? JSONDecoder().decode([String].self, from: Data(text.utf8))
        let crops = list?.compactMap { Fingerprint(hex: $0, quality: BankEntry.qualityMin) }
        guard let list, let crops, crops.count == list.count else {
            throw StoreError(.damaged, operation: "read crops")
        }
        return crops
    }

    static func fingerprint(_ row: Row) throws -> Fingerprint {
        var words = SIMD4<UInt64>()
        for index in 0..<4 {
            words[index] = UInt64(bitPattern: try row.value(Int64.self, "word\(index)"))
        }
        return Fingerprint(words: words, quality: try row.value("quality"))
    }

    static func account(_ row: Row) throws -> Account {
        guard let standing = Account.Standing(rawValue: try row.value("standing")) else {
            throw StoreError(.damaged, operation: "read account")
        }
        return Account(
            id: AccountID(text: try row.value("id")), standing: standing,
            tier: try row.optional(String.self, "tier"), adultMode: try row.value("adult_mode"),
            mayGenerate: try row.value("may_generate"),
            mayEditPeople: try row.value("may_edit_people"),
            strangersMayEdit: try row.value("strangers_may_edit"))
    }

    static func switchSetting(_ row: Row) throws -> SwitchSetting {
        guard let scope = SwitchScope(name: try row.value("scope")) else {
            throw StoreError(.damaged, operation: "read switch")
        }
        return SwitchSetting(
            scope: scope, since: Moment(milliseconds: try row.value("since")),
            by: try row.value("set_by"), note: try row.value("note"))
    }

    static func permit(_ row: Row) throws -> Permit {
        Permit(
            digest: try row.value("digest"), caseID: CaseID(text: try row.value("case_id")),
            expiresAt: Moment(milliseconds: try row.value("expires_at")))
    }

    static func bankEntry(_ row: Row) throws -> BankEntry {
        guard let bank = Bank(rawValue: try row.value("bank")) else {
            throw StoreError(.damaged, operation: "read bank entry")
        }
        var fingerprint: Fingerprint?
        if let hex = try row.optional(String.self, "fingerprint") {
            guard let read = Fingerprint(hex: hex, quality: try row.value("quality")) else {
                throw StoreError(.damaged, operation: "read bank entry")
            }
            fingerprint = read
        }
        return BankEntry(
            id: BankEntryID(text: try row.value("id")), bank: bank, fingerprint: fingerprint,
            crops: try crops(try row.value("crops")), signature: try signature(row, "signature"),
            harmlessSource: try signature(row, "harmless_source"),
            owner: try row.optional(String.self, "owner").map(AccountID.init(text:)),
            codeDigest: try row.optional(String.self, "code_digest"),
            sha256: try row.optional(String.self, "sha256"), md5: try row.optional(String.self, "md5"),
            source: try row.value("source"), note: try row.value("note"), addedBy: try row.value("added_by"),
            addedAt: Moment(milliseconds: try row.value("added_at")),
            expiresAt: try row.optional(Int64.self, "expires_at").map(Moment.init(milliseconds:)),
            isEnabled: try row.value("enabled"))
    }

    static func bankAllowance(_ row: Row) throws -> BankAllowance {
        BankAllowance(
            entry: BankEntryID(text: try row.value("entry")), sha256: try row.value("sha256"),
            by: try row.value("said_by"), at: Moment(milliseconds: try row.value("at")))
    }

    static func auditRecord(_ row: Row) throws -> StoredAuditRecord {
        let body: String = try row.value("body")
        return StoredAuditRecord(
            chain: try row.value("chain"), sequence: try row.value("sequence"),
            at: Moment(milliseconds: try row.value("at")), kind: try row.value("kind"),
            subject: try row.value("subject"), body: Array(body.utf8),
            previous: Array(try row.value(Data.self, "previous")),
            digest: Array(try row.value(Data.self, "digest")))
    }
}

extension Row {
    /// The value of a column that is never null. (GRDB's own subscript ends the process on a value it did not expect.)
    func value<Value: DatabaseValueConvertible>(_: Value.Type, _ column: String) throws(StoreError) -> Value {
        guard let value = try optional(Value.self, column) else { throw StoreError(.damaged, operation: column) }
        return value
    }

    /// The value of a column that is never null, of the type that is wanted there.
    func value<Value: DatabaseValueConvertible>(_ column: String) throws(StoreError) -> Value {
        try value(Value.self, column)
    }

    /// The value of a column that may be null.
    func optional<Value: DatabaseValueConvertible>(_: Value.Type, _ column: String) throws(StoreError) -> Value? {
        guard let stored = self[column] as DatabaseValue? else { throw StoreError(.damaged, operation: column) }
        guard !stored.isNull else { return nil }
        guard let value = Value.fromDatabaseValue(stored) else { throw StoreError(.damaged, operation: column) }
        return value
    }
}
