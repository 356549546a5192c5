extension StatementOfReasons {
    /// The whole statement as lines, in the order of Art. 17(3)(a) to (f). Needs a text for every key.
    public var lines: [MessageLine] {
        var lines = [MessageLine(.restriction(restriction), ["count": String(items.count)])]
        lines.append(
            until.map { MessageLine(.durationUntil, ["date": $0.dateText]) } ?? MessageLine(.durationIndefinite))
        switch territory {
        case .everywhere: lines.append(MessageLine(.territoryEverywhere))
        case .countries(let codes):
            let names = codes.map { $0.uppercased() }.sorted().joined(separator: ", ")
            lines.append(MessageLine(.territoryCountries, ["countries": names]))
        }
        lines.append(MessageLine(.facts(facts)))
        if !isGeneric { lines.append(MessageLine(.source(source))) }
        lines.append(MessageLine(.detection(automatedDetection)))
        lines.append(MessageLine(.automation(automation)))
        switch ground {
        case .illegal(let law):
            lines.append(MessageLine(.groundIllegal, ["law": "\(law.jurisdiction.uppercased()), \(law.citation)"]))
        case .terms(let clause): lines.append(MessageLine(.groundTerms, ["clause": clause.text]))
        }
        lines.append(MessageLine(.explanation(explanation)))
        return lines + redressLines(until: complaintsUntil.dateText, bodies: bodies)
    }
}

extension NoticeAnswer {
    /// The answer as lines: outcome, automation, redress (Art. 16(5), (6)).
    public var lines: [MessageLine] {
        let outcome = MessageLine(
            .verdict(verdict), ["acted": String(actedOn.count), "left": String(leftAlone.count)])
        return [outcome, MessageLine(.automation(automation))]
            + redressLines(until: complaintsUntil.dateText, bodies: bodies)
    }
}

extension ComplaintOutcome {
    /// The outcome as lines: result, reason, the ways to go on (Art. 20(5)).
    public var lines: [MessageLine] {
        [MessageLine(.complaint(decision.result)), MessageLine(.complaintReason(decision.reason))]
            + redressLines(until: nil, bodies: bodies)
    }
}

private func redressLines(until: String?, bodies: [SettlementBodyID]) -> [MessageLine] {
    var lines = until.map { [MessageLine(.redressComplaint, ["date": $0])] } ?? []
    let names = bodies.map(\.text).joined(separator: ", ")
    lines.append(bodies.isEmpty ? MessageLine(.redressNoBodies) : MessageLine(.redressBodies, ["bodies": names]))
    return lines + [MessageLine(.redressCourt)]
}
