/// How one OpenAI-compatible image server is reached and what it is told.
public struct OpenAIGeneratorSettings: Sendable {
    /// Where the key travels.
    public enum KeyHeader: Hashable, Sendable {
        /// `Authorization: Bearer KEY`.
        case bearer
        /// A header of that name, for instance Azure's `api-key`.
        case named(String)
    }

    /// When a field is sent to the server.
    public enum Rule: String, CaseIterable, Hashable, Sendable {
        /// By what is known of the model's family.
        case automatic
        case always, never
    }

    /// From where pictures are fetched that an answer only names by address.
    public enum AddressRule: Hashable, Sendable {
        case never
        /// Only from scheme, host and port of the base address; the key travels along.
        case sameOrigin
        /// Besides, from these origins (`https://host` or `https://host:port`); the key stays home.
        case origins(Set<String>)
    }

    /// With the version, without the route: `http://127.0.0.1:8000/v1`.
    public var baseURL: String
    /// Keys, used in turn; none sends no key.
    public var keys: [String]
    public var keyHeader: KeyHeader
    /// Added to every route, for instance `api-version=2025-04-01-preview`.
    public var query: String?
    /// The model where the caller names none; nil leaves the choice to the server.
    public var defaultModel: String?
    /// False sends `defaultModel` whatever the caller names.
    public var callersChooseModel: Bool
    /// A fixed list for `/v1/models`; nil asks the server.
    public var models: [String]?

    /// Seconds for a connection.
    public var connectSeconds: Double
    /// Seconds for the whole request, pictures included.
    public var totalSeconds: Double
    /// Bytes of one whole answer.
    public var answerBytesMax: Int
    /// Bytes of one decoded picture.
    public var pictureBytesMax: Int
    /// Connections at a time to the server; further requests wait up to `connectSeconds`.
    public var connectionsMax: Int

    /// Whether `response_format: b64_json` is asked for. Automatic: not of `gpt-image` models, which know no other.
    public var base64: Rule
    /// Whether previews are asked for as a stream. Automatic: not of `dall-e` models, which do not know the field.
    public var stream: Rule
    /// Whether the caller's `moderation` field goes on. Off, so that nobody lowers the server's own guard.
    public var forwardsModeration: Bool
    /// Whether the keyed digest of the account goes on as `user`.
    public var sendsAccountDigest: Bool
    /// From where `url` answers are fetched.
    public var addresses: AddressRule

    /// Settings for the server at `baseURL`, with defaults that suit a local one.
    public init(
        baseURL: String, keys: [String] = [], keyHeader: KeyHeader = .bearer, query: String? = nil,
        defaultModel: String? = nil, callersChooseModel: Bool = true, models: [String]? = nil,
        connectSeconds: Double = 5, totalSeconds: Double = 180, answerBytesMax: Int = 200_000_000,
        pictureBytesMax: Int = 64_000_000, connectionsMax: Int = 64, base64: Rule = .automatic,
        stream: Rule = .automatic, forwardsModeration: Bool = false, sendsAccountDigest: Bool = true,
        addresses: AddressRule = .sameOrigin
    ) {
        self.baseURL = baseURL
        self.keys = keys
        self.keyHeader = keyHeader
        self.query = query
        self.defaultModel = defaultModel
        self.callersChooseModel = callersChooseModel
        self.models = models
        self.connectSeconds = connectSeconds
        self.totalSeconds = totalSeconds
        self.answerBytesMax = answerBytesMax
        self.pictureBytesMax = pictureBytesMax
        self.connectionsMax = connectionsMax
        self.base64 = base64
        self.stream = stream
        self.forwardsModeration = forwardsModeration
        self.sendsAccountDigest = sendsAccountDigest
        self.addresses = addresses
    }
}
