/// What the fetcher may do for people who name an address.
public struct SafeFetcherSettings: Hashable, Sendable {
    /// Allows `http` besides `https`.
    public var allowsHTTP: Bool
    public var ports: Set<Int>
    /// Origins of the operator's own (`http://host:port`), where private addresses, this port and `http` are allowed.
    /// Addresses at which clouds serve credentials stay closed there too.
    public var trustedOrigins: Set<String>
    /// Seconds for one connection.
    public var connectSeconds: Double
    /// Seconds for the whole fetch, names and redirects included.
    public var totalSeconds: Double
    public var bytesMax: Int
    public var redirectsMax: Int
    /// Fetches at a time; more are `busy`.
    public var fetchesMax: Int

    /// Settings for the public internet.
    public init(
        allowsHTTP: Bool = false, ports: Set<Int> = [80, 443], trustedOrigins: Set<String> = [],
        connectSeconds: Double = 3, totalSeconds: Double = 10, bytesMax: Int = 20_971_520, redirectsMax: Int = 3,
        fetchesMax: Int = 16
    ) {
        self.allowsHTTP = allowsHTTP
        self.ports = ports
        self.trustedOrigins = trustedOrigins
        self.connectSeconds = connectSeconds
        self.totalSeconds = totalSeconds
        self.bytesMax = bytesMax
        self.redirectsMax = redirectsMax
        self.fetchesMax = fetchesMax
    }
}
