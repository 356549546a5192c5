import Screening

/// A web address in the one spelling that this program reads. Whatever two readers could understand differently
/// (backslashes, user names, odd numbers, other alphabets, zones) is refused instead of guessed.
struct WebAddress: Hashable, Sendable {
    enum Host: Hashable, Sendable {
        /// Lower case, without a closing dot.
        case name(String)
        case address(NetworkAddress)
    }

    static let lengthMax = 4096

    var isSecure: Bool
    var host: Host
    var port: Int
    /// Path and query as they were written, from the first slash on.
    var target: String

    init(_ text: String) throws(FetchError) {
        let bytes = Array(text.utf8)
        guard bytes.count <= Self.lengthMax, bytes.allSatisfy(Self.isAllowed) else { throw .addressInvalid }
        guard let colon = text.firstIndex(of: ":") else { throw .addressInvalid }
        let rest = text[colon...]
        switch text[..<colon].lowercased() {
        case "https": isSecure = true
        case "http": isSecure = false
        default: throw .schemeNotAllowed
        }
        guard rest.hasPrefix("://"), !rest.hasPrefix(":///") else { throw .addressInvalid }
        let behind = rest.dropFirst(3)
        let end = behind.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? behind.endIndex
        (host, port) = try Self.authority(String(behind[..<end]), isSecure: isSecure)
        let tail = behind[end...].prefix { $0 != "#" }
        guard Self.percentsAreWhole(tail) else { throw .addressInvalid }
        target = tail.hasPrefix("/") ? String(tail) : "/" + tail
    }

    /// The host as it is written in an address.
    var hostText: String {
        switch host {
        case .name(let name): name
        case .address(let address): address.bytes.count == 4 ? address.text : "[\(address.text)]"
        }
    }

    /// `https://host:port`.
    var origin: String { "\(isSecure ? "https" : "http")://\(hostText):\(port)" }

    /// The whole address, written anew.
    var text: String {
        let usual = port == (isSecure ? 443 : 80)
        return "\(isSecure ? "https" : "http")://\(hostText)\(usual ? "" : ":\(port)")\(target)"
    }

    /// The address that a redirect leads to. Dots in relative paths are refused: no need to guess what they mean.
    func following(_ location: String) throws(FetchError) -> WebAddress {
        guard location.utf8.count <= Self.lengthMax, !location.isEmpty else { throw .redirectNotAllowed }
        let prefix = origin
        if location.hasPrefix("//") { return try WebAddress((isSecure ? "https:" : "http:") + location) }
        if location.hasPrefix("/") { return try WebAddress(prefix + location) }
        let path = target.prefix { $0 != "?" }
        if location.hasPrefix("?") { return try WebAddress(prefix + path + location) }
        let start = location.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        if start.contains(":") { return try WebAddress(location) }
        guard !location.hasPrefix("."), !location.hasPrefix("#"), let slash = path.lastIndex(of: "/") else {
            throw .redirectNotAllowed
        }
        return try WebAddress(prefix + path[...slash] + location)
    }

    // MARK: Reading

    /// Printable ASCII that RFC 3986 allows in an address.
    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-._~:/?#[]@!$&'()*+,;=%".utf8.contains(byte)
        }
    }

    private static func percentsAreWhole(_ text: some StringProtocol) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "%"), omittingEmptySubsequences: false).dropFirst()
        return parts.allSatisfy { part in
            part.count >= 2
                && part.prefix(2).allSatisfy { byte in
                    (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
                }
        }
    }

    private static func authority(_ text: String, isSecure: Bool) throws(FetchError) -> (Host, Int) {
        guard !text.contains("@"), !text.contains("%") else { throw .addressInvalid }
        var hostText = text
        var port = isSecure ? 443 : 80
        let bracket = text.lastIndex(of: "]")
        if let colon = text.lastIndex(of: ":"), bracket.map({ $0 < colon }) ?? true {
            let digits = text[text.index(after: colon)...]
            guard (1...5).contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                let number = Int(digits), (1...65_535).contains(number)
            else { throw .addressInvalid }
            port = number
            hostText = String(text[..<colon])
        }
        if hostText.hasPrefix("[") {
            guard hostText.hasSuffix("]"), let address = NetworkAddress(String(hostText.dropFirst().dropLast())),
                hostText.contains(":")
            else { throw .addressInvalid }
            return (.address(address), port)
        }
        return (try name(hostText), port)
    }

    private static func name(_ text: String) throws(FetchError) -> Host {
        var name = text.lowercased()
        if name.hasSuffix(".") { name.removeLast() }
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...253).contains(name.utf8.count), labels.allSatisfy(isLabel), let last = labels.last else {
            throw .addressInvalid
        }
        if let address = NetworkAddress(name) { return .address(address) }
        // A last label that is a number makes every browser read the whole as IPv4 in some old spelling.
        let isNumber = last.utf8.allSatisfy { (0x30...0x39).contains($0) }
        guard !isNumber, !last.hasPrefix("0x") else { throw .addressInvalid }
        return .name(name)
    }

    private static func isLabel(_ label: Substring) -> Bool {
        guard (1...63).contains(label.utf8.count), label.first != "-", label.last != "-" else { return false }
        return label.utf8.allSatisfy { byte in
            (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x5F
        }
    }
}
