/// Names a text that people read. The words live in language files; English ones are in `EnglishTexts`.
public struct MessageKey: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// `restriction.content-removed`, `facts.generic`, …
    public let text: String

    private init(_ group: String, _ name: String) { text = group + "." + name }

    public var description: String { text }
    public static func < (left: MessageKey, right: MessageKey) -> Bool { left.text < right.text }

    /// What was done (Art. 17(3)(a)).
    public static func restriction(_ kind: StatementOfReasons.Restriction) -> MessageKey {
        .init("restriction", kind.rawValue)
    }
    /// Which facts were relied on (Art. 17(3)(b)).
    public static func facts(_ facts: StatementOfReasons.Facts) -> MessageKey { .init("facts", facts.rawValue) }
    /// How they came to notice.
    public static func source(_ source: StatementOfReasons.Source) -> MessageKey { .init("source", source.rawValue) }
    /// How far a machine decided (Art. 17(3)(c)).
    public static func automation(_ automation: StatementOfReasons.Automation) -> MessageKey {
        .init("automation", automation.rawValue)
    }
    /// Whether a machine found it.
    public static func detection(_ automated: Bool) -> MessageKey {
        .init("detection", automated ? "automated" : "not-automated")
    }
    /// Why it is against the ground that is cited (Art. 17(3)(d), (e)).
    public static func explanation(_ explanation: StatementOfReasons.Explanation) -> MessageKey {
        .init("explanation", explanation.rawValue)
    }
    /// What became of a notice (Art. 16(5)).
    public static func verdict(_ verdict: NoticeVerdict) -> MessageKey { .init("verdict", verdict.rawValue) }
    /// What a law asks of a notice, as the sender is asked for it.
    public static func element(_ element: NoticeElement) -> MessageKey { .init("element", element.rawValue) }
    /// What became of a complaint (Art. 20(5)).
    public static func complaint(_ result: ComplaintDecision.Result) -> MessageKey {
        .init("complaint", result.rawValue)
    }
    /// Why.
    public static func complaintReason(_ reason: ComplaintDecision.Reason) -> MessageKey {
        .init("complaint-reason", reason.rawValue)
    }

    public static let groundIllegal = MessageKey("ground", "illegal")
    public static let groundTerms = MessageKey("ground", "terms")
    public static let durationUntil = MessageKey("duration", "until")
    public static let durationIndefinite = MessageKey("duration", "indefinite")
    public static let territoryEverywhere = MessageKey("territory", "everywhere")
    public static let territoryCountries = MessageKey("territory", "countries")
    public static let redressComplaint = MessageKey("redress", "complaint")
    public static let redressBodies = MessageKey("redress", "bodies")
    public static let redressNoBodies = MessageKey("redress", "no-bodies")
    public static let redressCourt = MessageKey("redress", "court")
    public static let noticeReceived = MessageKey("notice", "received")
    public static let noticeMissing = MessageKey("notice", "missing")
    public static let accountWarning = MessageKey("account", "warning")
    public static let accountReinstated = MessageKey("account", "reinstated")
    public static let misuseWarning = MessageKey("misuse", "warning")
    public static let misuseSuspension = MessageKey("misuse", "suspension")
    public static let orderRecipient = MessageKey("order", "recipient")

    /// Every key there is; a language file must hold all of them.
    public static let all: [MessageKey] = {
        var keys: [MessageKey] = [
            groundIllegal, groundTerms, durationUntil, durationIndefinite, territoryEverywhere, territoryCountries,
            redressComplaint, redressBodies, redressNoBodies, redressCourt, noticeReceived, noticeMissing,
            accountWarning, accountReinstated, misuseWarning, misuseSuspension, orderRecipient,
            detection(true), detection(false),
        ]
        keys += StatementOfReasons.Restriction.allCases.map(restriction)
        keys += StatementOfReasons.Facts.allCases.map(facts)
        keys += StatementOfReasons.Source.allCases.map(source)
        keys += StatementOfReasons.Automation.allCases.map(automation)
        keys += StatementOfReasons.Explanation.allCases.map(explanation)
        keys += NoticeVerdict.allCases.map(verdict)
        keys += NoticeElement.allCases.map(element)
        keys += ComplaintDecision.Result.allCases.map(complaint)
        keys += ComplaintDecision.Reason.allCases.map(complaintReason)
        return keys.sorted()
    }()
}

/// One sentence or paragraph of a message: its key and what fills its gaps.
public struct MessageLine: Hashable, Sendable {
    public var key: MessageKey
    /// Values by the name of the gap, written `{name}` in the text.
    public var values: [String: String]

    public init(_ key: MessageKey, _ values: [String: String] = [:]) {
        self.key = key
        self.values = values
    }

    /// The line in words; the key itself where a text is missing, so that nothing is silently left out.
    public func rendered(_ texts: [MessageKey: String]) -> String {
        var text = texts[key] ?? key.text
        for (name, value) in values { text.replace("{\(name)}", with: value) }
        return text
    }
}
