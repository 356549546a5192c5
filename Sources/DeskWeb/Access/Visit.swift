import GatewayAPI
import HTTPTypes
import Hummingbird

/// What is known of a request for a page before anything of it is believed.
struct Visit {
    var method: HTTPRequest.Method
    /// The address at the other end of the connection.
    var peer: String?
    /// The host that the caller asked for, with its port.
    var host: String
    var headers: HTTPFields

    init(_ request: Request, _ context: GatewayContext) {
        self.init(
            method: request.method, peer: context.peerAddress, host: request.head.authority ?? "",
            headers: request.headers)
    }

    init(method: HTTPRequest.Method, peer: String?, host: String, headers: HTTPFields) {
        self.method = method
        self.peer = peer
        self.host = host.lowercased()
        self.headers = headers
    }

    /// Somebody at this machine, straight from a browser: no proxy in between, no other name for this host.
    var isLocal: Bool {
        guard let peer, TrustedProxies.isLoopback(peer) else { return false }
        let forwarded = headers.contains { field in
            let name = field.name.canonicalName
            return name == "forwarded" || name.hasPrefix("x-forwarded-") || name == "x-real-ip" || name == "via"
        }
        return !forwarded && hasLoopbackHost
    }

    private var hasLoopbackHost: Bool {
        for name in ["localhost", "127.0.0.1", "[::1]"] where host.hasPrefix(name) {
            let port = host.dropFirst(name.count)
            return port.isEmpty || port.first == ":" && port.count > 1 && port.dropFirst().allSatisfy(\.isNumber)
        }
        return false
    }

    /// A form that one of our own pages sent: the browser says so, in one header at least and against it in none.
    func isSameOrigin(publicOrigin: String) -> Bool {
        let sites = headers[values: .secFetchSite]
        let origins = headers[values: .origin]
        guard sites.count <= 1, origins.count <= 1, !(sites.isEmpty && origins.isEmpty) else { return false }
        if let site = sites.first, site != "same-origin" { return false }
        guard let origin = origins.first?.lowercased() else { return true }
        return origin == publicOrigin || origin == "http://\(host)" || origin == "https://\(host)"
    }

    /// As `isSameOrigin`, for forms on pages that tell nobody where they are: browsers hide their origin too (`null`), so
    /// only the other header can say that the form is our own.
    func isOwnHiddenForm(publicOrigin: String) -> Bool {
        guard headers[values: .origin] == ["null"] else { return isSameOrigin(publicOrigin: publicOrigin) }
        return headers[values: .secFetchSite] == ["same-origin"]
    }
}

extension DeskSettings {
    /// Where a visit came from, behind the proxies that are believed.
    func clientAddress(of visit: Visit) -> String {
        trustedProxies.clientAddress(
            peer: visit.peer ?? "unknown", forwardedFor: visit.headers[values: .named("x-forwarded-for")])
    }
}

extension HTTPField.Name {
    static let secFetchSite = named("sec-fetch-site")
    static let referrerPolicy = named("referrer-policy")
    static let frameOptions = named("x-frame-options")
    static let openerPolicy = named("cross-origin-opener-policy")
    static let resourcePolicy = named("cross-origin-resource-policy")
}
