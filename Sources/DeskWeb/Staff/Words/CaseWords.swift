import Casework
import Desk
import SafetyModel

// The words of the desk for what casework knows as codes.

extension Role {
    var words: String {
        switch self {
        case .reviewer: "reviewer"
        case .childSafety: "child safety"
        case .lead: "lead"
        case .admin: "administrator"
        case .auditor: "auditor"
        }
    }

    /// Rules on cases; the others read or keep registers.
    var takesCases: Bool { Rights.roles(.claim, .child).union(Rights.roles(.claim, .routine)).contains(self) }
}

extension Severity {
    var words: String {
        switch self {
        case .routine: "Routine"
        case .grave: "Grave"
        case .child: "Child"
        }
    }

    /// The word in forms and styles.
    var name: String { words.lowercased() }

    init?(name: String) {
        guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = found
    }
}

extension QueueEntry.Route {
    var words: String {
        switch self {
        case .childSafety: "Child safety"
        case .orders: "Orders"
        case .complaints: "Complaints"
        case .intimate: "Intimate"
        case .general: "General"
        }
    }
}

extension CaseFile.Stage {
    var words: String {
        switch self {
        case .waiting: "To look at"
        case .secondPerson: "Second person"
        case .complaint: "Complaint"
        case .decided: "Decided"
        }
    }
}

extension CaseOrigin {
    var words: String {
        switch self {
        case .notice: "a notice"
        case .order: "an order"
        case .held(let decision): "a decision that the gate holds (\(decision.text))"
        case .refusal(let decision, _): "a contested refusal (\(decision.text))"
        case .accountReturn: "an account that seems to be back"
        case .machinePause: "a machine's pause"
        }
    }
}

extension ItemState.Visibility {
    var words: String {
        switch self {
        case .visible: "Visible"
        case .hidden: "Hidden"
        case .removed: "Removed"
        case .labelled: "Labelled"
        }
    }
}

extension Item.CopyProof {
    var words: String {
        switch self {
        case .sha256: "same bytes"
        case .watermark: "same watermark"
        case .localSignature: "same picture by its local signature"
        case .person: "compared by a person"
        }
    }
}

extension NoticeGround {
    var words: String {
        switch self {
        case .intimateImage: "Intimate image without consent"
        case .childAbuse: "Sexual and about a child"
        case .revealingEdit: "Revealing edit of a real person"
        case .degradation: "Degrading edit"
        case .harassment: "Harassment"
        case .hate: "Hate"
        case .violence: "Violence"
        case .selfHarm: "Self-harm"
        case .otherIllegal: "Against another law"
        case .terms: "Against the terms"
        }
    }
}

extension NoticeElement {
    var words: String {
        switch self {
        case .explanation: "why it is illegal"
        case .identity: "name and e-mail"
        case .bonaFide: "statement of good faith"
        case .signature: "signature"
        case .contact: "a way to reach the sender"
        case .declaresIntimate: "declaration of intimate content"
        case .bySubject: "made by or for the person shown"
        }
    }
}

extension NoticeVerdict {
    var words: String {
        switch self {
        case .founded: "founded"
        case .unfounded: "unfounded"
        case .manifestlyUnfounded: "manifestly unfounded"
        case .imprecise: "too imprecise"
        }
    }
}

extension Regime {
    var words: String {
        switch self {
        case .takeItDown: "TAKE IT DOWN Act (US)"
        case .onlineSafety: "Online Safety Act (UK)"
        }
    }
}

extension LegalClock {
    /// Which deadline it is.
    var words: String {
        switch name {
        case .receipt: "Receipt to the sender (Art. 16(4))"
        case .decision: "Decision on the notice (Art. 16(5))"
        case .removal(_, let regime): "48 hours, \(regime.words)"
        case .statement: "Statement of reasons (Art. 17)"
        case .danger: "Report of danger (Art. 18)"
        case .reportReview: "Review of the report"
        case .secondPerson: "Second person"
        case .complaint: "Decision on the complaint (Art. 20)"
        case .orderReceipt: "Receipt to the authority"
        case .orderEffect: "Effect of the order"
        case .hold: "Hold after a miss"
        case .pause: "Look at a machine's pause"
        case .look: "A person looks"
        }
    }
}

extension LegalClock.State {
    var words: String {
        switch self {
        case .met: "met"
        case .metLate: "met late"
        case .running: "running"
        case .warning: "due soon"
        case .overdue: "overdue"
        }
    }
}

extension Category {
    /// The category in words: its code with spaces.
    var words: String { rawValue.replacing("-", with: " ") }
}

extension DeskError.Field {
    var words: String { "The field “\(rawValue.replacing("-", with: " "))” cannot be right." }
}
