public import SafetyModel

/// A trusted flagger as the coordinator awarded the status (Art. 22).
public struct TrustedFlagger: Hashable, Sendable, Codable {
    public var id: FlaggerID
    /// The country whose Digital Services Coordinator awarded the status, lower-case ISO 3166.
    public var coordinator: String
    /// The designated area of expertise.
    public var area: Set<Category>
    public var validFrom: Moment
    /// Nil while no end is known.
    public var validUntil: Moment?
    /// The coordinator suspended the status while it investigates (Art. 22(6)).
    public var isSuspended: Bool = false
    /// The SHA-256 digest of the key to its machine door; nil while it has none.
    public var keyDigest: String?

    public init(
        id: FlaggerID, coordinator: String, area: Set<Category>, validFrom: Moment, validUntil: Moment? = nil,
        isSuspended: Bool = false
    ) {
        self.id = id
        self.coordinator = coordinator
        self.area = area
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.isSuspended = isSuspended
    }

    /// True when a notice on that ground at that moment has priority (Art. 22(1)).
    public func hasPriority(_ ground: NoticeGround, at moment: Moment) -> Bool {
        guard !isSuspended, moment >= validFrom, area.contains(ground.category) else { return false }
        guard let validUntil else { return true }
        return moment < validUntil
    }
}

/// How a trusted flagger's notices fared: the figures for Art. 15 and Art. 22(6).
public struct FlaggerQuality: Hashable, Sendable {
    public internal(set) var verdicts: [NoticePart: NoticeVerdict?] = [:]

    public init() {}

    public var received: Int { verdicts.count }
    public var founded: Int { count(.founded) }
    public var unfounded: Int { count(.unfounded) + count(.manifestlyUnfounded) }
    public var imprecise: Int { count(.imprecise) }

    /// True when the share of imprecise or unfounded notices is high enough to tell the coordinator.
    public func callsForCoordinator(_ settings: FlaggerSettings) -> Bool {
        let judged = founded + unfounded + imprecise
        let poor = unfounded + imprecise
        return judged >= settings.judgedMin && poor * 100 >= judged * settings.poorPercent
    }

    private func count(_ verdict: NoticeVerdict) -> Int { verdicts.values.count { $0 == verdict } }
}

/// A notice's part in one case: a notice may be spread over several.
public struct NoticePart: Hashable, Sendable {
    public var notice: NoticeID
    public var caseID: CaseID
    public init(notice: NoticeID, caseID: CaseID) {
        self.notice = notice
        self.caseID = caseID
    }
}

/// What a ruling says of a notice.
public enum NoticeVerdict: String, CaseIterable, Hashable, Sendable, Codable {
    case founded
    case unfounded
    /// So plainly wrong that no examination was needed; counts as misuse (Art. 23(2)).
    case manifestlyUnfounded = "manifestly-unfounded"
    /// Nothing could be identified or judged from it.
    case imprecise
}
