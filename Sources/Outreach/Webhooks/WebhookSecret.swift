import Crypto
import FoundationEssentials

/// A secret that the operator's platform shares with this program, as Standard Webhooks writes it.
public struct WebhookSecret: Sendable {
    private static let prefix = "whsec_"
    private static let byteCounts = 24...64

    let key: SymmetricKey

    /// Reads `whsec_` and standard base64 of 24 to 64 bytes; padding may be missing.
    public init(_ text: String) throws(WebhookSettingsError) {
        guard text.hasPrefix(Self.prefix), text.utf8.count <= 128 else { throw .secretInvalid }
        let digits = text.dropFirst(Self.prefix.count)
        let isPadded = digits.hasSuffix("=")
        let padding = isPadded ? 0 : (4 - digits.utf8.count % 4) % 4
        guard padding < 3, let data = Data(base64Encoded: digits + String(repeating: "=", count: padding)),
            Self.byteCounts.contains(data.count)
        else { throw .secretInvalid }
        key = SymmetricKey(data: data)
    }
}

extension WebhookSecret: CustomStringConvertible, CustomReflectable {
    /// Says only what it is, so that no record shows the secret.
    public var description: String { "a webhook secret" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// The secrets that a webhook is signed with: one in ordinary times, several while one is replaced by the next. The
/// receiver accepts a webhook when one of the signatures fits.
public struct WebhookSecrets: Sendable {
    public static let countMax = 4

    let all: [WebhookSecret]

    public init(_ secrets: [WebhookSecret]) throws(WebhookSettingsError) {
        guard (1...Self.countMax).contains(secrets.count) else { throw .secretCountInvalid }
        all = secrets
    }

    /// The value of `webhook-signature`: for each secret `v1,` and base64 of HMAC-SHA-256 over `id.timestamp.payload`.
    ///
    /// `timestamp`: seconds since 1970, as `webhook-timestamp` gives them.
    func signatures(id: DeliveryID, timestamp: Int64, payload: [UInt8]) -> String {
        all.map { secret in
            var code = HMAC<SHA256>(key: secret.key)
            code.update(data: Array("\(id.text).\(timestamp).".utf8))
            code.update(data: payload)
            return "v1," + Data(code.finalize()).base64EncodedString()
        }.joined(separator: " ")
    }
}
