import ArgumentParser
import Crypto
import Foundation
import ImageFingerprint
import Lens
import SafetyModel
import Screening

/// `vangrail fingerprint`: the PDQ fingerprint of pictures, decoded in the lens at full resolution.
struct FingerprintCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fingerprint", abstract: "Print the PDQ fingerprint and quality of pictures.",
        discussion: """
            One line a file: 64 hexadecimal digits, the quality (0 to 100; under 50 the fingerprint says little), the \
            file. What else a file shows, later frames or colours that alpha hides, follows on lines of its own with a \
            `+`. With --json one object a file, as `/admin/v1/assets/import` takes it. Nothing is stored. Exit 1: a file \
            could not be read.
            """)

    @Flag(help: "One JSON object a file: fingerprint, quality, signature, sha256.") var json = false
    @Argument(help: "Picture files (JPEG, PNG, WebP, GIF, AVIF, HEIC).") var files: [String]

    func run() async throws {
        try await PictureFiles.show(files) { lens, file, data in
            let picture = try await lens.read(Picture(bytes: Array(data)), as: .source)
            if json { return try printJSON(picture, data, file) }
            print("\(picture.fingerprint.hex) \(picture.fingerprint.quality) \(file)")
            for further in picture.furtherFingerprints { print("\(further.hex) \(further.quality) + \(file)") }
        }
    }

    private func printJSON(_ picture: ReadPicture, _ data: Data, _ file: String) throws {
        var fields: [String: Any] = [
            "file": file, "fingerprint": picture.fingerprint.hex, "quality": picture.fingerprint.quality,
            "sha256": Hexadecimal.text(SHA256.hash(data: data)),
        ]
        fields["signature"] = picture.signature?.hex
        let line = try JSONSerialization.data(withJSONObject: fields, options: [.sortedKeys, .withoutEscapingSlashes])
        print(String(decoding: line, as: UTF8.self))
    }
}
