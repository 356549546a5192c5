import Casework

extension CaseworkError {
    /// What went wrong and what to do, in one or two sentences.
    var words: String {
        switch self {
        case .notAllowed: "Your role may not do this in this case."
        case .claimedByOther(let until): "Somebody else has claimed this case until \(Times.text(until)) UTC."
        case .notClaimed: "Claim the case first; your claim may have run out."
        case .samePerson: "Somebody else has to do this: you had a part in it."
        case .notYourProposal: "Only who proposed it may take it back."
        case .invalid(let field): "This cannot be right: \(field.words)."
        case .tooMany: "The case is full; nothing more of this kind fits."
        case .noItems: "Choose at least one item."
        case .groundMissing: "Say on which law or which clause it rests."
        case .twoGrounds: "Cite a law or name a clause, not both."
        case .nationalLawMissing: "A revealing edit is illegal only by a national law: cite one, or name a clause."
        case .childAbuseForm:
            "Child sexual abuse needs a cited law, removal, and its own category; no other reason may have that category."
        case .measureWithoutBreach: "Strikes, a bank entry, a ground or a label need a reason that is a breach."
        case .complaintForm:
            "Result and reason do not fit: upheld goes with “right” or “manifestly unfounded”, reversal with another reason, and a reversal in part needs a ruling in its place."
        case .effectForm: "Say which items were acted on, and why not all."
        case .damaged: "The record of this case is damaged. Tell an administrator."
        case .alreadyOpen: "This case is already open."
        case .notOpen: "There is no such case."
        case .alreadyKnown: "This is already part of the case."
        case .unknownItem(let item): "Item \(item.text) is not in this case."
        case .unknownAccount: "An account that gets a strike must own one of the chosen items."
        case .unknownPart: "What this was about is not open any more."
        case .alreadyRuled(let item): "Item \(item.text) has a ruling. Undo that first."
        case .notInEffect: "That ruling is not in effect."
        case .notHosted: "Only pictures that the platform hosts can be labelled or hidden."
        case .alreadyDone: "That was already done."
        case .undoWindowOver: "Your time to undo is over; a lead can still do it."
        case .needsTwoPersons: "This takes a ruling by two persons."
        case .copyUnverified: "A close fingerprint does not make a copy. Compare the pictures."
        case .machineLimit: "Machines may not do this again before a person has looked."
        case .complaintWindowOver: "The time to complain is over."
        case .alreadyComplained: "There is a complaint about this already."
        case .complaintOpen: "Decide the open complaint first."
        case .tooEarly: "It is too early for this."
        case .orderDefects(let defects):
            "The order has defects: \(defects.map(\.words).sorted().joined(separator: ", "))."
        case .preserved(let order): "Order \(order.text) asks to preserve it."
        case .erasureNotDue: "It is not due yet."
        case .erasureNotAllowed: "Its state does not allow erasure."
        case .noPriorWarning: "They have to be warned first."
        case .misuseNotFrequent: "There are not enough manifestly unfounded ones in the time frame."
        case .durationNotPublished: "Choose one of the published durations."
        }
    }
}

extension CaseworkError.Field {
    var words: String {
        switch self {
        case .identifier: "an identifier"
        case .language: "the language"
        case .territory: "the territory (two-letter codes, or empty for everywhere)"
        case .clause: "the clause"
        case .category: "the category"
        case .ladder: "the ladder"
        case .settings: "the settings"
        case .legalGround: "the law (two-letter jurisdiction and a citation)"
        }
    }
}

extension OrderDefect {
    var words: String {
        switch self {
        case .missing(let element): "\(element.words) missing"
        case .unverifiedSender: "sender not in the register"
        }
    }
}

extension OrderElement {
    var words: String {
        switch self {
        case .legalBasis: "legal basis"
        case .reasons: "reasons"
        case .authority: "issuing authority"
        case .location: "exact location"
        case .redress: "redress"
        case .reportTo: "whom to report to"
        }
    }
}

extension Order.Kind {
    var words: String {
        switch self {
        case .act: "to act against content (Art. 9)"
        case .inform: "to give information (Art. 10)"
        case .preserve: "to preserve evidence"
        }
    }
}

extension CommandKind {
    /// What was done, after it was done.
    var doneWords: String {
        switch self {
        case .claim: "The case is yours."
        case .releaseClaim: "The case is given back."
        case .note: "Noted."
        case .escalate: "Escalated."
        case .hide: "Asked to be hidden."
        case .show: "Asked to be shown again."
        case .rule: "Ruled."
        case .undo: "Undone, or proposed to be undone where two persons are needed."
        case .confirm: "Confirmed."
        case .reject: "Rejected."
        case .reportDanger: "Reported as danger."
        case .reviewReport: "Report reviewed."
        case .reviewPause: "Pause looked at."
        case .decideComplaint: "Complaint decided."
        case .recordDispute: "Dispute recorded."
        case .completeOrder: "Order completed."
        case .confirmSender: "Sender confirmed."
        case .giveEffect: "Effect recorded."
        case .endPreservation: "Preservation ended."
        case .warnMisuse: "Warned."
        case .suspendMisuse: "Suspended."
        case .informCoordinator: "Told to the coordinator."
        case .liftHold, .liftMatch: "Proposed; a second person has to agree."
        case .erase: "Erasure asked for."
        case .acknowledge: "Noted as told."
        default: "Done."
        }
    }
}
