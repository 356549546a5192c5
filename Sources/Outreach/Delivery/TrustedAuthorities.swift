import NIOSSL

/// Whose certificates are believed when a connection is encrypted.
public struct TrustedAuthorities: Sendable {
    let roots: NIOSSLTrustRoots

    /// The authorities that the system trusts.
    public static let system = TrustedAuthorities(roots: .default)

    private init(roots: NIOSSLTrustRoots) { self.roots = roots }

    /// The operator's own authorities instead of the system's: certificates in PEM. Nil when there is none in it.
    public init?(pem: [UInt8]) {
        guard let certificates = try? NIOSSLCertificate.fromPEMBytes(pem), !certificates.isEmpty else { return nil }
        roots = .certificates(certificates)
    }

    /// What a client demands: this trust, the right name, and at least TLS 1.2.
    var clientConfiguration: TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.trustRoots = roots
        configuration.minimumTLSVersion = .tlsv12
        return configuration
    }
}
