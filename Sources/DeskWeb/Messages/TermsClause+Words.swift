public import Casework

/// Clauses of the terms besides the rules on categories, which stand there under the names of these.
extension TermsClause {
    static let intimateImages: TermsClause = "no-intimate-images"
    static let returnAfterRemoval: TermsClause = "no-return-after-removal"
    static let otherRules: TermsClause = "other-rules"
    static let reviewPending: TermsClause = "review-pending"

    static let ours: [TermsClause] = [.intimateImages, .returnAfterRemoval, .otherRules, .reviewPending]
}

extension DeskTexts {
    /// What a clause of our terms says; nil for one that is not ours.
    public static func clause(_ clause: TermsClause, _ language: LanguageCode) -> String? {
        let pages = MessageFile.all[PageLanguage(language)]?.pages
        return pages?["category.\(clause.text)"] ?? pages?["clause.\(clause.text)"]
    }
}
