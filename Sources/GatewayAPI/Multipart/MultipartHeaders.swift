import WireJSON

/// The headers of one part of a form.
enum MultipartHeaders {
    /// Reads header lines, without the empty line that ends them.
    static func part(_ bytes: [UInt8], limits: MultipartLimits) throws(MultipartError) -> MultipartPart {
        guard let text = UTF8Check.text(bytes) else { throw .headerMalformed }
        var part = MultipartPart(name: "")
        var named = false
        var seen: Set<String> = []
        let lines = try lines(text)
        guard lines.count <= limits.headers else { throw .headersTooLarge }
        for line in lines {
            guard let colon = line.firstIndex(of: ":") else { throw .headerMalformed }
            let name = line[..<colon].lowercased()
            guard !name.isEmpty, name.utf8.allSatisfy(HeaderValue.isToken), seen.insert(name).inserted else {
                throw .headerMalformed
            }
            let value = HeaderValue(line[line.index(after: colon)...])
            switch name {
            case "content-disposition":
                try readDisposition(value, into: &part)
                named = true
            case "content-type": try readType(value, into: &part)
            case "content-transfer-encoding":
                guard ["binary", "8bit", "7bit"].contains(value?.main.lowercased()) else { throw .encodingNotAllowed }
            default: break
            }
        }
        guard named else { throw .nameMissing }
        return part
    }

    private static func lines(_ text: String) throws(MultipartError) -> [Substring] {
        var lines: [Substring] = []
        for line in text.unicodeScalars.split(separator: "\r", omittingEmptySubsequences: false) {
            var line = line
            if !lines.isEmpty || line.startIndex != text.startIndex {
                guard line.first == "\n" else { throw .headerMalformed }
                line.removeFirst()
            }
            // A bare LF, a control character or a folded line.
            guard line.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F || $0 == "\t" }),
                line.first != " ", line.first != "\t"
            else { throw .headerMalformed }
            lines.append(Substring(line))
        }
        return lines
    }

    private static func readDisposition(_ value: HeaderValue?, into part: inout MultipartPart) throws(MultipartError) {
        guard let value, value.main.lowercased() == "form-data" else { throw .headerMalformed }
        guard let name = value.parameters["name"] else { throw .nameMissing }
        guard !name.isEmpty, name.utf8.count <= 256 else { throw .nameMissing }
        part.name = name
        // WHY: RFC 7578 forbids `filename*`, yet clients send it; that there is a file is all that it is read for.
        part.filename = value.parameters["filename"] ?? value.parameters["filename*"]
    }

    private static func readType(_ value: HeaderValue?, into part: inout MultipartPart) throws(MultipartError) {
        guard let value else { throw .headerMalformed }
        part.mediaType = value.main.lowercased()
        guard ["utf-8", "us-ascii", nil].contains(value.parameters["charset"]?.lowercased()) else {
            throw .encodingNotAllowed
        }
    }
}
