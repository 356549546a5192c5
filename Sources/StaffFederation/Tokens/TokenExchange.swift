import StaffAccess
import WireJSON

/// Shows a code at the provider's token address and takes the ID token for it (OpenID Connect Core 1.0, section 3.1.3).
struct TokenExchange {
    /// Bytes of the answer at most.
    static let bytesMax = 128 << 10

    let settings: FederationSettings
    let document: DiscoveryDocument

    /// What is sent for a code.
    func request(code: String, verifier: String) -> OIDCRequest {
        var parameters: [(name: String, value: String)] = [
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", settings.redirect.text),
            ("code_verifier", verifier),
        ]
        var headers: [(name: String, value: String)] = [
            ("accept", "application/json"), ("content-type", "application/x-www-form-urlencoded"),
        ]
        if document.isSecretInBody {
            parameters += [("client_id", settings.clientID), ("client_secret", settings.clientSecret)]
        } else {
            // RFC 6749, section 2.3.1: both are escaped as in a form before they are put together.
            let pair = PercentEscape.escape(settings.clientID) + ":" + PercentEscape.escape(settings.clientSecret)
            headers.append(("authorization", "Basic " + Base64.text(Array(pair.utf8))))
        }
        return OIDCRequest(
            endpoint: .token, method: "POST", address: document.token, headers: headers,
            body: Array(FormEncoding.encode(parameters).utf8), responseBytesMax: Self.bytesMax)
    }

    /// The ID token of an answer. Throws `.tooLarge`, `.provider` for an error code, `.status` for another failure, and
    /// `.malformed` for an answer without a token.
    func idToken(in response: OIDCResponse) throws(OIDCError) -> String {
        guard response.body.count <= Self.bytesMax else { throw .tooLarge(.token) }
        let json = try? JSONReader.read(response.body)
        guard response.status == 200 else {
            if let error = json?.member("error")?.text(bytesMax: 256) { throw .provider(saying: error) }
            throw .status(.token, response.status)
        }
        guard let json else { throw .malformed(.token, .json) }
        guard let token = json.member("id_token")?.text(bytesMax: Self.bytesMax) else {
            throw .malformed(.token, .idToken)
        }
        return token
    }
}
