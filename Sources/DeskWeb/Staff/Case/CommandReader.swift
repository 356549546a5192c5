import Casework
import Desk
import SafetyModel

/// Reads a command out of a form. Words are sealed on the way, and only once everything else could be read.
struct CommandReader {
    let form: StaffForm
    let staff: any StaffDoor
    let caseID: CaseID
    let member: Member

    func command(_ kind: CommandKind) async throws(DeskError) -> CaseCommand {
        switch kind {
        case .claim: return .claim
        case .releaseClaim: return .releaseClaim
        case .note:
            guard let row = try await sealed("words") else { throw .invalid(.words) }
            return .note(row)
        case .escalate:
            guard let severity = Severity(name: form.line("severity")) else { throw .unknown }
            return .escalate(severity)
        case .hide: return .hide(try items())
        case .show: return .show(try items())
        case .rule: return .rule(try await ruling())
        case .undo: return .undo(try PathIdentifier.part(form.line("ruling")))
        case .confirm: return .confirm(try PathIdentifier.part(form.line("proposal")))
        case .reject: return .reject(try PathIdentifier.part(form.line("proposal")))
        case .reportDanger: return .reportDanger(try await sealed("words"))
        case .reviewReport: return .reviewReport(try PathIdentifier.part(form.line("report")))
        case .reviewPause:
            return .reviewPause(try PathIdentifier.part(form.line("measure")), ends: form.line("ends") == "yes")
        case .decideComplaint: return try await complaintDecision()
        case .recordDispute: return try dispute()
        case .completeOrder: return .completeOrder(form.choices("elements"))
        case .confirmSender: return .confirmSender
        case .giveEffect: return .giveEffect(try await effect())
        case .endPreservation: return .endPreservation
        case .warnMisuse: return .warnMisuse(try misuser())
        case .suspendMisuse: return .suspendMisuse(try misuser(), try judgement())
        case .informCoordinator: return .informCoordinator(try PathIdentifier.foreign(form.line("flagger")))
        case .liftHold: return .liftHold(try PathIdentifier.part(form.line("hold")))
        case .liftMatch:
            return .liftMatch(
                try PathIdentifier.minted(form.line("entry")), try PathIdentifier.foreign(form.line("item")))
        case .erase:
            guard let cause: ErasureCause = form.choice("cause") else { throw .unknown }
            return .erase(try items(), cause)
        // Not given at the desk: they come by other doors, or from the program itself.
        case .receiveNotice, .receiveOrder, .openHeld, .flagReturn, .addItems, .pauseGeneration, .recount, .complain,
            .contestRefusal, .eraseTexts, .tick, .acknowledge, .giveUp, .amendNotice, .withdrawNotice:
            throw .unknown
        }
    }

    private func items() throws(DeskError) -> Set<ItemID> {
        var items: Set<ItemID> = []
        for text in form.all("items") { items.insert(try PathIdentifier.foreign(text)) }
        guard !items.isEmpty else { throw .refused(.noItems) }
        return items
    }

    private func sealed(_ name: String) async throws(DeskError) -> SealedID? {
        let words = form.words(name)
        guard !words.isEmpty else { return nil }
        guard words.unicodeScalars.count <= NoticeDraft.wordsMax else { throw .invalid(.words) }
        return try await staff.seal(words, in: caseID, by: member)
    }

    private func ruling() async throws(DeskError) -> RulingForm {
        var ruling = try RulingFields.read(form)
        if form.isOn("family") {
            ruling.holdFamily = try await staff.phraseFamily(form.line("family"), in: caseID, by: member)
        }
        ruling.note = try await sealed("note")
        return ruling
    }

    private func complaintDecision() async throws(DeskError) -> CaseCommand {
        let complaint: ComplaintID = try PathIdentifier.part(form.line("complaint"))
        guard let result: ComplaintDecision.Result = form.choice("result"),
            let reason: ComplaintDecision.Reason = form.choice("complaint-reason")
        else { throw .refused(.complaintForm) }
        var decision = ComplaintDecision(result: result, reason: reason)
        if form.isOn("replace") { decision.replacement = try RulingFields.read(form) }
        decision.note = try await sealed("note")
        return .decideComplaint(complaint, decision)
    }

    private func dispute() throws(DeskError) -> CaseCommand {
        let outcome: Dispute.Outcome? = form.choice("outcome")
        let followed: Bool? = ["yes": true, "no": false][form.line("followed")]
        return .recordDispute(
            Dispute(
                complaint: try PathIdentifier.part(form.line("complaint")),
                body: try PathIdentifier.foreign(form.line("body")), outcome: outcome, wasFollowed: followed))
    }

    private func effect() async throws(DeskError) -> OrderEffect {
        guard let given: OrderEffect.Given = form.choice("given") else { throw .refused(.effectForm) }
        var effect = OrderEffect(given: given, reason: form.choice("effect-reason"))
        for text in form.all("items") { effect.items.insert(try PathIdentifier.foreign(text)) }
        effect.information = try await sealed("words")
        return effect
    }

    private func misuser() throws(DeskError) -> Misuser {
        if form.isOn("notifier") { return .notifier(try PathIdentifier.minted(form.line("notifier"))) }
        return .complainant(try PathIdentifier.foreign(form.line("account")))
    }

    private func judgement() throws(DeskError) -> MisuseJudgement {
        guard let gravity: MisuseJudgement.Gravity = form.choice("gravity"),
            let intention: MisuseJudgement.Intention = form.choice("intention"),
            let seconds = Int64(form.line("seconds"))
        else { throw .refused(.durationNotPublished) }
        return MisuseJudgement(gravity: gravity, intention: intention, seconds: seconds)
    }
}
