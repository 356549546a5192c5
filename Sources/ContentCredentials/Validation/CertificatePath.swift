import SwiftASN1
import X509

/// Walks from a certificate up to an anchor by RFC 5280's rules, as far as this use has them: names, signatures,
/// validity, authority, path length. Policies and name constraints are not understood, so a critical one ends the
/// walk.
enum CertificatePath {
    static let lengthMax = 8

    /// True when an anchor vouches for the leaf at that moment, through `others` where needed.
    static func reachesAnchor(
        from leaf: ReadCertificate, through others: [ReadCertificate], to anchors: [ReadCertificate],
        at moment: CalendarTime
    ) -> Bool {
        var current = leaf
        guard understandsCriticalExtensions(leaf.certificate), leaf.certificate.isValid(at: moment) else {
            return false
        }
        for depth in 0..<lengthMax {
            let isIssuer = { (candidate: ReadCertificate) in
                mayIssue(candidate.certificate, below: depth, at: moment)
                    && current.certificate.isIssued(by: candidate.certificate)
            }
            if anchors.contains(where: isIssuer) { return true }
            // A self-signed certificate leads nowhere else.
            guard current.certificate.issuer != current.certificate.subject, let next = others.first(where: isIssuer)
            else { return false }
            current = next
        }
        return false
    }

    private static func mayIssue(_ certificate: Certificate, below depth: Int, at moment: CalendarTime) -> Bool {
        guard understandsCriticalExtensions(certificate), certificate.isValid(at: moment),
            case .isCertificateAuthority(let pathLength)? = try? certificate.extensions.basicConstraints,
            (try? certificate.extensions.keyUsage)?.keyCertSign == true
        else { return false }
        return pathLength.map { depth <= $0 } ?? true
    }

    private static let understood: Set<ASN1ObjectIdentifier> = [
        .X509ExtensionID.basicConstraints, .X509ExtensionID.keyUsage, .X509ExtensionID.extendedKeyUsage,
        .X509ExtensionID.subjectKeyIdentifier, .X509ExtensionID.authorityKeyIdentifier,
        .X509ExtensionID.subjectAlternativeName,
    ]

    private static func understandsCriticalExtensions(_ certificate: Certificate) -> Bool {
        certificate.extensions.allSatisfy { !$0.critical || understood.contains($0.oid) }
    }
}
