import HTTPTypes
import SafetyModel
import Testing

@testable import DeskWeb
@testable import GatewayAPI

@Suite struct PageAccessTests {
    static func access(loopback: Bool = true, publicURL: String = "http://127.0.0.1:8080") -> PageAccess {
        PageAccess(
            settings: DeskSettings(publicURL: publicURL, listensOnLoopback: loopback), sessions: Sessions(seconds: 60),
            clock: Timepiece { Made.now })
    }

    func allows(
        _ access: PageAccess = access(), _ method: HTTPRequest.Method = .get, peer: String? = "127.0.0.1",
        host: String = "localhost:8080", _ headers: [(String, String)] = []
    ) -> Bool {
        var fields = HTTPFields()
        for (name, value) in headers { fields.append(HTTPField(name: .named(name), value: value)) }
        return access.allowsLocal(Visit(method: method, peer: peer, host: host, headers: fields))
    }

    @Test func `only a browser at this very machine needs no session`() {
        #expect(allows())
        #expect(allows(peer: "::1", host: "[::1]:8080"))
        #expect(allows(peer: "::ffff:127.0.0.1", host: "LOCALHOST"))
        #expect(!allows(Self.access(loopback: false)))
        #expect(!allows(peer: nil))
        for peer in ["10.0.0.1", "192.168.0.2", "::2", "0.0.0.0", "128.0.0.1"] { #expect(!allows(peer: peer)) }
    }

    @Test(arguments: [
        "evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "", "localhost:", "localhost:80x",
        "127.0.0.2", "[::1].evil.example", "localhost@evil.example", "evil.example:8080",
    ])
    func `another name for this host is not local`(_ host: String) {
        #expect(!allows(host: host))
    }

    @Test(arguments: ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via"])
    func `what a proxy adds is not local`(_ header: String) {
        #expect(!allows(host: "localhost", [(header, "127.0.0.1")]))
    }

    @Test func `a form must come from our own page`() {
        let own = ("origin", "http://localhost:8080")
        #expect(allows(Self.access(), .post, [own]))
        #expect(allows(Self.access(), .post, [("sec-fetch-site", "same-origin")]))
        #expect(allows(Self.access(), .post, [own, ("sec-fetch-site", "same-origin")]))
        #expect(!allows(Self.access(), .post))
        for headers in [
            [("origin", "http://evil.example")], [("origin", "null")], [("sec-fetch-site", "cross-site")],
            [("sec-fetch-site", "same-site")], [("sec-fetch-site", "none")], [own, ("sec-fetch-site", "cross-site")],
            [("origin", "http://evil.example"), ("sec-fetch-site", "same-origin")], [own, own],
            [("origin", "http://localhost:9090")],
        ] { #expect(!allows(Self.access(), .post, headers), "\(headers)") }
    }

    @Test func `a session lasts as long as it is set to, and is one of a thousand`() {
        let sessions = Sessions(seconds: 60)
        let secret = sessions.start(isStaff: true, at: Made.now)
        #expect(sessions.session(secret, at: Made.now.adding(seconds: 59))?.isStaff == true)
        #expect(sessions.session(secret, at: Made.now.adding(seconds: 60)) == nil)
        #expect(sessions.session(String(secret.reversed()), at: Made.now) == nil)
        let first = sessions.start(isStaff: false, at: Made.now)
        for _ in 0..<Sessions.countMax { _ = sessions.start(isStaff: false, at: Made.now.adding(seconds: 1)) }
        #expect(sessions.session(first, at: Made.now) == nil)
    }

    @Test func `two cookies of one name are none`() {
        let access = Self.access()
        let secret = access.sessions.start(isStaff: true, at: Made.now)
        #expect(access.session([.cookie: "a=b; vangrail-session=\(secret)"]) != nil)
        #expect(access.session([.cookie: "vangrail-session=\(secret); vangrail-session=x"]) == nil)
        #expect(access.session([:]) == nil)
    }

    @Test func `cookies are bound to https where people come by https`() {
        let plain = Self.access().cookie("s")
        #expect(plain.contains("HttpOnly") && plain.contains("SameSite=Strict") && !plain.contains("Secure"))
        let secure = Self.access(publicURL: "https://gate.example").cookie("s")
        #expect(secure.hasPrefix("__Host-") && secure.hasSuffix("; Secure"))
    }

    @Test func `attempts are counted by address, IPv6 by its network`() {
        let throttle = AddressThrottle.signIn
        for number in 0..<5 { #expect(throttle.enter("2001:db8::\(number)", at: Made.now) == nil) }
        #expect(throttle.enter("2001:db8::99", at: Made.now) == 900)
        #expect(throttle.enter("2001:db9::1", at: Made.now) == nil)
        #expect(throttle.enter("2001:db8::99", at: Made.now.adding(seconds: 900)) == nil)
        throttle.forget("2001:db8::1")
        #expect(throttle.enter("2001:db8::1", at: Made.now) == nil)
    }

    @Test func `only trusted proxies say where a request came from`() throws {
        let proxies = try TrustedProxies(["10.0.0.0/8", "::1"])
        #expect(proxies.clientAddress(peer: "10.1.2.3", forwardedFor: ["203.0.113.9"]) == "203.0.113.9")
        #expect(
            proxies.clientAddress(peer: "10.1.2.3", forwardedFor: ["1.1.1.1, 203.0.113.9", "10.9.9.9"]) == "203.0.113.9"
        )
        #expect(proxies.clientAddress(peer: "203.0.113.5", forwardedFor: ["1.1.1.1"]) == "203.0.113.5")
        #expect(proxies.clientAddress(peer: "::1", forwardedFor: ["nonsense"]) == "::1")
        #expect(TrustedProxies().clientAddress(peer: "127.0.0.1", forwardedFor: ["1.1.1.1"]) == "127.0.0.1")
        for wrong in ["10.0.0.0/33", "10.0.0", "host.example", "::/129", "10.0.0.0/8/8", ""] {
            #expect(throws: ProxyError.addressInvalid(wrong)) { try TrustedProxies([wrong]) }
        }
    }

    @Test func `what goes into a page cannot become part of it`() {
        let evil = "</textarea><script>alert('x')</script>&\""
        let html: HTML = "<p title=\"\(evil)\">\(evil)</p>"
        #expect(!html.text.contains("<script") && !html.text.contains("</textarea"))
        #expect(html.text.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;&quot;"))
    }
}
