/// Scheme, host and port of an address.
struct Origin: Hashable {
    var scheme: String
    var host: String
    var port: Int

    /// Reads the origin of an `http` or `https` address and what follows it; nil for anything unusual.
    static func split(_ address: String) -> (origin: Origin, rest: String)? {
        guard address.utf8.count <= 8192, address.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x5C }) else {
            return nil
        }
        let lower = address.lowercased()
        let scheme = lower.hasPrefix("https://") ? "https" : lower.hasPrefix("http://") ? "http" : nil
        guard let scheme else { return nil }
        let rest = address.dropFirst(scheme.utf8.count + 3)
        let end = rest.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? rest.endIndex
        let authority = rest[..<end].lowercased()
        guard !authority.isEmpty, !authority.contains("@"), !authority.contains("%") else { return nil }
        let colon = authority.lastIndex(of: ":").flatMap { authority[$0...].contains("]") ? nil : $0 }
        let host = String(authority[..<(colon ?? authority.endIndex)])
        var port = scheme == "https" ? 443 : 80
        if let colon {
            guard let number = Int(authority[authority.index(after: colon)...]), (1...65_535).contains(number) else {
                return nil
            }
            port = number
        }
        guard !host.isEmpty else { return nil }
        return (Origin(scheme: scheme, host: host, port: port), String(rest[end...]))
    }

    /// The origin as it is written in front of a path.
    var text: String { "\(scheme)://\(host):\(port)" }
}
