public import Casework

/// What the desk writes to people, in their language: statements, answers and mails.
public enum DeskTexts {
    /// A sentence of a mail. No mail says what it is about: others may read it.
    public enum Mail: String, CaseIterable, Hashable, Sendable {
        /// `{number}`: the number of a notice, statement or complaint.
        case subject
        case greeting
        /// Confirmation of receipt; `{number}`.
        case received
        /// Something has happened; `{number}`.
        case news
        /// Where to look with the code; `{address}`.
        case look
        /// A statement of reasons; `{address}` with the secret after the `#`.
        case statement
        /// The same without a script; `{address}` and `{secret}`.
        case secret
        case closing
    }

    /// Every text that statements, answers and outcomes of complaints need, for `MessageLine.rendered`.
    public static func messages(_ language: LanguageCode) -> [MessageKey: String] {
        texts[PageLanguage(language)] ?? EnglishTexts.all
    }

    /// A sentence of a mail with its gaps filled.
    public static func mail(_ sentence: Mail, _ language: LanguageCode, _ values: [String: String] = [:]) -> String {
        let text = MessageFile.all[PageLanguage(language)]?.mails[sentence.rawValue]
        return filled(text ?? sentence.rawValue, values)
    }

    private static let texts: [PageLanguage: [MessageKey: String]] = MessageFile.all.mapValues { file in
        EnglishTexts.all.merging(
            MessageKey.all.compactMap { key in file.messages[key.text].map { (key, $0) } }, uniquingKeysWith: { $1 })
    }
}
