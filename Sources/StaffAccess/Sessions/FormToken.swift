import Crypto

extension SecretToken {
    /// What a form of this session carries so that no other site can send it (a CSRF token): HMAC-SHA-256 of the form's purpose, for
    /// instance `POST /desk/rulings`, under the session's token; 43 letters of base64 for addresses. The store knows the
    /// token's digest only and cannot make one.
    public func formToken(for purpose: String) -> String {
        let message = Array("vangrail-form-1\n".utf8) + Array(purpose.utf8)
        return Base64URL.encode(
            Array(HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: bytes))))
    }

    /// True when the text is this session's form token for that purpose; compared in constant time.
    public func isFormToken(_ text: String, for purpose: String) -> Bool {
        text.utf8.count == 43 && isSame(Array(text.utf8), Array(formToken(for: purpose).utf8))
    }
}
