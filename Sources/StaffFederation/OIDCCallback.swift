/// What the provider sent a person back with: parameters of the address, as decoded. One that stands there more than
/// once makes the address one that no provider sends (RFC 6749, section 3.1): refuse it before it comes here.
public struct OIDCCallback: Sendable {
    /// `code`
    public var code: String?
    /// `state`
    public var state: String?
    /// `iss`
    public var issuer: String?
    /// `error`
    public var error: String?

    /// Makes a callback.
    public init(code: String?, state: String?, issuer: String?, error: String?) {
        self.code = code
        self.state = state
        self.issuer = issuer
        self.error = error
    }
}

extension OIDCCallback: CustomStringConvertible, CustomReflectable {
    /// Hides code and state from logs.
    public var description: String { "OIDCCallback(hidden)" }
    /// Hides code and state from dumps.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
