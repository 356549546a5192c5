/// An absolute address that secrets may travel to: `https://`, or `http://` on this machine. Printable ASCII, 2,048 bytes
/// at most, no user, no fragment.
public struct ProviderAddress: Hashable, Sendable {
    /// The address as written.
    public let text: String
    /// The host as written, without the port.
    public let host: String

    /// False for plain `http://`, which stays on this machine.
    var isSecure: Bool { text.hasPrefix("https://") }

    /// Nil for anything else.
    public init?(_ text: String) {
        guard text.utf8.count <= 2048,
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !Self.forbidden.contains($0) })
        else { return nil }
        let isSecure = text.hasPrefix("https://")
        guard isSecure || text.hasPrefix("http://") else { return nil }
        let rest = text.dropFirst(isSecure ? 8 : 7)
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        guard !authority.isEmpty, !authority.contains("@") else { return nil }
        let (host, port) = Self.parts(of: authority)
        guard !host.isEmpty, Self.isPort(port) else { return nil }
        guard isSecure || ["localhost", "127.0.0.1", "[::1]"].contains(host) else { return nil }
        self.text = text
        self.host = String(host)
    }

    /// What is never in an address as it is written, and the mark of a fragment.
    private static let forbidden = Set("#\"<>\\^`{|} ".utf8)

    /// Host and what is after its colon; nil where there is no colon.
    private static func parts(of authority: Substring) -> (host: Substring, port: Substring?) {
        if authority.first == "[" {
            guard let close = authority.firstIndex(of: "]") else { return ("", nil) }
            let after = authority[authority.index(after: close)...]
            guard after.isEmpty || after.first == ":" else { return ("", nil) }
            return (authority[...close], after.isEmpty ? nil : after.dropFirst())
        }
        guard let colon = authority.firstIndex(of: ":") else { return (authority, nil) }
        return (authority[..<colon], authority[authority.index(after: colon)...])
    }

    private static func isPort(_ text: Substring?) -> Bool {
        guard let text else { return true }
        let isNumber = text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        return isNumber && (1...5).contains(text.utf8.count) && (UInt16(text) ?? 0) > 0
    }

    /// The address with parameters at its end, after those that it has.
    func adding(_ parameters: [(name: String, value: String)]) -> String {
        text + (text.contains("?") ? "&" : "?") + FormEncoding.encode(parameters)
    }
}
