import Crypto
import FoundationEssentials
import SwiftASN1
import X509

/// Why no authority could be made.
public enum TestAuthorityError: Error, Hashable, Sendable {
    /// A name that a certificate cannot hold, or a time out of range.
    case unusableInput
    case signatureFailed
}

/// A self-made chain for trying things out: root, intermediate and leaf on P-256. No validator of anybody else trusts
/// it.
public struct TestAuthority: Sendable {
    /// The anchor to give to validators, PEM.
    public let rootPEM: String
    public let intermediatePEM: String
    /// Leaf and intermediate, PEM: what `CredentialSigner` takes.
    public let chainPEM: String
    /// The leaf's private key, PKCS #8 PEM. Keep it secret. The keys of the root and the intermediate are gone once
    /// they have signed, so that nothing else can be issued under this root.
    public let keyPEM: String

    /// The purpose that C2PA defines for signing claims.
    public static let claimSigning = "1.3.6.1.4.1.62558.2.1"

    /// - Parameters:
    ///   - organisation: 1 to 64 characters, in every subject.
    ///   - commonName: of the leaf, 1 to 64 characters.
    ///   - usage: the leaf's extended key usage as dotted numbers.
    ///   - validFrom: of all three certificates.
    ///   - leafDays: how long the leaf is valid; the intermediate stays valid twice as long, the root ten years longer.
    ///   - country: two letters such as `NL`.
    ///   - generator: makes the serial numbers. Keys come from the system's own generator.
    /// - Throws: `TestAuthorityError`.
    public init(
        organisation: String, commonName: String, usage: String = claimSigning, validFrom: CalendarTime,
        leafDays: Int = 365, country: String? = nil, using generator: inout some RandomNumberGenerator
    ) throws(TestAuthorityError) {
        guard (1...64).contains(organisation.count), (1...64).contains(commonName.count), (1...3650).contains(leafDays),
            country.map({ $0.utf8.count == 2 }) ?? true, let usage = try? ASN1ObjectIdentifier(dotRepresentation: usage)
        else { throw .unusableInput }
        let names = Names(organisation: organisation, country: country)
        let root = P256.Signing.PrivateKey()
        let intermediate = P256.Signing.PrivateKey()
        let leaf = P256.Signing.PrivateKey()
        do {
            let rootName = try names.name(organisation.prefix(48) + " Self-made Root")
            let intermediateName = try names.name(organisation.prefix(48) + " Self-made CA")
            let rootCertificate = try Self.certificate(
                for: root, named: rootName, by: root, named: rootName, from: validFrom, days: 3650 + leafDays,
                extensions: Self.authority(root, by: root, isLast: false), &generator)
            let intermediateCertificate = try Self.certificate(
                for: intermediate, named: intermediateName, by: root, named: rootName, from: validFrom,
                days: 2 * leafDays, extensions: Self.authority(intermediate, by: root, isLast: true), &generator)
            let leafCertificate = try Self.certificate(
                for: leaf, named: names.name(commonName[...]), by: intermediate, named: intermediateName,
                from: validFrom, days: leafDays, extensions: Self.signer(leaf, by: intermediate, usage), &generator)
            rootPEM = try rootCertificate.serializeAsPEM().pemString + "\n"
            intermediatePEM = try intermediateCertificate.serializeAsPEM().pemString + "\n"
            chainPEM = try leafCertificate.serializeAsPEM().pemString + "\n" + intermediatePEM
            keyPEM = leaf.pemRepresentation + "\n"
        } catch {
            throw .signatureFailed
        }
    }

    private struct Names {
        var organisation: String
        var country: String?

        func name(_ commonName: Substring) throws -> DistinguishedName {
            try DistinguishedName {
                if let country { CountryName(country) }
                OrganizationName(organisation)
                CommonName(String(commonName))
            }
        }
    }

    private static func certificate(
        for key: P256.Signing.PrivateKey, named subject: DistinguishedName, by issuerKey: P256.Signing.PrivateKey,
        named issuer: DistinguishedName, from: CalendarTime, days: Int, extensions: Certificate.Extensions,
        _ generator: inout some RandomNumberGenerator
    ) throws -> Certificate {
        let start = Date(timeIntervalSince1970: Double(from.milliseconds / 1000))
        // The top bit clear and the next one set: positive, and always 16 bytes long.
        var serial = (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }
        serial[0] = serial[0] & 0x3F | 0x40
        return try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(bytes: serial),
            publicKey: Certificate.PublicKey(key.publicKey), notValidBefore: start,
            notValidAfter: start.addingTimeInterval(Double(days) * 86_400), issuer: issuer, subject: subject,
            signatureAlgorithm: .ecdsaWithSHA256, extensions: extensions,
            issuerPrivateKey: Certificate.PrivateKey(issuerKey))
    }

    private static func authority(
        _ key: P256.Signing.PrivateKey, by issuer: P256.Signing.PrivateKey, isLast: Bool
    ) throws -> Certificate.Extensions {
        try Certificate.Extensions {
            Critical(BasicConstraints.isCertificateAuthority(maxPathLength: isLast ? 0 : nil))
            Critical(KeyUsage(keyCertSign: true, cRLSign: true))
            keyIdentifier(key)
            AuthorityKeyIdentifier(keyIdentifier: keyIdentifier(issuer).keyIdentifier)
        }
    }

    private static func signer(
        _ key: P256.Signing.PrivateKey, by issuer: P256.Signing.PrivateKey, _ usage: ASN1ObjectIdentifier
    ) throws -> Certificate.Extensions {
        try Certificate.Extensions {
            Critical(BasicConstraints.notCertificateAuthority)
            Critical(KeyUsage(digitalSignature: true))
            Critical(try ExtendedKeyUsage([ExtendedKeyUsage.Usage(oid: usage)]))
            keyIdentifier(key)
            AuthorityKeyIdentifier(keyIdentifier: keyIdentifier(issuer).keyIdentifier)
        }
    }

    private static func keyIdentifier(_ key: P256.Signing.PrivateKey) -> SubjectKeyIdentifier {
        SubjectKeyIdentifier(hash: Certificate.PublicKey(key.publicKey))
    }
}
