import Casework
import SafetyModel
import Screening

// What people are told. Where nobody can be reached, the page behind their secret says the same.
extension EffectWork {
    func mailSender(_ notice: NoticeID, _ lines: [MessageLine]) async throws(DeskError) -> Outbox.Outcome {
        guard let state = file.notices[notice], let row = state.notice.contact,
            let contact: Contact = try await Documents.value(.text, row.text, in: ports.store),
            !contact.email.isEmpty
        else { return .done }
        return await mail(contact.email, lines, state.notice.language, page: ports.publicURL + "/notice/status")
    }

    /// Asks for what the laws want, in the sender's language.
    func ask(_ notice: NoticeID, _ missing: Set<NoticeElement>) async throws(DeskError) -> Outbox.Outcome {
        guard let state = file.notices[notice] else { return .done }
        let texts = ports.wording.texts(state.notice.language)
        let names = missing.sorted { $0.rawValue < $1.rawValue }.map { element in
            texts[.element(element)] ?? element.rawValue
        }
        return try await mailSender(
            notice, [MessageLine(.noticeMissing, ["elements": names.joined(separator: "; ")])])
    }

    private func mail(
        _ address: String, _ lines: [MessageLine], _ language: LanguageCode, page: String
    ) async -> Outbox.Outcome {
        let letter = Letter(
            id: name, to: address, subject: ports.wording.subject(language),
            lines: ports.wording.rendered(lines, in: language) + [page], language: language)
        switch await ports.mailer.send(letter) {
        case .acknowledged: return .done
        // WHY: an address that does not exist is not tried for ever; the page says the same.
        case .refused: return .unreached(.refused)
        case .notSet: return .unreached(.noServer)
        case .later(let why): return .later("mail is waiting: \(why)")
        }
    }

    /// Gives the addressee of a statement its text and a page of their own, by way of the platform.
    func send(_ id: StatementID) async throws(DeskError) -> Outbox.Outcome {
        guard let statement = file.statements[id]?.statement else { return .done }
        let secret = CaseCode.mint()
        let target = SecretTarget(kind: .statement, id: id.text, caseID: file.id)
        try await commit([.putDocument(try target.document(SecretTarget.digest(secret, ports.digester)))])
        var message = PlatformMessage(id: name, kind: .statement, at: now)
        message.account = statement.addressee
        message.page = "\(ports.publicURL)/statement?lang=\(statement.language.text)#\(secret.text)"
        message.language = statement.language
        message.until = statement.until
        message.lines = ports.wording.rendered(statement.lines, in: statement.language)
        return outcome(await ports.platform.tell(message), of: "the platform")
    }

    func confirm(_ id: ComplaintID) async throws(DeskError) -> Outbox.Outcome {
        guard let complaint = file.complaints[id]?.complaint, case .notice(let notice) = complaint.target else {
            return .done
        }
        return try await mailSender(notice, [MessageLine(.noticeReceived, ["notice": id.text])])
    }

    func answer(_ outcome: ComplaintOutcome) async throws(DeskError) -> Outbox.Outcome {
        guard let complaint = file.complaints[outcome.complaint]?.complaint else { return .done }
        switch complaint.by {
        case .notifier:
            guard case .notice(let notice) = complaint.target else { return .done }
            return try await mailSender(notice, outcome.lines)
        case .account(let account):
            return await tell(account, .complaintAnswer, outcome.lines)
        }
    }

    func tell(_ misuser: Misuser, _ lines: [MessageLine]) async throws(DeskError) -> Outbox.Outcome {
        switch misuser {
        case .complainant(let account): return await tell(account, .complaintAnswer, lines)
        case .notifier(let notifier):
            guard let notice = file.notices.values.first(where: { $0.notice.notifier == notifier }) else {
                return .done
            }
            return try await mailSender(notice.notice.id, lines)
        }
    }

    func tellRecipient(_ notice: RecipientNotice) async throws(DeskError) -> Outbox.Outcome {
        if let notBefore = notice.notBefore, now < notBefore {
            return .later("the authority asked to tell the recipient later")
        }
        return await tell(
            notice.account, .orderNotice, [MessageLine(.orderRecipient, ["count": String(notice.items.count)])],
            notice.language)
    }

    private func tell(
        _ account: AccountID, _ kind: PlatformMessage.Kind, _ lines: [MessageLine], _ known: LanguageCode? = nil
    ) async -> Outbox.Outcome {
        let language = known ?? owner(account)?.language ?? "en"
        var message = PlatformMessage(id: name, kind: kind, at: now)
        message.account = account
        message.language = language
        message.lines = ports.wording.rendered(lines, in: language)
        return outcome(await ports.platform.tell(message), of: "the platform")
    }

    private func owner(_ account: AccountID) -> Item.Owner? {
        file.items.values.compactMap(\.item.owner).first { $0.account == account }
    }
}
