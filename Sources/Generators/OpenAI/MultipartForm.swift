import SafetyModel

/// Writes a `multipart/form-data` body (RFC 7578) of text fields and pictures.
struct MultipartForm {
    private let boundary: String
    private var body: [UInt8] = []

    /// A form with a boundary of 128 random bits, so that no picture and no prompt can contain it.
    init() {
        let random: [UInt64] = [.random(in: .min ... .max), .random(in: .min ... .max)]
        boundary = "vangrail-" + random.map { String($0, radix: 16) }.joined(separator: "-")
    }

    /// The header that goes with the body.
    var contentType: String { "multipart/form-data; boundary=\(boundary)" }

    mutating func add(_ name: String, _ value: String) {
        begin("form-data; name=\"\(Self.escaped(name))\"")
        append("\r\n")
        append(value)
        append("\r\n")
    }

    mutating func add(_ name: String, file: String, picture: Picture, format: Picture.Format) {
        let ending = format == .jpeg ? "jpg" : format.rawValue
        begin("form-data; name=\"\(Self.escaped(name))\"; filename=\"\(file).\(ending)\"")
        append("Content-Type: \(format.mediaType)\r\n\r\n")
        body.append(contentsOf: picture.bytes)
        append("\r\n")
    }

    /// The body with its closing boundary.
    func finished() -> [UInt8] { body + Array("--\(boundary)--\r\n".utf8) }

    private mutating func begin(_ disposition: String) {
        append("--\(boundary)\r\nContent-Disposition: \(disposition)\r\n")
    }

    private mutating func append(_ text: String) { body.append(contentsOf: text.utf8) }

    /// A name as a browser would write it.
    private static func escaped(_ name: String) -> String {
        var escaped = ""
        for character in name.unicodeScalars {
            switch character {
            case "\"": escaped += "%22"
            case "\r": escaped += "%0D"
            case "\n": escaped += "%0A"
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }
}
