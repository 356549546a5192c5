import SafetyModel

/// The required reason code of a ruling.
public enum RulingReason: String, CaseIterable, Hashable, Sendable, Codable {
    // In breach.
    case undressed
    /// An authentic intimate picture without consent.
    case intimateImage = "intimate-image"
    /// A real person made sexual, nude or engaged in sexual acts.
    case sexualDepiction = "sexual-depiction"
    /// Bikini-type edits: against the terms, unless a national law is cited.
    case revealingEdit = "revealing-edit"
    case degradingEdit = "degrading-edit"
    case childAbuse = "child-abuse"
    case adultContent = "adult-content"
    case violence, hate, harassment
    case selfHarm = "self-harm"
    case deception
    case otherBreach = "other-breach"
    /// A removed account came back under another name.
    case returned
    // Not in breach.
    case noBreach = "no-breach"
    case consentShown = "consent-shown"
    case artOrJournalism = "art-or-journalism"
    case notAccountable = "not-the-same"
    case tooImprecise = "too-imprecise"
    case manifestlyUnfounded = "manifestly-unfounded"

    /// True when the reason says that the item broke the law or the terms.
    public var isBreach: Bool {
        switch self {
        case .noBreach, .consentShown, .artOrJournalism, .notAccountable, .tooImprecise, .manifestlyUnfounded: false
        default: true
        }
    }

    /// The least severity of a case with such a ruling.
    public var severity: Severity {
        switch self {
        case .childAbuse: .child
        case .undressed, .intimateImage, .sexualDepiction, .revealingEdit, .degradingEdit: .grave
        default: .routine
        }
    }

    /// What the ruling says of the notices that led to it.
    public var verdict: NoticeVerdict {
        switch self {
        case .manifestlyUnfounded: .manifestlyUnfounded
        case .tooImprecise: .imprecise
        default: isBreach ? .founded : .unfounded
        }
    }
}
