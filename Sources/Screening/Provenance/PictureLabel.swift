import SafetyModel

/// What a visible label says, in the manner of the icon of the EU's code of practice: made by AI, changed by it, or a deep
/// fake of somebody real.
public struct PictureLabel: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        case generated, edited
        case deepFake = "deep-fake"
    }

    public enum Style: String, CaseIterable, Hashable, Sendable {
        /// A small sign in a corner without a face; a strip where there is no room for it.
        case badge
        /// A line in a strip under the picture.
        case strip
    }

    /// What makes a picture of somebody real a deep fake: it shows them as doing, suffering or being what they did not.
    static let deepFakes: Set<Category> = [
        .politicalDeception, .degradation, .sexualisedPerson, .undress, .violence, .hate,
    ]

    public var kind: Kind
    public var style: Style
    /// The letters for AI, and one or two words beside them.
    public var sign: String
    public var words: String
    /// The line of a strip; also the text for those who do not see the label.
    public var line: String

    public init(kind: Kind, style: Style, sign: String, words: String, line: String) {
        self.kind = kind
        self.style = style
        self.sign = sign
        self.words = words
        self.line = line
    }
}

/// How an operator wants pictures labelled.
public struct LabelSettings: Hashable, Sendable {
    public var style: PictureLabel.Style
    public var language: LabelLanguage
    /// The line in place of the usual ones; empty for those.
    public var line: String

    public init(style: PictureLabel.Style = .badge, language: LabelLanguage = .en, line: String = "") {
        self.style = style
        self.language = language
        self.line = line
    }

    /// The label of a picture.
    public func label(_ kind: PictureLabel.Kind) -> PictureLabel {
        let (sign, words, usual) = language.texts(kind)
        return PictureLabel(kind: kind, style: style, sign: sign, words: words, line: line.isEmpty ? usual : line)
    }
}
