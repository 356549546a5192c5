public import SafetyModel

/// A report by somebody that pictures should not be there (Art. 16). Words and contact details lie in sealed rows.
public struct Notice: Hashable, Sendable, Codable {
    public var id: NoticeID
    public var ground: NoticeGround
    /// The items it names, at least one.
    public var items: [ItemID]
    /// The sender; nil when the sender gave no name.
    public var notifier: NotifierID?
    /// The trusted flagger that sent it (Art. 22).
    public var flagger: FlaggerID?
    /// The depicted person, if the notice says that the items show the same one.
    public var subject: SubjectID?
    /// The laws on which the sender relies besides the Digital Services Act.
    public var regimes: Set<Regime> = []
    /// What the notice contains.
    public var elements: Set<NoticeElement>
    /// The sender said that the depicted person is a woman or girl; nil when nothing was said.
    public var subjectIsWoman: Bool?
    /// Somebody's life or safety is threatened (Art. 18, recital 52).
    public var isDanger: Bool = false
    /// The sealed explanation.
    public var text: SealedID?
    /// The sealed way to reach the sender; nil when there is none.
    public var contact: SealedID?
    public var language: LanguageCode = "en"

    public init(
        id: NoticeID, ground: NoticeGround, items: [ItemID], notifier: NotifierID? = nil, flagger: FlaggerID? = nil,
        subject: SubjectID? = nil, regimes: Set<Regime> = [], elements: Set<NoticeElement>, subjectIsWoman: Bool? = nil,
        isDanger: Bool = false, text: SealedID? = nil, contact: SealedID? = nil, language: LanguageCode = "en"
    ) {
        self.id = id
        self.ground = ground
        self.items = items
        self.notifier = notifier
        self.flagger = flagger
        self.subject = subject
        self.regimes = regimes
        self.elements = elements
        self.subjectIsWoman = subjectIsWoman
        self.isDanger = isDanger
        self.text = text
        self.contact = contact
        self.language = language
    }
}

/// Why the sender says that a picture should not be there.
public enum NoticeGround: String, CaseIterable, Hashable, Sendable, Codable {
    /// Nude or sexual, without the consent of the adult shown.
    case intimateImage = "intimate-image"
    /// Sexual and about a child.
    case childAbuse = "child-abuse"
    /// A real person in revealing clothes they never wore.
    case revealingEdit = "revealing-edit"
    case degradation, harassment, hate, violence
    case selfHarm = "self-harm"
    /// Against another law.
    case otherIllegal = "other-illegal"
    /// Against the terms only.
    case terms

    /// How grave a case with such a notice is, before anybody has looked.
    public var severity: Severity {
        switch self {
        case .childAbuse: .child
        case .intimateImage, .revealingEdit, .degradation: .grave
        default: .routine
        }
    }

    /// Items are hidden at once, pending a ruling.
    public var hidesAtOnce: Bool { self == .intimateImage || self == .childAbuse }

    /// The category in Vangrail's words: the area of a trusted flagger is stated in these.
    public var category: Category {
        switch self {
        case .intimateImage: .undress
        case .childAbuse: .minorSexual
        case .revealingEdit: .sexualisedPerson
        case .degradation: .degradation
        case .harassment: .harassment
        case .hate: .hate
        case .violence: .violence
        case .selfHarm: .selfHarm
        case .otherIllegal: .illegal
        case .terms: .adultSexual
        }
    }
}

/// A law with a clock of its own.
public enum Regime: String, CaseIterable, Hashable, Sendable, Codable {
    /// TAKE IT DOWN Act, s. 3(a)(3): 48 hours.
    case takeItDown = "us-take-it-down"
    /// Online Safety Act, s. 10(3A): 48 hours.
    case onlineSafety = "uk-online-safety"
}

/// A part that a law asks of a notice.
public enum NoticeElement: String, CaseIterable, Hashable, Sendable, Codable {
    /// Why it is illegal (Art. 16(2)(a)).
    case explanation
    /// Name and e-mail address (Art. 16(2)(c)); never asked for about child abuse.
    case identity
    /// Good faith that the notice is accurate and complete (Art. 16(2)(d)); the good-faith belief or statement of US
    /// and UK.
    case bonaFide = "bona-fide"
    /// Physical or electronic signature (US).
    case signature
    /// A way to reach the sender (US, UK).
    case contact
    /// Declares that it is intimate image content (UK).
    case declaresIntimate = "declares-intimate"
    /// Made by the person shown, or by somebody acting for them (US, UK).
    case bySubject = "by-subject"
}

extension Notice {
    /// What the laws ask for and the notice lacks. The items themselves are always there: without them there is no
    /// notice. A notice that lacks something still opens a case and starts its clocks; the sender is asked for the
    /// rest.
    public var missing: Set<NoticeElement> {
        var required: Set<NoticeElement> = [.bonaFide]
        if ground != .terms { required.insert(.explanation) }
        if ground != .childAbuse { required.insert(.identity) }
        if regimes.contains(.takeItDown) { required.formUnion([.signature, .contact, .bySubject]) }
        if regimes.contains(.onlineSafety) { required.formUnion([.declaresIntimate, .contact, .bySubject]) }
        return required.subtracting(elements)
    }
}
