import ArgumentParser
import Crypto
import Foundation
import Lens
import SafetyModel
import Screening

/// What a picture file is recognised by, made here: the picture itself goes nowhere.
struct PictureKeys {
    var fingerprint: Fingerprint
    /// Lower-case hex; nil where only a fingerprint was given.
    var sha256: String?
    var md5: String?

    /// Of a file, or of 64 hexadecimal digits.
    init(of picture: String) async throws {
        if let given = Fingerprint(hex: picture.lowercased(), quality: 100) {
            fingerprint = given
            return
        }
        guard let data = FileManager.default.contents(atPath: picture) else {
            throw ValidationError("`\(picture)` is no file that can be read, and no fingerprint of 64 digits")
        }
        let lens = try Programs.singleLens()
        do throws(LensError) {
            fingerprint = try await lens.read(Picture(bytes: Array(data)), as: .source).fingerprint
            await lens.shutDown()
        } catch {
            await lens.shutDown()
            throw ValidationError("`\(picture)` cannot be read as a picture: \(error.code)")
        }
        sha256 = Self.hex(SHA256.hash(data: data))
        md5 = Self.hex(Insecure.MD5.hash(data: data))
    }

    /// As the admin doors take it.
    var body: [String: Any] {
        var body: [String: Any] = ["fingerprint": fingerprint.hex, "quality": fingerprint.quality]
        body["sha256"] = sha256
        body["md5"] = md5
        return body
    }

    private static func hex(_ digest: some Sequence<UInt8>) -> String {
        digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
