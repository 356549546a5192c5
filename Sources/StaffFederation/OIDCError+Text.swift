extension OIDCError {
    /// A stable word for logs and counters.
    public var code: String {
        switch self {
        case .settings(let setting): "oidc-settings-" + setting.rawValue
        case .unreachable(let endpoint): "oidc-unreachable-" + endpoint.rawValue
        case .status(let endpoint, _): "oidc-status-" + endpoint.rawValue
        case .tooLarge(let endpoint): "oidc-too-large-" + endpoint.rawValue
        case .malformed(let endpoint, let part): "oidc-malformed-\(endpoint.rawValue)-\(part.rawValue)"
        case .otherIssuer: "oidc-other-issuer"
        case .provider: "oidc-provider-error"
        case .callback(let fault): "oidc-callback-" + fault.rawValue
        case .token(let fault): "oidc-token-" + fault.rawValue
        case .noRole: "oidc-no-role"
        }
    }

    /// One line for the log.
    public var message: String {
        switch self {
        case .settings(let setting): "the setting `\(setting.rawValue)` of the identity provider cannot be used"
        case .unreachable(let endpoint): "the identity provider's \(endpoint.rawValue) address gave no answer"
        case .status(let endpoint, let status):
            "the identity provider's \(endpoint.rawValue) address answered with status \(status)"
        case .tooLarge(let endpoint): "the answer of the identity provider's \(endpoint.rawValue) address is too large"
        case .malformed(let endpoint, let part):
            "the answer of the identity provider's \(endpoint.rawValue) address cannot be used: \(part.rawValue)"
        case .otherIssuer: "the discovery document names another issuer than the settings do"
        case .provider(let code): "the identity provider refused with `\(code)`"
        case .callback(let fault): "the way back from the identity provider does not fit: \(fault.rawValue)"
        case .token(let fault): "the ID token is not to be believed: \(fault.rawValue)"
        case .noRole: "the identity provider gives this person no role that the settings know"
        }
    }

    /// What people see, the same for every reason.
    public static let userMessage =
        "signing in with your organisation's account did not work: try again, and ask an administrator if it goes on"

    /// The provider's refusal with its error code as the standards write it, fit for a log; anything else is
    /// `unreadable`.
    static func provider(saying code: String) -> OIDCError {
        let isCode = code.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte == UInt8(ascii: "_")
        }
        return .provider(isCode && (1...64).contains(code.utf8.count) ? code : "unreadable")
    }
}
