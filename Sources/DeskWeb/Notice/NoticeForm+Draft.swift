import Casework
import Desk
import GatewayAPI
import SafetyModel
import WireJSON

extension NoticeForm {
    /// Something that keeps the visitor from going on: which screen, which field, which words.
    struct Fault: Hashable, Sendable {
        var screen: Int
        /// The id of the field.
        var field: String
        /// The key of the words, after `error.`.
        var words: String
    }

    /// The links, cleaned, each once; nil when one cannot be a link.
    var linkList: [String]? {
        var found: [String] = []
        for line in links.split(whereSeparator: \.isNewline) {
            let typed = trimmed(String(line))
            guard !typed.isEmpty else { continue }
            // People copy links without their beginning.
            let link = typed.contains("://") ? typed : "https://" + typed
            guard Self.isLink(link) else { return nil }
            if !found.contains(link) { found.append(link) }
        }
        return found
    }

    /// What was typed without its beginning must at least look like the name of a site.
    private static func isLink(_ link: String) -> Bool {
        let host = link.drop { $0 != "/" }.dropFirst(2).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        return NoticeDraft.isLink(link) && host.contains(".") && host.first != "." && host.last != "."
    }

    /// The pictures that the browser made fingerprints of; nil when they cannot be read.
    var prints: [[Fingerprint]]? {
        guard !fingerprints.isEmpty else { return [] }
        guard let pictures = (try? JSONReader.read(Array(fingerprints.utf8)))?.elements,
            pictures.count <= NoticeDraft.thingsMax
        else { return nil }
        var found: [[Fingerprint]] = []
        for picture in pictures {
            guard let parts = picture.elements, (1...NoticeDraft.fingerprintsMax).contains(parts.count) else {
                return nil
            }
            var prints: [Fingerprint] = []
            for part in parts {
                guard let print = Fingerprint(part) else { return nil }
                prints.append(print)
            }
            guard prints[0].quality >= 50 else { return nil }
            found.append(prints)
        }
        return found
    }

    /// What is wrong on the screens up to that one, in the order of the fields.
    func faults(through screen: Int) -> [Fault] {
        var faults: [Fault] = []
        func note(_ screen: Int, _ field: String, _ words: String) {
            faults.append(Fault(screen: screen, field: field, words: words))
        }
        if ground == nil { note(1, "ground", "ground") }
        let (links, prints) = (linkList, prints)
        let count = (links?.count ?? 0) + (prints?.count ?? 0) + (sendsFile ? 1 : 0)
        if links == nil || count > NoticeDraft.thingsMax { note(1, "links", "link") }
        if prints == nil { note(1, "photos", "fingerprints") }
        if links != nil, prints != nil {
            if count == 0 {
                note(1, "links", "things")
            } else if isAboutChild, sendsFile, count == 1 {
                note(1, "links", "file-forbidden")
            }
        }
        guard screen > 1 else { return faults }
        if sender == nil { note(2, "sender", "sender") }
        if explanation.unicodeScalars.count > NoticeDraft.wordsMax { note(2, "explanation", "explanation") }
        if name.unicodeScalars.count > NoticeDraft.lineMax { note(2, "name", "name") }
        if !email.isEmpty, !NoticeDraft.isAddress(email) { note(2, "email", "email") }
        if !earlier.isEmpty, CaseCode(typed: earlier) == nil { note(2, "earlier", "code") }
        let signs = signature.unicodeScalars.count
        if signs > NoticeDraft.lineMax || (regimes.contains(.takeItDown) && signs == 0) {
            note(2, "signature", "signature")
        }
        guard screen > 2 else { return faults }
        if sendsFile, !isAboutChild, file == nil { note(3, "file", "file") }
        if !isBonaFide { note(3, "bona-fide", "bona-fide") }
        return faults
    }

    /// What goes to the desk; nil while something is wrong.
    func draft(_ language: PageLanguage) -> NoticeDraft? {
        guard faults(through: 3).isEmpty, let ground, let sender, let links = linkList, let prints else { return nil }
        var things = links.map { NoticeDraft.Thing.link($0) } + prints.map { .fingerprints($0) }
        if sendsFile, !isAboutChild, let file { things.append(.file(Picture(bytes: file))) }
        var draft = NoticeDraft(
            things: things, ground: ground, sender: sender, language: language.code)
        draft.regimes = regimes
        draft.explanation = explanation
        draft.name = name
        draft.email = email
        draft.signature = signature
        draft.isBonaFide = isBonaFide
        draft.declaresIntimate = declaresIntimate
        draft.subjectIsWoman = subjectIsWoman
        draft.isDanger = isDanger
        draft.earlier = CaseCode(typed: earlier)
        return draft
    }
}
