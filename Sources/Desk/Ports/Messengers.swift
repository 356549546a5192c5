public import Casework
public import SafetyModel

/// What became of a message.
public enum MessageOutcome: Hashable, Sendable {
    /// The other side has it and says so.
    case acknowledged
    /// It may work later. The word says why, for staff and log; never personal.
    case later(String)
    /// The other side will not take it.
    case refused(String)
    /// There is nobody to send it to: the operator has set none.
    case notSet
}

/// The operator's platform, told by signed messages. The same id always means the same message.
public protocol PlatformMessenger: Sendable {
    func tell(_ message: PlatformMessage) async -> MessageOutcome
}

/// Something that the platform has to do or pass on.
public struct PlatformMessage: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        case hide = "asset.hide"
        case remove = "asset.remove"
        case restore = "asset.restore"
        case label = "asset.label"
        case warn = "account.warn"
        case pause = "account.pause"
        case suspend = "account.suspend"
        case dismiss = "account.remove"
        case reinstate = "account.reinstate"
        case statement = "statement.issued"
        case complaintAnswer = "complaint.answered"
        case orderNotice = "order.received"

        public init(_ action: AccountAction) {
            switch action {
            case .warn: self = .warn
            case .pause: self = .pause
            case .suspend: self = .suspend
            case .remove: self = .dismiss
            case .reinstate: self = .reinstate
            }
        }
    }

    /// Case and effect: the same message, sent again, has the same id.
    public var id: String
    public var kind: Kind
    public var at: Moment
    public var asset: ItemID?
    public var url: String?
    public var account: AccountID?
    /// When a measure ends by itself.
    public var until: Moment?
    /// Where the addressee reads it and can complain.
    public var page: String?
    /// Words for the addressee, in the account's language.
    public var lines: [String] = []
    public var language: LanguageCode?

    public init(id: String, kind: Kind, at: Moment) {
        self.id = id
        self.kind = kind
        self.at = at
    }
}

/// Mail to people who left an address.
public protocol Mailer: Sendable {
    func send(_ letter: Letter) async -> MessageOutcome
}

/// A mail. Its subject says nothing about what it is about.
public struct Letter: Hashable, Sendable {
    /// The same letter, sent again, has the same id.
    public var id: String
    public var to: String
    public var subject: String
    public var lines: [String]
    public var language: LanguageCode

    public init(id: String, to: String, subject: String, lines: [String], language: LanguageCode) {
        self.id = id
        self.to = to
        self.subject = subject
        self.lines = lines
        self.language = language
    }
}

/// The words of messages, by language.
public struct Wording: Sendable {
    /// Texts by key; English where a language is not there.
    public var texts: @Sendable (LanguageCode) -> [MessageKey: String]
    /// The neutral subject of every mail.
    public var subject: @Sendable (LanguageCode) -> String
    /// What a clause of the terms says; nil for one that is not ours.
    public var clause: @Sendable (TermsClause, LanguageCode) -> String?

    public init(
        texts: @escaping @Sendable (LanguageCode) -> [MessageKey: String],
        subject: @escaping @Sendable (LanguageCode) -> String,
        clause: @escaping @Sendable (TermsClause, LanguageCode) -> String? = { _, _ in nil }
    ) {
        self.texts = texts
        self.subject = subject
        self.clause = clause
    }

    /// English only.
    public static let english = Wording(texts: { _ in EnglishTexts.all }, subject: { _ in "About your message" })

    func rendered(_ lines: [MessageLine], in language: LanguageCode) -> [String] {
        let texts = texts(language)
        return lines.map { line in
            var line = line
            if let id = line.values["clause"], let words = clause(TermsClause(text: id), language) {
                line.values["clause"] = words
            }
            return line.rendered(texts)
        }
    }
}
