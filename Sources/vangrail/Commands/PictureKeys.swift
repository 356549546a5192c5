import ArgumentParser
import Crypto
import Foundation
import ImageFingerprint
import Lens
import SafetyModel
import Screening

/// What a picture file is recognised by, made here: the picture itself goes nowhere.
struct PictureKeys {
    private var fingerprint: Fingerprint
    /// Nil where only a fingerprint was given.
    private var picture: ReadPicture?
    private var sha256: String?
    private var md5: String?

    /// Of a file, or of 64 hexadecimal digits. As `source` by what it is looked up by, as `enrolment` by what an entry of a
    /// bank is found by.
    init(of name: String, as role: PictureRole) async throws {
        if let given = Fingerprint(hex: name.lowercased(), quality: 100) {
            fingerprint = given
            return
        }
        guard let data = FileManager.default.contents(atPath: name) else {
            throw ValidationError("`\(name)` is no file that can be read, and no fingerprint of 64 digits")
        }
        let lens = try Programs.singleLens()
        do throws(LensError) {
            let read = try await lens.read(Picture(bytes: Array(data)), as: role)
            await lens.shutDown()
            (fingerprint, picture) = (read.fingerprint, read)
        } catch {
            await lens.shutDown()
            throw ValidationError("`\(name)` cannot be read as a picture: \(error.code)")
        }
        sha256 = Hexadecimal.text(SHA256.hash(data: data))
        md5 = Hexadecimal.text(Insecure.MD5.hash(data: data))
    }

    /// As the doors that look pictures up take it.
    var sought: [String: Any] {
        var body = common
        body["parts"] = picture?.parts.filter { $0.fingerprint.quality >= BankEntry.qualityMin }.map {
            [
                "fingerprint": $0.fingerprint.hex, "part": $0.part.rawValue, "orientation": $0.orientation.rawValue,
            ]
        }
        return body
    }

    /// As the door that takes entries takes it.
    var enrolled: [String: Any] {
        var body = common
        body["crops"] = picture?.parts.filter { $0.part != .whole }.map(\.fingerprint.hex)
        return body
    }

    private var common: [String: Any] {
        var body: [String: Any] = ["fingerprint": fingerprint.hex, "quality": fingerprint.quality]
        body["signature"] = picture?.signature?.hex
        body["sha256"] = sha256
        body["md5"] = md5
        return body
    }
}
