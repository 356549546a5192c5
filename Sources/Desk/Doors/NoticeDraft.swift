public import Casework
public import SafetyModel

/// What somebody says at the door for notices, before it is a notice.
public struct NoticeDraft: Sendable {
    /// One picture that it is about.
    public enum Thing: Sendable {
        /// Where it stands.
        case link(String)
        /// Fingerprints made on the sender's device: the whole picture first, then crops of it.
        case fingerprints([Fingerprint])
        /// The file itself; refused for child abuse.
        case file(Picture)
    }

    /// Whose picture it is.
    public enum Sender: String, CaseIterable, Hashable, Sendable {
        /// The person shown.
        case subject
        /// The person shown, not of age.
        case minor
        /// Somebody who acts for the person shown.
        case representative
        /// Anybody else who saw it.
        case witness
    }

    public var things: [Thing]
    private var chosenGround: NoticeGround
    public var sender: Sender
    /// Laws relied on besides the Digital Services Act.
    public var regimes: Set<Regime> = []
    public var explanation = ""
    public var name = ""
    public var email = ""
    /// Typed name as an electronic signature (US).
    public var signature = ""
    /// The sender confirms that it is accurate and complete.
    public var isBonaFide = false
    /// The sender declares that it is intimate image content (UK).
    public var declaresIntimate = false
    public var subjectIsWoman: Bool?
    /// Somebody's life or safety is threatened.
    public var isDanger = false
    /// The language of the page; answers are written in it.
    public var language: LanguageCode
    /// The trusted flagger that sent it by the machine door.
    public var flagger: FlaggerID?
    /// Joins earlier notices of the same person, by the code of one of them.
    public var earlier: CaseCode?

    public init(things: [Thing], ground: NoticeGround, sender: Sender, language: LanguageCode) {
        self.things = things
        chosenGround = ground
        self.sender = sender
        self.language = language
    }

    /// The ground that counts, whatever was chosen.
    public var ground: NoticeGround { Self.isAboutChild(chosenGround, sender) ? .childAbuse : chosenGround }

    /// An intimate or revealing picture of somebody who says to be under 18 is one of a child.
    public static func isAboutChild(_ ground: NoticeGround?, _ sender: Sender?) -> Bool {
        ground == .childAbuse || (sender == .minor && (ground == .intimateImage || ground == .revealingEdit))
    }

    /// Things in one notice.
    public static let thingsMax = 20
    /// Unicode scalars of the explanation, and of words that are added.
    public static let wordsMax = 10_000
    /// Unicode scalars of a name, a signature, an address.
    public static let lineMax = 254
    /// Unicode scalars of a link.
    public static let linkMax = 2_000
    /// Fingerprints of one thing: the whole and its crops.
    public static let fingerprintsMax = 25
}

/// What the sender gets: the code for the status page, and a second secret that makes a new code when it is lost.
/// Both are shown once; only their digests are kept.
public struct NoticeTicket: Hashable, Sendable {
    public var code: CaseCode
    public var recovery: CaseCode
    public init(code: CaseCode, recovery: CaseCode) {
        self.code = code
        self.recovery = recovery
    }
}

/// A secret of twenty letters and digits in groups of five, without those that look alike: 100 random bits.
public struct CaseCode: Hashable, Sendable {
    /// Lower-case, with hyphens.
    public let text: String

    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")

    /// Reads what somebody typed: any case, spaces and hyphens anywhere, o for 0, i and l for 1; nil for anything else.
    public init?(typed: String) {
        var letters: [Character] = []
        for letter in typed.lowercased() where letter != " " && letter != "-" {
            let plain: Character =
                switch letter {
                case "o": "0"
                case "i", "l": "1"
                default: letter
                }
            guard letters.count < 20, Self.alphabet.contains(plain) else { return nil }
            letters.append(plain)
        }
        guard letters.count == 20 else { return nil }
        self.init(letters: letters)
    }

    private init(letters: [Character]) {
        text = stride(from: 0, to: 20, by: 5).map { String(letters[$0..<$0 + 5]) }.joined(separator: "-")
    }

    /// A new one from the system's random source.
    public static func mint() -> CaseCode {
        CaseCode(letters: (0..<20).map { _ in alphabet[Int.random(in: 0..<alphabet.count)] })
    }
}
