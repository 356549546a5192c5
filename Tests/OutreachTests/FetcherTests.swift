import NIOHTTP1
@testable import Outreach
import SafetyModel
import Screening
import Testing

/// The fetcher against sites on 127.0.0.1. Loopback is reachable only as a trusted origin, which is how these tests,
/// and operators with a store of their own, let it in.
@Suite struct FetcherTests {
    private func fetcher(
        _ trusted: [String] = [], _ script: [[String]] = [[]],
        _ change: (inout SafeFetcherSettings) -> Void = { _ in }
    ) -> (SafeFetcher, ScriptedResolver) {
        var settings = SafeFetcherSettings(trustedOrigins: Set(trusted), totalSeconds: 20)
        change(&settings)
        let resolver = ScriptedResolver(script)
        return (SafeFetcher(settings: settings, resolver: resolver), resolver)
    }

    private func error(_ fetcher: SafeFetcher, _ url: String) async -> FetchError? {
        do throws(FetchError) {
            _ = try await fetcher.load(url)
            return nil
        } catch { return error }
    }

    // MARK: What is refused before a byte leaves

    @Test(arguments: [
        ("https://127.0.0.1/", FetchError.addressNotPublic), ("https://[::1]/", .addressNotPublic),
        ("https://169.254.169.254/latest/meta-data/", .addressNotPublic),
        ("https://[fd00:ec2::254]/", .addressNotPublic),
        ("https://[::ffff:10.0.0.1]/", .addressNotPublic), ("https://localhost/", .addressNotPublic),
        ("https://LOCALHOST./", .addressNotPublic), ("https://metadata/", .addressNotPublic),
        ("https://metadata.google.internal/", .addressNotPublic), ("https://printer.local/", .addressNotPublic),
        ("https://x.localhost/", .addressNotPublic), ("https://router.lan/", .addressNotPublic),
        ("https://rebound.example/", .addressNotPublic), ("http://rebound.example/", .schemeNotAllowed),
        ("https://rebound.example:22/", .portNotAllowed), ("https://rebound.example:8080/", .portNotAllowed),
        ("ftp://rebound.example/", .schemeNotAllowed), ("https://2130706433/", .addressInvalid),
        ("https://a@rebound.example/", .addressInvalid),
    ])
    func `an address that leads inside is refused`(url: String, expected: FetchError) async {
        let (fetcher, _) = fetcher([], [["10.0.0.1"]])
        #expect(await error(fetcher, url) == expected)
    }

    @Test(arguments: [
        ["127.0.0.1"], ["8.8.8.8", "127.0.0.1"], ["127.0.0.1", "8.8.8.8"], ["2606:4700::1", "fd00::1"],
        ["8.8.8.8", "::ffff:192.168.1.1"], ["8.8.8.8", "64:ff9b::a00:1"], ["1.1.1.1", "2002:7f00:1::1"],
    ])
    func `one address inside is enough to refuse a name`(addresses: [String]) async {
        let (fetcher, resolver) = fetcher([], [addresses])
        #expect(await error(fetcher, "https://mixed.example/") == .addressNotPublic)
        #expect(resolver.names == ["mixed.example"])
    }

    @Test func `a name without addresses does not resolve`() async {
        let (fetcher, _) = fetcher([], [[]])
        #expect(await error(fetcher, "https://nobody.example/") == .nameNotResolved)
    }

    @Test func `a trusted place still cannot be where clouds keep credentials`() async {
        let places = ["store.example:9000", "169.254.169.254", "[fd00:ec2::254]", "[64:ff9b::a9fe:a9fe]", "[fe80::1]"]
        let trusted = places.map { "http://\($0)" }
        let (fetcher, _) = fetcher(trusted, [["169.254.169.254"]])
        for url in trusted {
            #expect(await error(fetcher, url) == .addressNotPublic, "\(url)")
        }
    }

    @Test func `trust is for one scheme, host and port`() async {
        let (fetcher, _) = fetcher(["http://127.0.0.1:9000"])
        #expect(await error(fetcher, "http://127.0.0.1:9001/") == .schemeNotAllowed)
        #expect(await error(fetcher, "https://127.0.0.1:9000/") == .portNotAllowed)
        #expect(await error(fetcher, "https://127.0.0.1/") == .addressNotPublic)
    }

    // MARK: The conversation

    @Test func `a picture is fetched by name from the address that was checked, and asked for by its name`()
        async throws
    {
        let site = try await FakeSite.start { _ in FakeSite.picture(type: "Image/PNG; charset=x") }
        let origin = "http://pictures.example:\(site.port)"
        let (fetcher, resolver) = fetcher([origin], [["127.0.0.1"], ["10.9.9.9"]])

        let body = try await fetcher.load("\(origin)/a/b.png?x=%2F#y")

        #expect(body.bytes == [1, 2, 3] && body.mediaType == "image/png")
        #expect(resolver.names == ["pictures.example"])
        let head = try #require(site.seen.first)
        #expect(site.seen.count == 1 && head.uri == "/a/b.png?x=%2F")
        #expect(head.headers["host"] == ["pictures.example:\(site.port)"])
        for name in ["cookie", "authorization", "accept-encoding", "referer"] { #expect(head.headers[name].isEmpty) }
        let picture: Picture = try await SafeFetcher(
            settings: SafeFetcherSettings(trustedOrigins: [origin]), resolver: ScriptedResolver([["127.0.0.1"]])
        ).fetch(origin + "/")
        #expect(picture.bytes == [1, 2, 3])
        try await site.stop()
    }

    @Test func `a name that changes its mind is not asked again within one visit, and refused at the next`()
        async throws
    {
        let site = try await FakeSite.start { head in
            head.uri == "/1" ? FakeSite.redirect(302, to: "/2") : FakeSite.picture()
        }
        let origin = "http://rebind.example:\(site.port)"
        // The second answer is a metadata address, which trust does not open.
        let (fetcher, resolver) = fetcher([origin], [["127.0.0.1"], ["169.254.169.254"]])

        #expect(try await fetcher.load(origin + "/2").bytes == [1, 2, 3])
        #expect(resolver.names.count == 1)

        let (again, second) = self.fetcher([origin], [["127.0.0.1"], ["169.254.169.254"]])
        #expect(await error(again, origin + "/1") == .addressNotPublic)
        #expect(second.names.count == 2)
        #expect(site.seen.map(\.uri) == ["/2", "/1"])
        try await site.stop()
    }

    @Test func `the connection goes to the checked address although the name has a real one`() async throws {
        // `localhost` is 127.0.0.1 for the system; the resolver says 127.0.0.2, where another site listens on nothing.
        let site = try await FakeSite.start { _ in FakeSite.picture() }
        let origin = "http://localhost:\(site.port)"
        let (fetcher, _) = fetcher([origin], [["127.0.0.2"]])

        #expect(await error(fetcher, origin + "/") == .failed)
        #expect(site.seen.isEmpty)
        try await site.stop()
    }

    @Test func `the next address of a name is tried when one does not answer`() async throws {
        let site = try await FakeSite.start { _ in FakeSite.picture() }
        let origin = "http://two.example:\(site.port)"
        let (fetcher, _) = fetcher([origin], [["127.0.0.2", "127.0.0.1"]])

        #expect(try await fetcher.load(origin + "/").bytes == [1, 2, 3])
        try await site.stop()
    }

    @Test func `over TLS the server is asked for by name, and its certificate is checked`() async throws {
        let server = try await FirstBytes.start()
        let origin = "https://secure.example:\(server.port)"
        let (fetcher, _) = fetcher([origin], [["127.0.0.1"]])

        #expect(await error(fetcher, origin + "/") == .failed)

        let hello = try #require(server.seen.first)
        #expect(hello.first == 0x16)
        let name = Array("secure.example".utf8)
        #expect(hello.indices.contains { hello[$0...].starts(with: name) })
        try await server.stop()
    }

    // MARK: Redirects

    @Test(arguments: [301, 302, 303, 307, 308])
    func `redirects are followed by hand`(status: Int) async throws {
        let site = try await FakeSite.start { head in
            head.uri == "/end" ? FakeSite.picture() : FakeSite.redirect(status, to: "/end")
        }
        let origin = "http://127.0.0.1:\(site.port)"
        #expect(try await fetcher([origin]).0.load(origin + "/start").bytes == [1, 2, 3])
        #expect(site.seen.map(\.uri) == ["/start", "/end"])
        try await site.stop()
    }

    @Test(arguments: [
        ("http://169.254.169.254/latest/", FetchError.schemeNotAllowed), ("https://10.0.0.1/", .addressNotPublic),
        ("https://[::1]/", .addressNotPublic), ("https://localhost/", .addressNotPublic),
        ("https://0x7f000001/", .addressInvalid), ("//127.0.0.1/", .schemeNotAllowed),
        ("file:///etc/passwd", .schemeNotAllowed),
        ("https://8.8.8.8:22/", .portNotAllowed), ("https://a@8.8.8.8/", .addressInvalid), ("", .redirectNotAllowed),
        ("../up", .redirectNotAllowed),
    ])
    func `a redirect is checked like the address itself`(location: String, expected: FetchError) async throws {
        let site = try await FakeSite.start { _ in FakeSite.redirect(302, to: location) }
        let origin = "http://127.0.0.1:\(site.port)"
        #expect(await error(fetcher([origin]).0, origin + "/") == expected)
        #expect(site.seen.count == 1)
        try await site.stop()
    }

    @Test func `three redirects are followed and a fourth is not`() async throws {
        let site = try await FakeSite.start { head in
            let number = Int(head.uri.dropFirst()) ?? 0
            return number == 0 ? FakeSite.picture() : FakeSite.redirect(302, to: "/\(number - 1)")
        }
        let origin = "http://127.0.0.1:\(site.port)"
        #expect(try await fetcher([origin]).0.load(origin + "/3").bytes == [1, 2, 3])
        #expect(await error(fetcher([origin]).0, origin + "/4") == .redirectNotAllowed)
        #expect(site.seen.count == 8)
        try await site.stop()
    }

    // MARK: Bounds

    @Test(arguments: [
        ([FakeSite.Step.head(404, [("content-length", "0")]), .end], FetchError.notFound),
        ([.head(500, [("content-length", "0")]), .end], .notFound),
        ([.head(302, [("content-length", "0")]), .end], .redirectNotAllowed),
        ([.head(304, [("location", "/x")]), .end], .notFound),
        ([.head(200, [("content-type", "image/png"), ("content-length", "0")]), .end], .notFound),
        ([.head(200, [("content-length", "1")]), .bytes([1]), .end], .notAPicture),
        ([.head(200, [("content-type", "text/html"), ("content-length", "1")]), .bytes([1]), .end], .notAPicture),
        (
            [
                .head(200, [("content-type", "image/png"), ("content-encoding", "gzip"), ("content-length", "1")]),
                .bytes([1]), .end,
            ], .notAPicture
        ),
        (
            [
                .head(200, [("content-type", "image/png"), ("content-length", "101")]), .bytes([1]),
                .wait(milliseconds: 600_000),
            ], .tooLarge
        ),
        (
            [
                .head(200, [("content-type", "image/png")]), .bytes([UInt8](repeating: 1, count: 60)),
                .bytes([UInt8](repeating: 1, count: 60)), .wait(milliseconds: 600_000),
            ], .tooLarge
        ),
        ([.wait(milliseconds: 600_000)], .timedOut),
        ([.head(200, [("content-type", "image/png")]), .bytes([1]), .wait(milliseconds: 600_000)], .timedOut),
    ])
    func `an answer that is no picture within bounds is refused`(steps: [FakeSite.Step], expected: FetchError)
        async throws
    {
        let site = try await FakeSite.start { _ in steps }
        let origin = "http://127.0.0.1:\(site.port)"
        let (fetcher, _) = fetcher([origin], [[]]) {
            $0.bytesMax = 100
            $0.totalSeconds = expected == .timedOut ? 0.3 : 20
        }
        #expect(await error(fetcher, origin + "/") == expected)
        try await site.stop()
    }

    @Test(arguments: ["image/jpeg", "application/octet-stream", "binary/octet-stream", "image/x-unknown"])
    func `a picture may also be called a stream of bytes`(type: String) async throws {
        let site = try await FakeSite.start { _ in FakeSite.picture(type: type) }
        let origin = "http://127.0.0.1:\(site.port)"
        #expect(try await fetcher([origin]).0.load(origin + "/").mediaType == type)
        try await site.stop()
    }

    @Test func `a name server that hangs does not hold the fetch`() async {
        let settings = SafeFetcherSettings(totalSeconds: 0.2)
        let fetcher = SafeFetcher(settings: settings, resolver: SilentResolver())
        #expect(await error(fetcher, "https://slow.example/") == .timedOut)
    }

    @Test func `more fetches than allowed at a time are turned away`() async throws {
        let site = try await FakeSite.start { _ in [.wait(milliseconds: 600_000)] }
        let origin = "http://127.0.0.1:\(site.port)"
        let (fetcher, _) = fetcher([origin], [[]]) {
            $0.fetchesMax = 1
            $0.totalSeconds = 1
        }
        async let first = error(fetcher, origin + "/")
        while site.seen.isEmpty { await Task.yield() }
        #expect(await error(fetcher, origin + "/") == .busy)
        #expect(await first == .timedOut)
        #expect(await error(fetcher, "https://127.0.0.1/") == .addressNotPublic)
        try await site.stop()
    }

    @Test func `the system's resolver knows this machine and no made-up name`() async throws {
        let resolver = SystemResolver()
        #expect(try await resolver.addresses(of: "localhost").contains { !$0.isPublicUnicast })
        #expect(try await resolver.addresses(of: "no-such-name.invalid").isEmpty)
    }

    @Test func `every error has a word of its own`() {
        #expect(Set(FetchError.allCases.map(\.code)).count == FetchError.allCases.count)
    }
}
