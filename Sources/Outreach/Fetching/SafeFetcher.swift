public import NIOPosix
public import SafetyModel
public import Screening
import Synchronization

/// What lay behind an address.
public struct FetchedBody: Sendable {
    public var bytes: [UInt8]
    /// The media type that the other side claims, lower case, without parameters.
    public var mediaType: String
}

/// Fetches a picture that somebody named by address, without becoming their hand inside this network.
///
/// The name is resolved here, every address it has must be public, and the connection goes to the address that was
/// checked and to no other: a name server that answers differently the second time is never asked a second time. The
/// same happens again after every redirect.
public struct SafeFetcher: PictureFetcher {
    let settings: SafeFetcherSettings
    let resolver: any NameResolver
    let group: MultiThreadedEventLoopGroup
    private let trusted: Set<String>
    private let running = Running()

    /// A fetcher that asks the system's resolver.
    public init(settings: SafeFetcherSettings = SafeFetcherSettings(), group: MultiThreadedEventLoopGroup = .singleton)
    {
        self.init(settings: settings, resolver: SystemResolver(), group: group)
    }

    init(
        settings: SafeFetcherSettings, resolver: any NameResolver, group: MultiThreadedEventLoopGroup = .singleton
    ) {
        self.settings = settings
        self.resolver = resolver
        self.group = group
        // Written as every checked address is written, so that the two compare.
        trusted = Set(settings.trustedOrigins.compactMap { try? WebAddress($0).origin })
    }

    /// True for an address without a path that can be among `trustedOrigins`.
    public static func isOrigin(_ text: String) -> Bool { (try? WebAddress(text))?.target == "/" }

    /// Fetches the picture behind an address.
    public func fetch(_ url: String) async throws(FetchError) -> Picture {
        Picture(bytes: try await load(url).bytes)
    }

    /// Fetches what lies behind an address, with the media type that the other side claims.
    public func load(_ url: String) async throws(FetchError) -> FetchedBody {
        let address = try WebAddress(url)
        guard running.enter(limit: settings.fetchesMax) else { throw .busy }
        defer { running.leave() }
        let outcome = await withTaskGroup(of: Result<FetchedBody, FetchError>.self) { group in
            defer { group.cancelAll() }
            group.addTask {
                do throws(FetchError) { return .success(try await follow(address)) } catch { return .failure(error) }
            }
            group.addTask {
                try? await Task.sleep(for: .seconds(settings.totalSeconds))
                return .failure(.timedOut)
            }
            return await group.next() ?? .failure(.failed)
        }
        return try outcome.get()
    }

    private func follow(_ start: WebAddress) async throws(FetchError) -> FetchedBody {
        var address = start
        for _ in 0...max(0, settings.redirectsMax) {
            let checked = try await check(address)
            switch try await visit(address, at: checked) {
            case .body(let body): return body
            case .redirect(let location):
                let next = try address.following(location)
                guard next.isSecure || !address.isSecure else { throw .schemeNotAllowed }
                address = next
            }
        }
        throw .redirectNotAllowed
    }

    /// The addresses that a connection may go to; throws unless every one of them is allowed.
    func check(_ address: WebAddress) async throws(FetchError) -> [NetworkAddress] {
        let isTrusted = trusted.contains(address.origin)
        if !isTrusted {
            guard address.isSecure || settings.allowsHTTP else { throw .schemeNotAllowed }
            guard settings.ports.contains(address.port) else { throw .portNotAllowed }
        }
        let found: [NetworkAddress]
        switch address.host {
        case .address(let literal): found = [literal]
        case .name(let name):
            guard isTrusted || !Self.isLocalName(name) else { throw .addressNotPublic }
            found = try await resolve(name)
        }
        guard !found.isEmpty else { throw .nameNotResolved }
        guard found.allSatisfy({ isTrusted ? !$0.isMetadata : $0.isPublicUnicast }) else { throw .addressNotPublic }
        return found
    }

    /// Asks the resolver and gives up waiting when the fetch is over; the system's call cannot be stopped.
    private func resolve(_ name: String) async throws(FetchError) -> [NetworkAddress] {
        let (answers, outlet) = AsyncStream.makeStream(of: Result<[NetworkAddress], FetchError>.self)
        // WHY: a child task would have to be waited for, and getaddrinfo can hang far beyond the bound.
        Task { [resolver] in
            do throws(FetchError) {
                outlet.yield(.success(try await resolver.addresses(of: name)))
            } catch {
                outlet.yield(.failure(error))
            }
            outlet.finish()
        }
        for await answer in answers { return try answer.get() }
        throw .timedOut
    }

    /// Names that only mean something inside a network.
    private static func isLocalName(_ name: String) -> Bool {
        guard name.contains(".") else { return true }
        return [".localhost", ".local", ".localdomain", ".internal", ".intranet", ".lan", ".home.arpa", ".onion"]
            .contains { name.hasSuffix($0) }
    }
}

/// Counts the fetches that run.
private final class Running: Sendable {
    private let count = Mutex(0)

    func enter(limit: Int) -> Bool {
        count.withLock { count in
            guard count < limit else { return false }
            count += 1
            return true
        }
    }

    func leave() { count.withLock { $0 -= 1 } }
}
