public import Casework
import SafetyModel
import Screening

extension NoticeDesk {
    /// A new code for a lost one, which stops working.
    public func recover(_ recovery: CaseCode) async throws(DeskError) -> NoticeTicket {
        let target = try await SecretTarget.find(recovery, .recovery, store, digester)
        guard var record: NoticeRecord = try await Documents.value(.notice, target.id, in: store) else {
            throw .unknown
        }
        let ticket = NoticeTicket(code: .mint(), recovery: .mint())
        let (oldCode, oldRecovery) = (record.code, record.recovery)
        record.code = SecretTarget.digest(ticket.code, digester)
        record.recovery = SecretTarget.digest(ticket.recovery, digester)
        try await commit([
            .eraseDocument(.secret, oldCode), .eraseDocument(.secret, oldRecovery),
            .putDocument(try SecretTarget(kind: .notice, id: target.id).document(record.code)),
            .putDocument(try SecretTarget(kind: .recovery, id: target.id).document(record.recovery)),
            .putDocument(try document(record)),
        ])
        return ticket
    }

    /// Adds words to a notice, and what the laws ask for.
    public func add(
        _ words: String, elements: Set<NoticeElement>, to code: CaseCode
    ) async throws(DeskError) {
        guard words.unicodeScalars.count <= NoticeDraft.wordsMax, !words.isEmpty || !elements.isEmpty else {
            throw .invalid(.words)
        }
        let record = try await record(code)
        for (place, id) in record.cases.enumerated() {
            let row = words.isEmpty || place > 0 ? nil : SealedID.mint(at: clock.now())
            let writes = row.map { [LedgerWrite.putDocument(SealedWords.document($0, words))] } ?? []
            guard row != nil || !elements.isEmpty else { continue }
            try await desk.perform(
                .amendNotice(record.id, row, elements), on: id, by: .notifier(record.notifier), with: writes)
        }
    }

    /// Takes the notice back. A person still decides what becomes of pictures that were hidden.
    public func withdraw(_ code: CaseCode) async throws(DeskError) {
        let record = try await record(code)
        for id in record.cases {
            try await desk.perform(.withdrawNotice(record.id), on: id, by: .notifier(record.notifier))
        }
    }

    /// Erases the sender's own files now, unless an authority has ordered that they are kept. Their fingerprints stay.
    public func eraseEvidence(_ code: CaseCode) async throws(DeskError) {
        var record = try await record(code)
        guard !record.evidence.isEmpty else { throw .refused(.alreadyDone) }
        for id in record.cases {
            if let order = await desk.file(id)?.preservation?.order { throw .refused(.preserved(order)) }
        }
        let shared = try await evidenceOfOthers(record)
        let files = record.evidence.filter { !shared.contains($0) }
        record.evidence = []
        record.evidenceErasedAt = clock.now()
        let erased = files.flatMap { [LedgerWrite.eraseDocument(.evidence, $0), .eraseDocument(.quarantine, $0)] }
        try await commit(erased + [.putDocument(try document(record))])
    }

    /// Against a decision, or that there is none (Art. 20).
    public func complain(_ words: String, about code: CaseCode) async throws(DeskError) {
        guard words.unicodeScalars.count <= NoticeDraft.wordsMax else { throw .invalid(.words) }
        let record = try await record(code)
        var lastRefusal: DeskError = .unknown
        var isTaken = false
        for id in record.cases {
            let row = SealedID.mint(at: clock.now())
            do throws(DeskError) {
                try await desk.perform(
                    .complain(.notice(record.id), text: row), on: id, by: .notifier(record.notifier),
                    with: [.putDocument(SealedWords.document(row, words))])
                isTaken = true
            } catch { lastRefusal = error }
        }
        if !isTaken { throw lastRefusal }
    }

    /// Files that other senders brought too: one sender does not erase what another relies on.
    private func evidenceOfOthers(_ own: NoticeRecord) async throws(DeskError) -> Set<String> {
        var files: Set<String> = []
        for id in own.cases {
            for notice in await desk.file(id)?.notices.keys.map({ $0 }) ?? [] where notice != own.id {
                let other: NoticeRecord? = try await Documents.value(.notice, notice.text, in: store)
                files.formUnion(other?.evidence ?? [])
            }
        }
        return files
    }

    private func document(_ record: NoticeRecord) throws(DeskError) -> DeskDocument {
        guard let document = Documents.document(.notice, record.id.text, record) else { throw .unavailable }
        return document
    }

    private func commit(_ writes: [LedgerWrite]) async throws(DeskError) {
        do throws(StoreError) { try await ledger.commit(writes) } catch { throw .unavailable }
    }
}
