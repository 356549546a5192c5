import Casework
import SafetyModel

extension RulingReason {
    var words: String {
        switch self {
        case .undressed: "Undressed"
        case .intimateImage: "Intimate image, not agreed"
        case .sexualDepiction: "Made sexual"
        case .revealingEdit: "Revealing edit"
        case .degradingEdit: "Degrading edit"
        case .childAbuse: "Child sexual abuse"
        case .adultContent: "Adult content"
        case .violence: "Violence"
        case .hate: "Hate"
        case .harassment: "Harassment"
        case .selfHarm: "Self-harm"
        case .deception: "Deception"
        case .otherBreach: "Another breach"
        case .returned: "Removed account is back"
        case .noBreach: "No breach"
        case .consentShown: "Consent shown"
        case .artOrJournalism: "Art or journalism"
        case .notAccountable: "Not the same"
        case .tooImprecise: "Too imprecise"
        case .manifestlyUnfounded: "Manifestly unfounded"
        }
    }

    /// The policy behind it: what the person concerned reads, or what it means where nothing is restricted.
    var policy: String {
        switch self {
        case .noBreach: "The picture breaks neither the law nor the terms. Hidden pictures come back."
        case .consentShown: "The person shown has agreed, and that is plain. Hidden pictures come back."
        case .artOrJournalism: "Art, journalism, education or history that the law and the terms protect."
        case .notAccountable: "This picture is not the one that was reported."
        case .tooImprecise: "The notice does not say enough to tell what it is about. The sender is asked for more."
        case .manifestlyUnfounded:
            "The notice is plainly without ground. Counts as misuse (Art. 23(2)) and can cost the sender hiding at once."
        case .childAbuse:
            "Sexual, nude or revealing, and about a child or somebody who may be one. Needs a cited law and a second person; what is sent out stays generic and never mentions a report."
        default:
            EnglishTexts.all[.explanation(StatementOfReasons.Explanation(rawValue: rawValue) ?? .otherBreach)] ?? words
        }
    }
}

/// What a ruling rests on as a rule; the reviewer may always say something else.
struct UsualGround: Sendable {
    var category: SafetyModel.Category
    var clause: TermsClause?
    var law: LegalGround?

    /// The usual ground of a breach; nil where nothing is restricted.
    static func of(_ reason: RulingReason) -> UsualGround? {
        switch reason {
        case .undressed: terms(.undress)
        case .intimateImage: terms(.undress, .intimateImages)
        case .sexualDepiction: terms(.sexualisedPerson)
        case .revealingEdit: terms(.sexualisedPerson)
        case .degradingEdit: terms(.degradation)
        // Never a matter of terms alone.
        case .childAbuse:
            UsualGround(
                category: .minorSexual,
                law: LegalGround(jurisdiction: "eu", citation: "Directive 2011/93/EU, art. 5"))
        case .adultContent: terms(.adultSexual)
        case .violence: terms(.violence)
        case .hate: terms(.hate)
        case .harassment: terms(.harassment)
        case .selfHarm: terms(.selfHarm)
        case .deception: terms(.politicalDeception)
        case .otherBreach: terms(.illegal, .otherRules)
        case .returned: terms(.illegal, .returnAfterRemoval)
        case .noBreach, .consentShown, .artOrJournalism, .notAccountable, .tooImprecise, .manifestlyUnfounded: nil
        }
    }

    /// A category's rule stands in the terms under its name.
    private static func terms(_ category: SafetyModel.Category, _ clause: TermsClause? = nil) -> UsualGround {
        UsualGround(category: category, clause: clause ?? TermsClause(text: category.rawValue))
    }

    var words: String {
        let ground = law.map { "\($0.jurisdiction.uppercased()): \($0.citation)" } ?? "clause \(clause?.text ?? "")"
        return "\(ground) · \(category.words)"
    }

    /// Laws that reviewers often cite, offered while they type.
    static let laws: [LegalGround] = [
        LegalGround(jurisdiction: "eu", citation: "Directive (EU) 2024/1385, art. 5"),
        LegalGround(jurisdiction: "eu", citation: "Directive 2011/93/EU, art. 5"),
        LegalGround(jurisdiction: "nl", citation: "Wetboek van Strafrecht, art. 254ba"),
        LegalGround(jurisdiction: "de", citation: "StGB, § 201a"),
        LegalGround(jurisdiction: "fr", citation: "Code pénal, art. 226-8-1"),
        LegalGround(jurisdiction: "gb", citation: "Sexual Offences Act 2003, s. 66B"),
        LegalGround(jurisdiction: "us", citation: "TAKE IT DOWN Act, s. 2"),
    ]
}

extension AccountStep {
    var words: String {
        switch self {
        case .warning: "Warning"
        case .lossOfGeneration(let seconds?): "No generation for \(Times.duration(seconds: seconds))"
        case .lossOfGeneration(nil): "No generation, for good"
        case .suspension(let seconds): "Suspended for \(Times.duration(seconds: seconds))"
        case .removal: "Removed"
        }
    }
}

extension MeasureEnd.Cause {
    var words: String {
        switch self {
        case .expired: "over"
        case .reversed: "reversed"
        case .recounted: "recounted"
        case .ended: "ended by a person"
        case .superseded: "replaced by a stricter one"
        }
    }
}

extension Account.Standing {
    var words: String { self == .good ? "in good standing" : rawValue }
}

extension RulingState.Status {
    var words: String {
        switch self {
        case .proposed: "waits for a second person"
        case .effective: "in effect"
        case .rejected: "rejected"
        case .reversed: "reversed"
        }
    }
}

extension Proposal.Cause {
    var words: String {
        switch self {
        case .removal: "an account is removed"
        case .minors: "it is about a child"
        case .floor: "it lifts a match of the floor"
        case .hold: "it lifts a hold"
        }
    }
}

extension ComplaintDecision.Result {
    var words: String {
        switch self {
        case .upheld: "The first decision stands"
        case .partlyReversed: "Reversed in part"
        case .reversed: "Reversed"
        }
    }
}

extension ComplaintDecision.Reason {
    var words: String {
        switch self {
        case .firstRulingRight: "The first ruling was right"
        case .newFacts: "New facts"
        case .wrongGround: "Wrong ground"
        case .wrongItem: "Wrong item"
        case .tooStrict: "Too strict"
        case .overlooked: "Something was overlooked"
        case .manifestlyUnfounded: "Manifestly unfounded"
        }
    }
}

extension Complaint.Target {
    var words: String {
        switch self {
        case .statement(let id): "a restriction (\(id.text))"
        case .notice(let id): "the answer to notice \(id.text)"
        case .refusal(let id): "the gate's refusal (\(id.text))"
        }
    }
}
