import AuditTrail
import Casework
import SafetyModel
import Screening

/// A notice as its sender sees it: which cases it went to and what it named. Sealed, like everything about a sender.
struct NoticeRecord: Codable, Sendable {
    struct Thing: Codable, Sendable {
        var item: ItemID
        var link: String?
    }

    var id: NoticeID
    var cases: [CaseID]
    var things: [Thing]
    var subject: SubjectID?
    var notifier: NotifierID?
    /// Files of the sender that are kept.
    var evidence: [String] = []
    var evidenceErasedAt: Moment?
    /// The keyed digest of the code that opens it.
    var code: String
    var recovery: String
}

/// What a secret opens. Only its keyed digest is kept.
struct SecretTarget: Codable, Sendable {
    enum Kind: String, Codable, Sendable { case notice, recovery, statement }

    var kind: Kind
    /// A notice, or a statement.
    var id: String
    var caseID: CaseID?

    static func digest(_ secret: CaseCode, _ digester: KeyedDigest) -> String {
        digester.digest(["desk-secret", secret.text])
    }

    func document(_ digest: String) throws(DeskError) -> DeskDocument {
        guard let document = Documents.document(.secret, digest, self, link: id) else { throw .unavailable }
        return document
    }

    /// What a secret of a kind opens.
    static func find(
        _ secret: CaseCode, _ kind: Kind, _ store: any DeskStore, _ digester: KeyedDigest
    ) async throws(DeskError) -> SecretTarget {
        let found: SecretTarget? = try await Documents.value(.secret, digest(secret, digester), in: store)
        guard let found, found.kind == kind else { throw .unknown }
        return found
    }
}

/// Who a sender says to be, and how to reach them. Not shown to those who rule.
struct Contact: Codable, Sendable {
    var name: String
    var email: String
    var signature: String
    /// `NoticeDraft.Sender`.
    var sender: String
}
