public import Casework

/// A language of the public pages and of what the desk writes to people.
public enum PageLanguage: String, CaseIterable, Hashable, Sendable {
    case nl, en, de, fr, es, pl, ar, tr, uk

    /// What the language calls itself.
    var ownName: String {
        switch self {
        case .nl: "Nederlands"
        case .en: "English"
        case .de: "Deutsch"
        case .fr: "Français"
        case .es: "Español"
        case .pl: "Polski"
        case .ar: "العربية"
        case .tr: "Türkçe"
        case .uk: "Українська"
        }
    }

    var isRightToLeft: Bool { self == .ar }

    var code: LanguageCode { LanguageCode(rawValue) }

    /// The language with that code; English where there is none.
    public init(_ code: LanguageCode) { self = PageLanguage(rawValue: code.text) ?? .en }

    /// The one that a link asks for, else the first that the browser asks for, else English.
    init(asked: String?, accepted: String?) {
        if let asked, let language = PageLanguage(rawValue: asked) {
            self = language
            return
        }
        self = Self.wanted(accepted).lazy.compactMap(PageLanguage.init(rawValue:)).first ?? .en
    }

    /// The codes of an `Accept-Language`, in the order in which they stand.
    static func wanted(_ accepted: String?) -> [String] {
        (accepted ?? "").split(separator: ",").prefix(20).map { part in
            part.prefix { $0 != ";" && $0 != "-" }.filter { $0 != " " }.lowercased()
        }
    }
}
