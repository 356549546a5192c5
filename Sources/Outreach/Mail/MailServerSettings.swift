/// The operator's mail server, which takes mail and brings it on.
public struct MailServerSettings: Sendable {
    /// How the connection is encrypted.
    public enum Encryption: String, Hashable, Sendable, CaseIterable {
        /// STARTTLS; a server that does not offer it gets no mail.
        case required
        /// TLS from the first byte.
        case implicit
        /// STARTTLS where it is offered, with any certificate; for a server on this machine only.
        case opportunistic

        /// The port that is usual for it.
        public var usualPort: Int {
            switch self {
            case .required: 587
            case .implicit: 465
            case .opportunistic: 25
            }
        }
    }

    /// The host, in small letters: a name, or an address of the internet as it is usually written.
    public let host: String
    public let port: Int
    public let encryption: Encryption
    public let credentials: MailCredentials?
    /// The name by which this program greets.
    public let greeting: MailDomain
    public let authorities: TrustedAuthorities
    public let limits: MailLimits

    /// `port`: nil for the usual port of the encryption.
    public init(
        host: String, port: Int? = nil, encryption: Encryption, credentials: MailCredentials? = nil,
        greeting: MailDomain, authorities: TrustedAuthorities = .system, limits: MailLimits = MailLimits()
    ) throws(MailServerSettingsError) {
        let address = NetworkAddress(host)
        if let address {
            self.host = address.text
        } else {
            guard let name = try? MailDomain(host), name.text.utf8.allSatisfy({ $0 < 0x80 }) else {
                throw .hostInvalid
            }
            self.host = name.text
        }
        let port = port ?? encryption.usualPort
        guard (1...65_535).contains(port) else { throw .portInvalid }
        guard encryption != .opportunistic || self.host == Self.localName || address?.isLoopback == true else {
            throw .encryptionRequired
        }
        guard greeting.text.utf8.allSatisfy({ $0 < 0x80 }) else { throw .greetingInvalid }
        self.port = port
        self.encryption = encryption
        self.credentials = credentials
        self.greeting = greeting
        self.authorities = authorities
        self.limits = limits
    }

    static let localName = "localhost"

    /// Where the connection goes: `localhost` is an address, whatever a name server says.
    var connectHost: String { host == Self.localName ? "127.0.0.1" : host }

    /// The name that the certificate must bear; nil where it must bear the address.
    var certificateName: String? { NetworkAddress(host) == nil ? host : nil }
}

/// How long the mail server may take.
public struct MailLimits: Hashable, Sendable {
    public var connectSeconds: Double
    /// For each answer.
    public var answerSeconds: Double
    /// For the answer to the mail itself, which some servers examine first.
    public var contentSeconds: Double
    /// For the whole conversation.
    public var totalSeconds: Double

    public init(
        connectSeconds: Double = 10, answerSeconds: Double = 60, contentSeconds: Double = 180,
        totalSeconds: Double = 300
    ) {
        self.connectSeconds = connectSeconds
        self.answerSeconds = answerSeconds
        self.contentSeconds = contentSeconds
        self.totalSeconds = totalSeconds
    }
}

/// The name and password for the mail server. They leave only through an encrypted connection, or on this machine.
public struct MailCredentials: Sendable, CustomStringConvertible, CustomReflectable {
    static let bytesMax = 255

    let user: String
    let password: String

    /// Both have 1 to 255 bytes and no NUL, which would end them early.
    public init(user: String, password: String) throws(MailServerSettingsError) {
        for text in [user, password] {
            guard (1...Self.bytesMax).contains(text.utf8.count), !text.utf8.contains(0) else {
                throw .credentialsInvalid
            }
        }
        self.user = user
        self.password = password
    }

    /// Says only what it is, so that no record shows the password.
    public var description: String { "credentials for mail" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// What is wrong with the settings for mail.
public enum MailServerSettingsError: Error, Hashable, Sendable, CaseIterable {
    /// Neither a name in ASCII nor an address of the internet.
    case hostInvalid
    case portInvalid
    /// Encryption may be left out only for a server on this machine.
    case encryptionRequired
    /// The name to greet with is outside ASCII.
    case greetingInvalid
    case credentialsInvalid
    /// The certificates to trust cannot be used.
    case authoritiesInvalid

    /// The stable word for this error.
    public var code: String {
        switch self {
        case .hostInvalid: "mail-host-invalid"
        case .portInvalid: "mail-port-invalid"
        case .encryptionRequired: "mail-encryption-required"
        case .greetingInvalid: "mail-greeting-invalid"
        case .credentialsInvalid: "mail-credentials-invalid"
        case .authoritiesInvalid: "mail-authorities-invalid"
        }
    }
}
