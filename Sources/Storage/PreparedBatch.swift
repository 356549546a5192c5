import AuditTrail
import Foundation
import GRDB
import SafetyModel
import Screening

/// A batch ready for the writer: sealed, encoded and checked by its caller, so that the one writer only writes.
struct PreparedBatch: Sendable {
    /// One statement with its values.
    struct Change: Sendable {
        let sql: String
        let values: StatementArguments
        /// The batch conflicts when the statement changes no row.
        var mustChange = false
    }

    enum Step: Sendable {
        case audit(AuditEntry)
        case change(Change)
        /// A change that must leave no bytes behind.
        case erasure(Change)
        case output(OutputRecord)
        /// A delivery that adds so many bytes.
        case delivery(OutputID, Change, bytes: Int)
        /// Deliveries that a condition with one value names.
        case eraseDeliveries(sql: String, String)
        case release(DecisionID, Change)
        case expectAccount(AccountID, Account?)
        case account(Account, Change)
        case bankEntry(BankEntry)
        case enableBankEntry(BankEntryID, Change)
        case eraseBankEntries(code: String)
        case setSwitch(SwitchSetting, Change)
        case clearSwitch(SwitchScope, Change)
    }

    private(set) var steps: [Step] = []
    /// About how much memory the batch takes while it waits.
    private(set) var bytes = 0

    /// Throws `conflict` for an entry that breaks the bounds of the audit trail, `damaged` when sealing fails.
    init(_ writes: [LedgerWrite], seals: Seals) throws(StoreError) {
        steps.reserveCapacity(writes.count)
        for write in writes { steps.append(try Self.step(write, seals, &bytes)) }
    }

    private static func step(
        _ write: LedgerWrite, _ seals: Seals, _ bytes: inout Int
    ) throws(StoreError) -> Step {
        bytes += 512
        switch write {
        case .audit(let entry):
            do { try entry.check() } catch { throw StoreError(.conflict, operation: "audit entry out of bounds") }
            return .audit(entry)
        case .keepPrompt(let decision, let text, let eraseAt):
            let sealed = try sealed(Array(text.utf8), seals.prompts, decision.text, &bytes)
            return .change(RowChange.keepPrompt(decision, sealed, eraseAt))
        case .registerOutput(let output): return .output(output)
        case .openCase(let opened): return .change(try RowChange.openCase(opened))
        case .sealPicture(let held):
            let sealed = try sealed(held.picture.bytes, seals.heldPictures, held.id.text, &bytes)
            return .change(RowChange.sealPicture(held, sealed))
        case .closeCase(let id, let state, let by, let note, let at):
            guard state != .waiting else { throw StoreError(.conflict, operation: "close case") }
            return .change(RowChange.closeCase(id, state, by, note, at))
        case .releaseOutputs(let decision): return .release(decision, RowChange.releaseOutputs(decision))
        case .erasePictures(let id): return .erasure(RowChange.erasePictures(id))
        case .grantPermit(let permit): return .change(RowChange.grantPermit(permit))
        case .usePermit(let digest, let at): return .change(RowChange.usePermit(digest, at))
        case .fetchHeld(let id, let at): return .change(RowChange.fetchHeld(id, at))
        case .expectAccount(let id, let account): return .expectAccount(id, account)
        case .putAccount(let account): return .account(account, RowChange.putAccount(account))
        case .setSwitch(let setting): return .setSwitch(setting, RowChange.setSwitch(setting))
        case .clearSwitch(let scope): return .clearSwitch(scope, RowChange.clearSwitch(scope))
        case .putBankEntry(let entry): return .bankEntry(entry)
        case .enableBankEntry(let id, let isEnabled):
            return .enableBankEntry(id, RowChange.enableBankEntry(id, isEnabled))
        case .renewBankEntries(let code, let until): return .change(RowChange.renewBankEntries(code, until))
        case .eraseBankEntries(let code): return .eraseBankEntries(code: code)
        case .allowMatch(let allowance): return .change(RowChange.allowMatch(allowance))
        case .appendCaseEvent(let row):
            bytes += row.body.utf8.count
            return .change(RowChange.appendCaseEvent(row))
        case .putDocument(let document):
            let sealed = try sealed(document.body, seals.documents, document.sealName, &bytes)
            return .change(RowChange.putDocument(document, sealed, replacing: true))
        case .addDocument(let document):
            let sealed = try sealed(document.body, seals.documents, document.sealName, &bytes)
            return .change(RowChange.putDocument(document, sealed, replacing: false))
        case .eraseDocument(let kind, let id): return .erasure(RowChange.eraseDocument(kind, id))
        case .eraseDelivery(let id): return .eraseDeliveries(sql: "id = ?", id.text)
        case .eraseDeliveries(let account):
            return .eraseDeliveries(sql: "id IN (SELECT id FROM outputs WHERE account = ?)", account.text)
        case .keepDelivery(let id, let picture, let format, let until):
            let sealed = try sealed(picture.bytes, seals.deliveries, id.text + "." + format.rawValue, &bytes)
            return .delivery(id, RowChange.keepDelivery(id, sealed, format, until), bytes: sealed.count)
        }
    }

    private static func sealed(
        _ plain: [UInt8], _ seal: Seal, _ id: String, _ bytes: inout Int
    ) throws(StoreError) -> Data {
        guard let sealed = seal.close(plain, id: id) else { throw StoreError(.damaged, operation: "seal") }
        bytes += sealed.count
        return sealed
    }
}
