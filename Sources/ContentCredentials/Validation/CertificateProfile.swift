import Crypto
import CryptoExtras
import SwiftASN1
import X509

/// What the C2PA specification asks of a signer's certificate and RFC 3161 of an authority's.
enum CertificateProfile {
    /// Why the certificate may not sign claims; nil when it may.
    static func problem(ofSigner certificate: Certificate, usages: Set<ASN1ObjectIdentifier>) -> String? {
        if let problem = commonProblem(of: certificate) { return problem }
        guard let purposes = try? certificate.extensions.extendedKeyUsage, !purposes.isEmpty else {
            return "the certificate names no extended key usage"
        }
        if purposes.contains(.any) { return "the certificate may be used for anything" }
        if purposes.contains(.timeStamping) || purposes.contains(.ocspSigning), purposes.count > 1 {
            return "the certificate mixes purposes that must stay alone"
        }
        guard usages.contains(where: { purposes.contains(ExtendedKeyUsage.Usage(oid: $0)) }) else {
            return "the certificate's extended key usage is not one that is accepted"
        }
        return nil
    }

    /// Why the certificate may not sign time stamps; nil when it may.
    static func problem(ofTimeStamper certificate: Certificate) -> String? {
        if let problem = commonProblem(of: certificate) { return problem }
        guard let usage = certificate.extensions[oid: .X509ExtensionID.extendedKeyUsage], usage.critical,
            let purposes = try? ExtendedKeyUsage(usage), purposes.count == 1, purposes.contains(.timeStamping)
        else { return "the certificate is not for time stamps alone" }
        return nil
    }

    private static func commonProblem(of certificate: Certificate) -> String? {
        guard certificate.version == .v3 else { return "the certificate is not of version 3" }
        guard Certificate.acceptedAlgorithms.contains(certificate.signatureAlgorithm) else {
            return "the certificate is signed with an algorithm that is not accepted"
        }
        guard hasAcceptedKey(certificate) else { return "the certificate's key is of a kind that is not accepted" }
        do {
            if case .isCertificateAuthority? = try certificate.extensions.basicConstraints {
                return "the certificate is an authority's"
            }
        } catch {
            return "the certificate's basic constraints cannot be read"
        }
        guard let keyUsage = try? certificate.extensions.keyUsage, keyUsage.digitalSignature,
            !keyUsage.keyCertSign
        else { return "the certificate's key usage is not digital signature" }
        guard
            certificate.extensions[oid: .X509ExtensionID.authorityKeyIdentifier] != nil
                || certificate.subject == certificate.issuer
        else { return "the certificate names no authority key" }
        return nil
    }

    private static func hasAcceptedKey(_ certificate: Certificate) -> Bool {
        let key = certificate.publicKey
        // An RSA key of fewer than 2,048 bits does not convert.
        return P256.Signing.PublicKey(key) != nil || P384.Signing.PublicKey(key) != nil
            || P521.Signing.PublicKey(key) != nil || Curve25519.Signing.PublicKey(key) != nil
            || _RSA.Signing.PublicKey(key) != nil
    }
}
