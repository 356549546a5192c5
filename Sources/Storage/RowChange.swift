import AuditTrail
import Foundation
import GRDB
import ImageFingerprint
import SafetyModel
import Screening

/// Every statement that changes a row because a use case asked for it.
enum RowChange {
    typealias Change = PreparedBatch.Change

    static func keepPrompt(_ decision: DecisionID, _ sealed: Data, _ eraseAt: Moment) -> Change {
        Change(
            sql: """
                INSERT INTO prompts (decision, sealed, erase_at) VALUES (?, ?, ?)
                ON CONFLICT (decision) DO UPDATE SET sealed = excluded.sealed, erase_at = excluded.erase_at
                """, values: [decision.text, sealed, eraseAt.milliseconds])
    }

    /// A held output may become a released one; nothing else about an output changes.
    static func registerOutput(_ output: OutputRecord, number: Int64) -> Change {
        let words = (0..<4).map { Int64(bitPattern: output.fingerprint.words[$0]) }
        return Change(
            sql: """
                INSERT INTO outputs (number, id, decision, account, word0, word1, word2, word3, quality, sha256,
                    source, source_quality, signature, source_signature, mark, released, at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET released = excluded.released, at = excluded.at
                WHERE outputs.sha256 = excluded.sha256 AND outputs.decision = excluded.decision
                    AND outputs.word0 = excluded.word0 AND outputs.word1 = excluded.word1
                    AND outputs.word2 = excluded.word2 AND outputs.word3 = excluded.word3
                """,
            values: [
                number, output.id.text, output.decision.text, output.account?.text, words[0], words[1], words[2],
                words[3], output.fingerprint.quality, output.sha256, output.source?.hex, output.source?.quality,
                output.signature.map { Data($0.bytes) }, output.sourceSignature.map { Data($0.bytes) },
                output.mark.map { Int64($0.value) }, output.released,
                output.at.milliseconds,
            ], mustChange: true)
    }

    static func openCase(_ opened: HeldCase) throws(StoreError) -> Change {
        Change(
            sql: """
                INSERT INTO cases (id, decision, judgement, account, operation, request_digest, state, opened_at,
                    closed_at, closed_by, note)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            values: [
                opened.id.text, opened.decision.id.text, try Rows.judgement(opened.decision), opened.account?.text,
                opened.operation.rawValue, opened.requestDigest, opened.state.rawValue, opened.openedAt.milliseconds,
                opened.closedAt?.milliseconds, opened.closedBy, opened.note,
            ])
    }

    static func sealPicture(_ held: HeldPicture, _ sealed: Data) -> Change {
        Change(
            sql: """
                INSERT INTO held_pictures (id, case_id, place, format, sealed, fetched_at)
                SELECT ?, ?, COALESCE(MAX(place), 0) + 1, ?, ?, ? FROM held_pictures WHERE case_id = ?
                """,
            values: [
                held.id.text, held.caseID.text, held.format.rawValue, sealed, held.fetchedAt?.milliseconds,
                held.caseID.text,
            ])
    }

    static func closeCase(
        _ id: CaseID, _ state: HeldCase.State, _ by: String, _ note: String, _ at: Moment
    ) -> Change {
        Change(
            sql: """
                UPDATE cases SET state = ?, closed_by = ?, note = ?, closed_at = ? WHERE id = ? AND state = 'waiting'
                """, values: [state.rawValue, by, note, at.milliseconds, id.text], mustChange: true)
    }

    static func releaseOutputs(_ decision: DecisionID) -> Change {
        Change(sql: "UPDATE outputs SET released = 1 WHERE decision = ?", values: [decision.text])
    }

    static func erasePictures(_ id: CaseID) -> Change {
        Change(sql: "DELETE FROM held_pictures WHERE case_id = ?", values: [id.text])
    }

    static func grantPermit(_ permit: Permit) -> Change {
        Change(
            sql: """
                INSERT INTO permits (digest, case_id, expires_at) VALUES (?, ?, ?)
                ON CONFLICT (digest) DO UPDATE SET case_id = excluded.case_id, expires_at = excluded.expires_at,
                    used_at = NULL
                """, values: [permit.digest, permit.caseID.text, permit.expiresAt.milliseconds])
    }

    static func usePermit(_ digest: String, _ at: Moment) -> Change {
        Change(
            sql: "UPDATE permits SET used_at = ? WHERE digest = ? AND used_at IS NULL AND expires_at > ?",
            values: [at.milliseconds, digest, at.milliseconds], mustChange: true)
    }

    static func fetchHeld(_ id: OutputID, _ at: Moment) -> Change {
        Change(
            sql: "UPDATE held_pictures SET fetched_at = ? WHERE id = ? AND fetched_at IS NULL",
            values: [at.milliseconds, id.text], mustChange: true)
    }

    static func putAccount(_ account: Account) -> Change {
        Change(
            sql: """
                INSERT INTO accounts (id, standing, tier, adult_mode, may_generate, may_edit_people,
                    strangers_may_edit)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET standing = excluded.standing, tier = excluded.tier,
                    adult_mode = excluded.adult_mode, may_generate = excluded.may_generate,
                    may_edit_people = excluded.may_edit_people, strangers_may_edit = excluded.strangers_may_edit
                """,
            values: [
                account.id.text, account.standing.rawValue, account.tier, account.adultMode, account.mayGenerate,
                account.mayEditPeople, account.strangersMayEdit,
            ])
    }

    static func setSwitch(_ setting: SwitchSetting) -> Change {
        Change(
            sql: """
                INSERT INTO switches (scope, since, set_by, note) VALUES (?, ?, ?, ?)
                ON CONFLICT (scope) DO UPDATE SET since = excluded.since, set_by = excluded.set_by,
                    note = excluded.note
                """, values: [setting.scope.name, setting.since.milliseconds, setting.by, setting.note])
    }

    static func clearSwitch(_ scope: SwitchScope) -> Change {
        Change(sql: "DELETE FROM switches WHERE scope = ?", values: [scope.name])
    }

    static func putBankEntry(_ entry: BankEntry, number: Int64) -> Change {
        Change(
            sql: """
                INSERT INTO bank_entries (number, id, bank, fingerprint, quality, sha256, md5, source, note, added_by,
                    added_at, expires_at, enabled, crops, signature, harmless_source, owner, code_digest)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            values: [
                number, entry.id.text, entry.bank.rawValue, entry.fingerprint?.hex, entry.fingerprint?.quality,
                entry.sha256, entry.md5, entry.source, entry.note, entry.addedBy, entry.addedAt.milliseconds,
                entry.expiresAt?.milliseconds, entry.isEnabled, Rows.crops(entry.crops),
                entry.signature.map { Data($0.bytes) }, entry.harmlessSource.map { Data($0.bytes) },
                entry.owner?.text, entry.codeDigest,
            ])
    }

    static func enableBankEntry(_ id: BankEntryID, _ isEnabled: Bool) -> Change {
        Change(
            sql: "UPDATE bank_entries SET enabled = ? WHERE id = ?", values: [isEnabled, id.text], mustChange: true)
    }

    static func renewBankEntries(_ code: String, _ until: Moment) -> Change {
        Change(
            sql: "UPDATE bank_entries SET expires_at = ? WHERE code_digest = ?", values: [until.milliseconds, code],
            mustChange: true)
    }

    static func eraseAllowances(_ entry: BankEntryID) -> Change {
        Change(sql: "DELETE FROM bank_allowances WHERE entry = ?", values: [entry.text])
    }

    static func eraseBankEntry(_ entry: BankEntryID) -> Change {
        Change(sql: "DELETE FROM bank_entries WHERE id = ?", values: [entry.text], mustChange: true)
    }

    static func allowMatch(_ allowance: BankAllowance) -> Change {
        Change(
            sql: """
                INSERT INTO bank_allowances (entry, sha256, said_by, at) VALUES (?, ?, ?, ?)
                ON CONFLICT (entry, sha256, said_by) DO NOTHING
                """,
            values: [allowance.entry.text, allowance.sha256, allowance.by, allowance.at.milliseconds])
    }

    static func appendCaseEvent(_ row: CaseEventRow) -> Change {
        Change(
            sql: "INSERT INTO case_events (position, case_id, sequence, body) VALUES (?, ?, ?, ?)",
            values: [row.position, row.caseID.text, row.sequence, row.body])
    }

    static func putDocument(_ document: DeskDocument, _ sealed: Data, replacing: Bool) -> Change {
        let replace = """
             ON CONFLICT (kind, id) DO UPDATE SET link = excluded.link, sealed = excluded.sealed
            """
        return Change(
            sql: "INSERT INTO documents (kind, id, link, sealed) VALUES (?, ?, ?, ?)"
                + (replacing ? replace : ""),
            values: [document.kind.rawValue, document.id, document.link, sealed])
    }

    static func eraseDocument(_ kind: DeskDocument.Kind, _ id: String) -> Change {
        Change(sql: "DELETE FROM documents WHERE kind = ? AND id = ?", values: [kind.rawValue, id])
    }

    static func keepDelivery(_ id: OutputID, _ sealed: Data, _ format: Picture.Format, _ until: Moment) -> Change {
        Change(
            sql: "INSERT INTO deliveries (id, format, sealed, bytes, kept_until) VALUES (?, ?, ?, ?, ?)",
            values: [id.text, format.rawValue, sealed, sealed.count, until.milliseconds])
    }

    static func audit(_ record: StoredAuditRecord) -> Change {
        Change(
            sql: """
                INSERT INTO audit (chain, sequence, at, kind, subject, body, previous, digest)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            values: [
                record.chain, record.sequence, record.at.milliseconds, record.kind, record.subject,
                String(decoding: record.body, as: UTF8.self), Data(record.previous), Data(record.digest),
            ])
    }

    static func checkpoint(_ checkpoint: AuditCheckpoint) -> Change {
        Change(
            sql: """
                INSERT INTO checkpoints (chain, sequence, at, line) VALUES (?, ?, ?, ?)
                ON CONFLICT (chain, sequence, at) DO NOTHING
                """,
            values: [checkpoint.chain, checkpoint.sequence, checkpoint.at.milliseconds, checkpoint.line])
    }
}
