/// The boundary of a form, as its content type names it.
enum MultipartBoundary {
    /// Reads `multipart/form-data; boundary=…`; nil unless the boundary is one that RFC 2046 allows.
    static func read(_ contentType: String) -> String? {
        guard let value = HeaderValue(contentType), value.main.lowercased() == "multipart/form-data",
            let boundary = value.parameters["boundary"], (1...70).contains(boundary.utf8.count),
            boundary.last != " ", boundary.utf8.allSatisfy(isAllowed)
        else { return nil }
        return boundary
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "'()+_,-./:=? ".utf8.contains(byte)
        }
    }
}
