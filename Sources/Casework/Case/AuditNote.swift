import SafetyModel

/// What the audit trail keeps of an event: a code and fields within its bounds, accounts and staff as keyed digests.
public struct AuditNote: Hashable, Sendable {
    /// The event in a word, for instance `items-removed`.
    public var event: String
    /// Codes, identifiers and digests by name.
    public var fields: [String: String]

    /// The note of an event; `digest` names a person or account without telling it, in a domain.
    public init(_ recorded: RecordedEvent, digest: (_ domain: String, _ text: String) -> String) {
        event = recorded.event.name
        fields = ["event": event, "sequence": String(recorded.sequence)]
        switch recorded.by {
        case .staff(let person, let role):
            fields["by"] = digest("staff", person.text)
            fields["role"] = role.rawValue
        case .machine: fields["by"] = "machine"
        case .notifier: fields["by"] = "notifier"
        case .account(let account): fields["by"] = digest("account", account.text)
        case .authority: fields["by"] = "authority"
        }
        let accounts = recorded.event.accounts.map { digest("account", $0.text) }.sorted()
        if let first = accounts.first { fields["account"] = first }
        for (name, value) in recorded.event.codes where value.utf8.count <= 200 { fields[name] = value }
    }
}

extension CaseEvent {
    /// The event in a word: stable, lower-case with hyphens.
    public var name: String {
        var name = ""
        // The case's own label; a test pins every one of them.
        let label = Mirror(reflecting: self).children.first?.label ?? "\(self)"
        for letter in label {
            if letter.isUppercase { name += "-" }
            name += letter.lowercased()
        }
        return name
    }

    /// Codes that let a reader of the trail follow what happened without the case.
    var codes: [String: String] {
        switch self {
        case .noticeReceived(let receipt):
            ["notice": receipt.notice.id.text, "ground": receipt.notice.ground.rawValue]
        case .noticeAmended(let notice, _, _), .noticeWithdrawn(let notice): ["notice": notice.text]
        case .orderReceived(let order): ["order": order.id.text, "kind": order.kind.rawValue]
        case .itemsAdded(let items): ["count": String(items.count)]
        case .markedUrgent(let why): ["why": why.rawValue]
        case .escalated(let severity): ["severity": String(severity.rawValue)]
        case .proposed(let proposal):
            ["proposal": proposal.id.text, "causes": proposal.causes.map(\.rawValue).sorted().joined(separator: " ")]
        case .confirmed(let proposal), .rejected(let proposal): ["proposal": proposal.text]
        case .ruled(let ruling):
            ["ruling": ruling.id.text, "reason": ruling.form.reason.rawValue, "count": String(ruling.form.items.count)]
        case .rulingEffective(let ruling, _): ["ruling": ruling.text]
        case .rulingReversed(let ruling, let cause): ["ruling": ruling.text, "cause": cause.rawValue]
        case .itemsHidden(let change), .itemsShown(let change), .itemsRemoved(let change), .itemsLabelled(let change):
            ["count": String(change.items.count)]
        case .hidingRefused(let items, let why): ["count": String(items.count), "why": why.rawValue]
        case .heldDecided(let decision, let released):
            ["decision": decision.text, "released": released ? "yes" : "no"]
        case .refusalReversed(let decision): ["decision": decision.text]
        case .bankEntered(let order): ["entry": order.entry.text, "ruling": order.ruling.text]
        case .bankDisabled(let entry), .matchLifted(let entry, _): ["entry": entry.text]
        case .struck(let strike):
            ["strike": strike.id.text, "ruling": strike.ruling.text, "weight": String(strike.weight)]
        case .strikeWithdrawn(let strike, _): ["strike": strike.text]
        case .measureImposed(let measure):
            ["measure": measure.id.text, "step": measure.step.action.rawValue, "basis": measure.basis.rawValue]
        case .measureEnded(let end): ["measure": end.measure.text, "cause": end.cause.rawValue]
        case .pauseReviewed(let measure, _): ["measure": measure.text]
        case .missMarked(let miss): ["hold": miss.hold.text, "decision": miss.decision.text]
        case .holdLifted(let hold, _): ["hold": hold.text]
        case .statementIssued(let statement):
            ["statement": statement.id.text, "restriction": statement.restriction.rawValue]
        case .noticeAnswered(let answer): ["notice": answer.notice.text, "verdict": answer.verdict.rawValue]
        case .complained(let complaint): ["complaint": complaint.id.text]
        case .complaintDecided(let outcome):
            ["complaint": outcome.complaint.text, "result": outcome.decision.result.rawValue]
        case .orderEffectGiven(let order, let effect): ["order": order.text, "given": effect.given.rawValue]
        case .preservationStarted(let preservation): ["order": preservation.order.text]
        case .preservationEnded(let order): ["order": order.text]
        case .reported(let report): ["report": report.id.text, "kind": report.kind.rawValue]
        case .reportReviewed(let report), .reportCorrected(let report): ["report": report.text]
        case .itemsErased(let items, let cause): ["count": String(items.count), "cause": cause.rawValue]
        case .textsErased(let rows): ["count": String(rows.count)]
        case .acknowledged(let effect): ["effect": "\(effect.sequence)-\(effect.index)"]
        case .unreached(let effect, let why): ["effect": "\(effect.sequence)-\(effect.index)", "why": why.rawValue]
        default: [:]
        }
    }
}
