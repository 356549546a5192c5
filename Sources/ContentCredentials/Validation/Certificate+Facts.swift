import FoundationEssentials
import SwiftASN1
import X509

extension Certificate {
    var validFrom: CalendarTime { CalendarTime(milliseconds: Self.milliseconds(notValidBefore)) }
    var validUntil: CalendarTime { CalendarTime(milliseconds: Self.milliseconds(notValidAfter)) }

    func isValid(at moment: CalendarTime) -> Bool { validFrom <= moment && moment <= validUntil }

    private static func milliseconds(_ date: Date) -> Int64 {
        Int64(exactly: (date.timeIntervalSince1970 * 1000).rounded()) ?? 0
    }

    /// True when the issuer's name and key fit. Its right to issue is checked by `CertificatePath`.
    func isIssued(by issuer: Certificate) -> Bool {
        self.issuer == issuer.subject && Self.acceptedAlgorithms.contains(signatureAlgorithm)
            && issuer.publicKey.isValidSignature(signature, for: self)
    }

    static let acceptedAlgorithms: Set<SignatureAlgorithm> = [
        .ecdsaWithSHA256, .ecdsaWithSHA384, .ecdsaWithSHA512, .sha256WithRSAEncryption, .sha384WithRSAEncryption,
        .sha512WithRSAEncryption, .ed25519,
    ]
}

extension DistinguishedName {
    /// The last attribute of that type as text, at most 256 characters.
    func attribute(_ type: ASN1ObjectIdentifier) -> String? {
        for name in reversed() {
            for attribute in name where attribute.type == type {
                return String(attribute.value).map { String($0.prefix(256)) }
            }
        }
        return nil
    }
}
