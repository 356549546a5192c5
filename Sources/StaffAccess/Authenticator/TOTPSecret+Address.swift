extension TOTPSecret {
    /// The address that an authenticator app reads out of a QR code:
    /// `otpauth://totp/Issuer:account?secret=…&issuer=…&algorithm=SHA1&digits=6&period=30`.
    ///
    /// Colons are taken out of issuer and account, since apps part the label at the first one even where it is escaped.
    /// `QRCode` holds 213 bytes, which leaves about 89 for the account and twice the issuer.
    public func address(issuer: String, account: String) -> String {
        let issuer = Self.escape(issuer)
        return "otpauth://totp/\(issuer):\(Self.escape(account))?secret=\(text)&issuer=\(issuer)"
            + "&algorithm=SHA1&digits=\(TOTP.digits)&period=\(TOTP.stepSeconds)"
    }

    private static func escape(_ text: String) -> String {
        PercentEscape.escape(text.replacing(":", with: ""))
    }
}
