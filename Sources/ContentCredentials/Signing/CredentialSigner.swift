import Crypto
import SwiftASN1
import X509

/// Why a key and a chain cannot sign.
public enum SignerError: Error, Hashable, Sendable {
    /// The text is no unencrypted P-256 private key in PEM.
    case unreadableKey
    /// The text holds no certificate, or one that cannot be read.
    case unreadableChain
    /// More than `CredentialSigner.chainCountMax` certificates.
    case chainTooLong
    /// The first certificate belongs to another key.
    case keyDoesNotMatch
    /// A certificate does not certify the one before it.
    case brokenChain
}

/// A private key and the certificates that vouch for it. To change keys, make another value.
public struct CredentialSigner: Sendable {
    public static let chainCountMax = 6

    let key: P256.Signing.PrivateKey
    /// DER, leaf first.
    let chain: [[UInt8]]
    /// The leaf's common name, for logs and settings pages.
    public let commonName: String?
    /// After this moment the leaf signs nothing that a validator accepts.
    public let notValidAfter: CalendarTime

    /// - Parameters:
    ///   - keyPEM: a P-256 private key in PKCS #8 or SEC 1 form.
    ///   - chainPEM: the leaf, then each certificate that certifies the one before; the root may be left out.
    /// - Throws: `SignerError`.
    public init(keyPEM: String, chainPEM: String) throws(SignerError) {
        guard let key = try? P256.Signing.PrivateKey(pemRepresentation: keyPEM) else { throw .unreadableKey }
        guard let chain = CertificatePEM.read(chainPEM), let leaf = chain.first else { throw .unreadableChain }
        guard chain.count <= Self.chainCountMax else { throw .chainTooLong }
        guard leaf.certificate.publicKey == Certificate.PublicKey(key.publicKey) else { throw .keyDoesNotMatch }
        for (subject, issuer) in zip(chain, chain.dropFirst()) {
            guard subject.certificate.isIssued(by: issuer.certificate) else { throw .brokenChain }
        }
        self.key = key
        // The specification leaves the trust anchor out of the chain.
        self.chain = chain.filter { $0.certificate.subject != $0.certificate.issuer || $0.der == leaf.der }.map(\.der)
        commonName = leaf.certificate.subject.attribute(.RDNAttributeType.commonName)
        notValidAfter = leaf.certificate.validUntil
    }
}

/// A certificate with the exact bytes it came in.
struct ReadCertificate: Sendable {
    let der: [UInt8]
    let certificate: Certificate

    init?(der: [UInt8]) {
        guard der.count <= CertificatePEM.certificateBytesMax, let certificate = try? Certificate(derEncoded: der),
            Self.isSignatureWholeBytes(der)
        else { return nil }
        self.der = der
        self.certificate = certificate
    }

    /// The certificate's own signature does not cover the count of unused bits in front of it, and the parser allows
    /// any that fits; signatures are whole bytes.
    private static func isSignatureWholeBytes(_ der: [UInt8]) -> Bool {
        guard let node = try? DER.parse(der), case .constructed(let parts) = node.content,
            let last = Array(parts).last, let signature = try? ASN1BitString(derEncoded: last)
        else { return false }
        return signature.paddingBits == 0
    }
}

enum CertificatePEM {
    static let certificateBytesMax = 16_384

    /// Every certificate of the text in order; nil when one cannot be read.
    static func read(_ text: String) -> [ReadCertificate]? {
        guard let documents = try? PEMDocument.parseMultiple(pemString: text) else { return nil }
        var certificates: [ReadCertificate] = []
        for document in documents where document.discriminator == "CERTIFICATE" {
            guard let certificate = ReadCertificate(der: document.derBytes) else { return nil }
            certificates.append(certificate)
        }
        return certificates
    }
}
