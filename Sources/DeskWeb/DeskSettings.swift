/// What an operator may set about the pages for people.
public struct DeskSettings: Sendable {
    /// Where people reach this program (`public-url`), without a slash at the end.
    public var publicURL: String
    /// The server listens on a loopback address only.
    public var listensOnLoopback: Bool
    /// Proxies whose `X-Forwarded-For` is believed.
    public var trustedProxies: TrustedProxies
    /// How long a session lasts.
    public var sessionSeconds: Int64
    /// Whom people write to when they complain: an address of a page or a mail address; nil names the platform only.
    public var contact: String?
    /// Bytes of a form with a photo.
    public var formBytesMax: Int
    /// The harmless page that replaces a public page when somebody must leave it quickly.
    public var leaveURL: String

    public init(
        publicURL: String, listensOnLoopback: Bool, trustedProxies: TrustedProxies = TrustedProxies(),
        sessionSeconds: Int64 = 8 * 3600, contact: String? = nil, formBytesMax: Int = 26 << 20,
        leaveURL: String = "https://www.wikipedia.org/"
    ) {
        var address = publicURL
        while address.hasSuffix("/") { address.removeLast() }
        self.publicURL = address
        self.listensOnLoopback = listensOnLoopback
        self.trustedProxies = trustedProxies
        self.sessionSeconds = sessionSeconds
        self.contact = contact
        self.formBytesMax = formBytesMax
        self.leaveURL = leaveURL
    }

    /// People reach the pages by `https`, so cookies may be bound to it.
    var isSecure: Bool { publicURL.lowercased().hasPrefix("https://") }

    /// Scheme, host and port of `publicURL`, lower-case.
    var publicOrigin: String {
        let parts = publicURL.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        return parts.prefix(3).joined(separator: "/").lowercased()
    }
}
