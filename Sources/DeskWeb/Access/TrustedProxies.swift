#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The proxies that stand before this program. Only what they say about where a request came from is believed.
public struct TrustedProxies: Sendable, Hashable {
    /// A range of addresses.
    private struct Network: Sendable, Hashable {
        var bytes: [UInt8]
        var bits: Int

        func contains(_ address: [UInt8]) -> Bool {
            guard address.count == bytes.count else { return false }
            return (0..<bits).allSatisfy { bit in
                let mask = UInt8(0x80) >> UInt8(bit % 8)
                return address[bit / 8] & mask == bytes[bit / 8] & mask
            }
        }
    }

    private var networks: [Network] = []

    /// No proxy is trusted.
    public init() {}

    /// Takes addresses and ranges (`10.0.0.0/8`, `::1`); throws the first one that is neither.
    public init(_ list: [String]) throws(ProxyError) {
        for entry in list {
            let parts = entry.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
            guard let bytes = Self.bytes(parts[0]), parts.count <= 2 else { throw .addressInvalid(entry) }
            let bits = parts.count == 2 ? Int(parts[1]) : bytes.count * 8
            guard let bits, (0...bytes.count * 8).contains(bits) else { throw .addressInvalid(entry) }
            networks.append(Network(bytes: bytes, bits: bits))
        }
    }

    /// Where a request really came from: the last address that no trusted proxy stands behind.
    func clientAddress(peer: String, forwardedFor: [String]) -> String {
        var client = peer
        let hops = forwardedFor.joined(separator: ",").split(separator: ",").map { hop in
            String(hop.filter { $0 != " " && $0 != "\t" })
        }
        for hop in hops.suffix(32).reversed() {
            guard trusts(client), Self.bytes(hop) != nil else { break }
            client = hop
        }
        return client
    }

    private func trusts(_ address: String) -> Bool {
        guard let bytes = Self.bytes(address) else { return false }
        return networks.contains { $0.contains(bytes) }
    }

    /// The 4 or 16 bytes of an address; IPv4 inside IPv6 becomes IPv4.
    static func bytes(_ text: String) -> [UInt8]? {
        guard text.utf8.count <= 45 else { return nil }
        var v4 = [UInt8](repeating: 0, count: 4)
        if inet_pton(AF_INET, text, &v4) == 1 { return v4 }
        var v6 = [UInt8](repeating: 0, count: 16)
        guard inet_pton(AF_INET6, text, &v6) == 1 else { return nil }
        let isMapped = v6[0..<10].allSatisfy { $0 == 0 } && v6[10] == 0xFF && v6[11] == 0xFF
        return isMapped ? Array(v6[12...]) : v6
    }

    /// 127.0.0.0/8 or ::1.
    static func isLoopback(_ text: String) -> Bool {
        guard let bytes = bytes(text) else { return false }
        return bytes.count == 4 ? bytes[0] == 127 : bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1
    }
}

/// Why a list of proxies cannot be used.
public enum ProxyError: Error, Hashable, Sendable {
    /// Neither an address nor a range.
    case addressInvalid(String)
}
