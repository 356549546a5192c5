/// A header value with parameters: `form-data; name="image"; filename="a.png"`.
struct HeaderValue {
    var main: String
    /// By lower-case name; no name occurs twice.
    var parameters: [String: String] = [:]

    /// Reads a value; nil when it cannot be read or names a parameter twice.
    init?(_ text: some StringProtocol) {
        var rest = Substring(text).drop(while: Self.isSpace)
        main = String(rest.prefix { $0 != ";" }).trimmed
        guard !main.isEmpty else { return nil }
        rest = rest.drop { $0 != ";" }
        while rest.popFirst() != nil {
            rest = rest.drop(while: Self.isSpace)
            if rest.isEmpty { break }
            let name = rest.prefix { $0 != "=" && $0 != ";" }
            rest = rest.dropFirst(name.count)
            let key = String(name).trimmed.lowercased()
            guard rest.popFirst() == "=", !key.isEmpty, key.utf8.allSatisfy(Self.isToken), parameters[key] == nil,
                let value = Self.value(&rest)
            else { return nil }
            parameters[key] = value
        }
    }

    /// A token or a quoted string, up to the next semicolon.
    private static func value(_ rest: inout Substring) -> String? {
        rest = rest.drop(while: isSpace)
        guard rest.first == "\"" else {
            let value = String(rest.prefix { $0 != ";" }).trimmed
            rest = rest.drop { $0 != ";" }
            return value.contains("\"") ? nil : value
        }
        rest.removeFirst()
        var value = ""
        while let letter = rest.popFirst() {
            switch letter {
            case "\"":
                rest = rest.drop(while: isSpace)
                return rest.isEmpty || rest.first == ";" ? value : nil
            // WHY: old browsers write paths with bare backslashes; only these two are escapes.
            case "\\" where rest.first == "\"" || rest.first == "\\":
                value.append(rest.removeFirst())
            default: value.append(letter)
            }
        }
        return nil
    }

    private static func isSpace(_ letter: Character) -> Bool { letter == " " || letter == "\t" }

    /// True for the letters of an RFC 9110 token.
    static func isToken(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}

extension String {
    /// The text without spaces and tabs at both ends.
    var trimmed: String {
        var text = Substring(self)
        while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return String(text)
    }
}
