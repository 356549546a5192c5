/// A request that the desk wants sent to the provider. The sender follows no redirects, checks certificates, and gives
/// up after a few seconds.
public struct OIDCRequest: Hashable, Sendable {
    /// What the request is for; an answer that does not come is `OIDCError.unreachable` with this.
    public let endpoint: OIDCError.Endpoint
    /// `GET`, or `POST` where there is a body.
    public let method: String
    /// Where to.
    public let address: ProviderAddress
    /// Names in small letters, with values; `authorization` holds a secret.
    public let headers: [(name: String, value: String)]
    /// Empty for `GET`.
    public let body: [UInt8]
    /// Bytes of body that the sender reads at most, and one more to tell that there were more.
    public let responseBytesMax: Int

    /// Equal when everything that is sent is.
    public static func == (left: OIDCRequest, right: OIDCRequest) -> Bool {
        left.endpoint == right.endpoint && left.method == right.method && left.address == right.address
            && left.body == right.body && left.headers.elementsEqual(right.headers, by: ==)
    }

    /// Feeds where it goes and what it holds to the hasher.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(address)
        hasher.combine(body)
    }
}

/// What the provider answered.
public struct OIDCResponse: Hashable, Sendable {
    /// The HTTP status.
    public let status: Int
    /// The body.
    public let body: [UInt8]

    /// Makes an answer.
    public init(status: Int, body: [UInt8]) {
        self.status = status
        self.body = body
    }
}

/// Sends a request and returns the answer; throws `.unreachable` when there is none.
public typealias OIDCSender = @Sendable (OIDCRequest) async throws(OIDCError) -> OIDCResponse

extension OIDCRequest: CustomStringConvertible, CustomReflectable {
    /// Hides headers and body from logs: they hold the desk's secret.
    public var description: String { "OIDCRequest(\(endpoint.rawValue), \(method) \(address.text))" }
    /// Hides headers and body from dumps.
    public var customMirror: Mirror { Mirror(self, children: ["endpoint": endpoint.rawValue]) }
}

extension OIDCResponse: CustomStringConvertible, CustomReflectable {
    /// Hides the body from logs: it holds tokens.
    public var description: String { "OIDCResponse(\(status), \(body.count) bytes)" }
    /// Hides the body from dumps.
    public var customMirror: Mirror { Mirror(self, children: ["status": status]) }
}
