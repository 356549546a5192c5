import Casework
import SafetyModel

/// What a draft must hold before it can be a notice: only that something is named, and that nothing is out of bounds.
extension NoticeDraft {
    func check() throws(DeskError) {
        guard !things.isEmpty, things.count <= Self.thingsMax else { throw .invalid(.things) }
        for thing in things { try check(thing) }
        guard explanation.unicodeScalars.count <= Self.wordsMax else { throw .invalid(.explanation) }
        guard isLine(name) else { throw .invalid(.name) }
        guard isLine(signature) else { throw .invalid(.signature) }
        guard email.isEmpty || Self.isAddress(email) else { throw .invalid(.email) }
    }

    private func check(_ thing: Thing) throws(DeskError) {
        switch thing {
        case .link(let link):
            guard Self.isLink(link) else { throw .invalid(.link) }
        case .fingerprints(let prints):
            guard let whole = prints.first, prints.count <= Self.fingerprintsMax,
                whole.quality >= 50
            else { throw .invalid(.fingerprints) }
        case .file(let picture):
            guard ground != .childAbuse else { throw .invalid(.fileForbidden) }
            guard !picture.bytes.isEmpty else { throw .invalid(.file) }
        }
    }

    private func isLine(_ text: String) -> Bool {
        text.unicodeScalars.count <= Self.lineMax && text.unicodeScalars.allSatisfy { $0.value >= 0x20 }
    }

    /// An address of the web.
    public static func isLink(_ text: String) -> Bool {
        let lower = text.lowercased()
        guard lower.hasPrefix("https://") || lower.hasPrefix("http://") else { return false }
        guard text.unicodeScalars.count <= linkMax else { return false }
        return text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F }
            && !text.contains { $0.isWhitespace || "<>\"".contains($0) }
            && text.drop { $0 != "/" }.dropFirst(2).contains { $0 != "/" }
    }

    /// True for what can be a mail address. Only sending shows whether it is one.
    public static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, text.unicodeScalars.count <= lineMax,
            text.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7F }),
            !text.contains(where: { $0.isWhitespace || "<>\",;:()[]\\".contains($0) })
        else { return false }
        let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        return labels.count > 1 && labels.allSatisfy { !$0.isEmpty }
    }

    /// What the laws ask for and the draft holds.
    var elements: Set<NoticeElement> {
        var held: Set<NoticeElement> = []
        if !explanation.isEmpty { held.insert(.explanation) }
        if !name.isEmpty && !email.isEmpty { held.insert(.identity) }
        if !email.isEmpty { held.insert(.contact) }
        if isBonaFide { held.insert(.bonaFide) }
        if !signature.isEmpty { held.insert(.signature) }
        if declaresIntimate { held.insert(.declaresIntimate) }
        if sender != .witness { held.insert(.bySubject) }
        return held
    }
}
