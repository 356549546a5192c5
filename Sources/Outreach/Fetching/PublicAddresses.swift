extension NetworkAddress {
    /// True for an address of one host on the public internet. Everything special is refused: whoever may name an
    /// address must not reach this machine, its network, or the services that clouds put at fixed addresses.
    var isPublicUnicast: Bool {
        if bytes.count == 4 { return !Self.special4.contains { $0.contains(bytes) } }
        // An address that carries an IPv4 address is as public as that one (64:ff9b::/96, RFC 6052).
        if Self.translated.contains(bytes), let inner = NetworkAddress(bytes: Array(bytes[12...])) {
            return inner.isPublicUnicast
        }
        // ISATAP interfaces carry one too, behind 0000:5efe or 0200:5efe.
        if bytes[8] & 0xFC == 0, bytes[9] == 0, bytes[10] == 0x5E, bytes[11] == 0xFE { return false }
        return Self.global6.contains(bytes) && !Self.special6.contains { $0.contains(bytes) }
    }

    /// True for addresses where clouds serve credentials; refused even for places that an operator trusts.
    var isMetadata: Bool {
        if bytes.count == 16, Self.translated.contains(bytes), let inner = NetworkAddress(bytes: Array(bytes[12...])) {
            return inner.isMetadata
        }
        return Self.metadata.contains { $0.contains(bytes) }
    }

    /// IANA's special-purpose registry for IPv4, and the public address of one cloud's internal server.
    private static let special4 = ranges([
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32",
    ])

    private static let global6 = AddressRange(bytes: [0x20], prefix: 3)
    private static let translated = AddressRange(bytes: [0x00, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0], prefix: 96)

    /// Inside 2000::/3: protocol assignments with Teredo, benchmarks and ORCHID (2001::/23), documentation, 6to4 and
    /// AS112.
    private static let special6 = ranges([
        "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20",
    ])

    private static let metadata = ranges([
        "169.254.0.0/16", "168.63.129.16/32", "fe80::/10", "fd00:ec2::/32", "100.100.100.200/32",
    ])

    private static func ranges(_ texts: [String]) -> [AddressRange] {
        let ranges = texts.compactMap { AddressRange($0) }
        precondition(ranges.count == texts.count, "every range of the tables is well written")
        return ranges
    }
}

/// All addresses that share their first bits.
struct AddressRange: Sendable {
    private let bytes: [UInt8]
    private let prefix: Int

    init(bytes: [UInt8], prefix: Int) {
        self.bytes = bytes
        self.prefix = prefix
    }

    /// Reads `10.0.0.0/8` or `2001:db8::/32`.
    init?(_ text: String) {
        let parts = text.split(separator: "/")
        guard parts.count == 2, let address = NetworkAddress(String(parts[0])), let prefix = Int(parts[1]),
            prefix <= address.bytes.count * 8
        else { return nil }
        self.init(bytes: address.bytes, prefix: prefix)
        isVersion4 = address.bytes.count == 4
    }

    private var isVersion4 = false

    func contains(_ other: [UInt8]) -> Bool {
        guard (other.count == 4) == isVersion4 else { return false }
        for index in 0..<(prefix + 7) / 8 {
            let bits = min(8, prefix - index * 8)
            let mask = UInt8(truncatingIfNeeded: 0xFF00 >> bits)
            if bytes[index] & mask != other[index] & mask { return false }
        }
        return true
    }
}
