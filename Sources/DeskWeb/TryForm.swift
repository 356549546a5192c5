import GatewayAPI
import WireJSON

/// The fields of the forms at `/` and `/check`. A name that comes twice counts as not there.
struct TryForm {
    var prompt = ""
    var photo: [UInt8]?
    /// The address of a picture, where one was pasted.
    var link: String?
    private var given: String?

    init(_ parts: [MultipartPart]) {
        func only(_ name: String) -> MultipartPart? {
            let found = parts.filter { $0.name == name }
            return found.count == 1 ? found[0] : nil
        }
        prompt = only("prompt").flatMap { UTF8Check.text($0.bytes) } ?? ""
        given = only("token").flatMap { UTF8Check.text($0.bytes) }
        link = only("link").flatMap { UTF8Check.text($0.bytes) }.flatMap { $0.isEmpty ? nil : $0 }
        // WHY: browsers send an empty file when none was chosen.
        photo = only("photo").flatMap { $0.bytes.isEmpty ? nil : $0.bytes }
    }

    /// True when the form carries that token.
    func token(is wanted: String?) -> Bool {
        guard let wanted, let given else { return false }
        return AccessKeys.equal(Array(wanted.utf8), Array(given.utf8))
    }

    /// What was typed in to sign in.
    static func secret(_ parts: [MultipartPart]) -> String? {
        let found = parts.filter { $0.name == "secret" }
        guard found.count == 1, found[0].bytes.count <= 512 else { return nil }
        return UTF8Check.text(found[0].bytes)
    }
}
