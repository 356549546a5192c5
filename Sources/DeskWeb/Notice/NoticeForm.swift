import Casework
import Desk
import GatewayAPI
import SafetyModel
import WireJSON

/// What a visitor has said so far. The three screens carry it along in hidden fields, so nothing is kept here before it
/// is sent.
struct NoticeForm: Sendable {
    /// As typed, one link on a line.
    var links = ""
    /// As the script made it: a list of pictures, each a list of `{pdq, quality}`, the whole first.
    var fingerprints = ""
    /// The file comes with the last screen.
    var sendsFile = false
    var ground: NoticeGround?
    var sender: NoticeDraft.Sender?
    var isDanger = false
    var explanation = ""
    var subjectIsWoman: Bool?
    var name = ""
    var email = ""
    /// As typed.
    var earlier = ""
    var regimes: Set<Regime> = []
    var signature = ""
    var declaresIntimate = false
    var isBonaFide = false
    var file: [UInt8]?

    init() {}

    init(_ parts: [MultipartPart]) {
        let fields = FormFields(parts)
        links = fields.text("links", bytesMax: 64 << 10)
        fingerprints = fields.flag("forget") ? "" : fields.text("fingerprints", bytesMax: 128 << 10)
        sendsFile = fields.flag("sendsfile")
        ground = NoticeGround(rawValue: fields.text("ground", bytesMax: 64))
        sender = NoticeDraft.Sender(rawValue: fields.text("sender", bytesMax: 64))
        isDanger = fields.flag("danger")
        explanation = fields.text("explanation", bytesMax: 64 << 10)
        subjectIsWoman = ["yes": true, "no": false][fields.text("woman", bytesMax: 8)]
        name = fields.text("name", bytesMax: 4096)
        email = fields.text("email", bytesMax: 4096)
        earlier = fields.text("earlier", bytesMax: 256)
        regimes = Set(Regime.allCases.filter { fields.flag($0.rawValue) })
        signature = fields.text("signature", bytesMax: 4096)
        declaresIntimate = fields.flag("declares")
        isBonaFide = fields.flag("bona-fide")
        file = fields.file("file")
        settle()
    }

    /// The ground that counts: an intimate or revealing picture of somebody under 18 is one of a child.
    var isAboutChild: Bool { NoticeDraft.isAboutChild(ground, sender) }

    /// The sender is under 18 and shown in an intimate or revealing picture.
    var isMinorsIntimate: Bool { isAboutChild && ground != .childAbuse }

    /// The laws with clocks of their own are for the person shown or somebody acting for them.
    var mayUseRegimes: Bool {
        ground == .intimateImage && !isAboutChild && (sender == .subject || sender == .representative)
    }

    /// Lets go of what is never asked for, whatever a browser sent.
    private mutating func settle() {
        if isAboutChild { (name, email, file) = ("", "", nil) }
        if sender != nil, !mayUseRegimes { (regimes, signature, declaresIntimate) = ([], "", false) }
    }
}

/// The fields of a form, bounded. A name that comes twice counts as not there.
struct FormFields {
    private var parts: [String: MultipartPart] = [:]

    init(_ all: [MultipartPart]) {
        var seen: Set<String> = []
        for part in all {
            if seen.insert(part.name).inserted { parts[part.name] = part } else { parts[part.name] = nil }
        }
    }

    /// The text without control characters, but for line ends, and without space around it; empty when it is missing,
    /// too long, or not UTF-8.
    func text(_ name: String, bytesMax: Int) -> String {
        guard let part = parts[name], part.bytes.count <= bytesMax, let text = UTF8Check.text(part.bytes) else {
            return ""
        }
        var plain = ""
        for scalar in text.unicodeScalars
        where scalar == "\n" || scalar == "\t" || (scalar.value >= 0x20 && scalar.value != 0x7F) {
            plain.unicodeScalars.append(scalar)
        }
        return trimmed(plain)
    }

    func flag(_ name: String) -> Bool { parts[name]?.bytes == Array("on".utf8) }

    /// Browsers send an empty file when none was chosen.
    func file(_ name: String) -> [UInt8]? { parts[name].flatMap { $0.bytes.isEmpty ? nil : $0.bytes } }
}

/// Text without white space at both ends.
func trimmed(_ text: String) -> String {
    var rest = Substring(text)
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return String(rest)
}
