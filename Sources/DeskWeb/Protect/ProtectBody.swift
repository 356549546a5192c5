import GatewayAPI
import SafetyModel
import Screening
import WireJSON

/// Reads what the page at `/protect` sends.
enum ProtectBody {
    private static let ownerBytesMax = 256

    /// `{"pictures": [{"fingerprints": [{"part", "pdq", "quality"}, …]}, …], "owner": …}`; the first fingerprint of a picture
    /// is that of the whole.
    static func registration(
        _ json: JSON
    ) throws(WireError) -> (photos: [PictureProtection.Photo], owner: AccountID?) {
        guard let pictures = json.member("pictures")?.elements, pictures.count <= PictureProtection.photosMax else {
            throw .invalid("pictures", "`pictures` must be a list of 1 to \(PictureProtection.photosMax)")
        }
        var photos: [PictureProtection.Photo] = []
        for (index, picture) in pictures.enumerated() { photos.append(try photo(picture, "pictures[\(index)]")) }
        switch json.member("owner") {
        case nil, .null: return (photos, nil)
        case let owner?:
            guard let name = owner.text(bytesMax: ownerBytesMax), !name.isEmpty else {
                throw .invalid("owner", "`owner` must be a name of at most \(ownerBytesMax) bytes")
            }
            return (photos, AccountID(text: name))
        }
    }

    /// `{"picture": {"fingerprints": […]}, "words": …}`.
    static func dispute(_ json: JSON) throws(WireError) -> (fingerprint: Fingerprint, words: String) {
        guard let words = json.member("words")?.text(bytesMax: 80_000), words.contains(where: { !$0.isWhitespace })
        else { throw .invalid("words", "`words` must say what is wrong") }
        guard let picture = json.member("picture") else { throw .invalid("picture", "`picture` is missing") }
        return (try photo(picture, "picture").fingerprint, words)
    }

    /// `{"code": …}`.
    static func code(_ json: JSON) throws(WireError) -> ProtectionCode {
        guard let code = json.member("code")?.text(bytesMax: 64).flatMap(ProtectionCode.init(typed:)) else {
            throw .invalid("code", "`code` must be twenty letters and digits")
        }
        return code
    }

    private static func photo(_ json: JSON, _ name: String) throws(WireError) -> PictureProtection.Photo {
        guard let parts = json.member("fingerprints")?.elements, !parts.isEmpty,
            parts.count <= PictureProtection.Photo.fingerprintsMax
        else {
            throw .invalid(
                name, "`fingerprints` must be a list of 1 to \(PictureProtection.Photo.fingerprintsMax)")
        }
        var fingerprints: [Fingerprint] = []
        for (index, part) in parts.enumerated() {
            guard let fingerprint = Fingerprint(part),
                (part.member("part")?.text == "whole") == (index == 0)
            else {
                throw .invalid(
                    "\(name).fingerprints[\(index)]",
                    "a fingerprint has `part` (the first is `whole`), `pdq` of 64 hexadecimal digits and `quality`")
            }
            fingerprints.append(fingerprint)
        }
        return PictureProtection.Photo(fingerprint: fingerprints[0], crops: Array(fingerprints.dropFirst()))
    }
}
