import Glibc
import NIOPosix
import Screening

/// Turns a name into addresses; a seam, so that tests can play a name server that changes its mind.
protocol NameResolver: Sendable {
    /// All addresses of a name, in the order to try them.
    func addresses(of name: String) async throws(FetchError) -> [NetworkAddress]
}

/// The system's resolver, asked on threads of its own because it blocks.
struct SystemResolver: NameResolver {
    private let pool: NIOThreadPool

    /// A resolver on a pool that is running.
    init(pool: NIOThreadPool = .singleton) { self.pool = pool }

    func addresses(of name: String) async throws(FetchError) -> [NetworkAddress] {
        // A closing dot keeps the system from trying its own search domains.
        let absolute = name.contains(".") ? name + "." : name
        do {
            return try await pool.runIfActive { Self.lookUp(absolute) }
        } catch {
            throw .nameNotResolved
        }
    }

    private static func lookUp(_ name: String) -> [NetworkAddress] {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_ADDRCONFIG
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(name, nil, &hints, &list) == 0 else { return [] }
        defer { freeaddrinfo(list) }
        var found: [NetworkAddress] = []
        var next = list
        while let entry = next, found.count < 64 {
            if let address = address(of: entry.pointee), !found.contains(address) { found.append(address) }
            next = entry.pointee.ai_next
        }
        return found
    }

    private static func address(of entry: addrinfo) -> NetworkAddress? {
        guard let socket = UnsafeRawPointer(entry.ai_addr) else { return nil }
        switch entry.ai_family {
        case AF_INET:
            let address = socket.loadUnaligned(as: sockaddr_in.self).sin_addr
            return withUnsafeBytes(of: address) { NetworkAddress(bytes: Array($0)) }
        case AF_INET6:
            let address = socket.loadUnaligned(as: sockaddr_in6.self).sin6_addr
            return withUnsafeBytes(of: address) { NetworkAddress(bytes: Array($0)) }
        default: return nil
        }
    }
}
