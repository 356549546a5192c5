import Crypto
import CryptoExtras
import SwiftASN1
import X509

/// COSE signature algorithms, each with the one kind of key that C2PA allows for it.
enum COSEAlgorithm {
    case es256
    case es384
    case es512
    case ps256
    case ps384
    case ps512
    case edDSA

    init?(_ value: CBORValue?) {
        switch value {
        case .negative(6): self = .es256
        case .negative(34): self = .es384
        case .negative(35): self = .es512
        case .negative(36): self = .ps256
        case .negative(37): self = .ps384
        case .negative(38): self = .ps512
        case .negative(7): self = .edDSA
        default: return nil
        }
    }

    func isValid(_ signature: [UInt8], for bytes: [UInt8], key: Certificate.PublicKey) -> Bool {
        switch self {
        case .es256:
            guard let key = P256.Signing.PublicKey(key),
                let signature = try? P256.Signing.ECDSASignature(rawRepresentation: signature)
            else { return false }
            return key.isValidSignature(signature, for: bytes)
        case .es384:
            guard let key = P384.Signing.PublicKey(key),
                let signature = try? P384.Signing.ECDSASignature(rawRepresentation: signature)
            else { return false }
            return key.isValidSignature(signature, for: bytes)
        case .es512:
            guard let key = P521.Signing.PublicKey(key),
                let signature = try? P521.Signing.ECDSASignature(rawRepresentation: signature)
            else { return false }
            return key.isValidSignature(signature, for: bytes)
        case .edDSA:
            return Curve25519.Signing.PublicKey(key)?.isValidSignature(signature, for: bytes) ?? false
        case .ps256: return Self.isValidPSS(signature, SHA256.hash(data: bytes), key)
        case .ps384: return Self.isValidPSS(signature, SHA384.hash(data: bytes), key)
        case .ps512: return Self.isValidPSS(signature, SHA512.hash(data: bytes), key)
        }
    }

    private static func isValidPSS(_ signature: [UInt8], _ digest: some Digest, _ key: Certificate.PublicKey) -> Bool {
        _RSA.Signing.PublicKey(key)?.isValidSignature(
            _RSA.Signing.RSASignature(rawRepresentation: signature), for: digest, padding: .PSS) ?? false
    }
}

extension SignerInfo {
    /// True when the certificate's key made the signature over the signed attributes.
    func isSigned(by certificate: Certificate) -> Bool {
        guard let algorithm = Self.algorithm(signatureAlgorithm, digest) else { return false }
        return certificate.publicKey.isValidSignature(signature, for: signedBytes, signatureAlgorithm: algorithm)
    }

    /// The signature algorithm must go with the digest that is named beside it.
    private static func algorithm(_ identifier: ASN1ObjectIdentifier, _ digest: DigestAlgorithm)
        -> Certificate.SignatureAlgorithm?
    {
        let rsaEncryption: ASN1ObjectIdentifier = [1, 2, 840, 113549, 1, 1, 1]
        switch digest {
        case .sha256:
            if identifier == [1, 2, 840, 10045, 4, 3, 2] { return .ecdsaWithSHA256 }
            return [rsaEncryption, [1, 2, 840, 113549, 1, 1, 11]].contains(identifier) ? .sha256WithRSAEncryption : nil
        case .sha384:
            if identifier == [1, 2, 840, 10045, 4, 3, 3] { return .ecdsaWithSHA384 }
            return [rsaEncryption, [1, 2, 840, 113549, 1, 1, 12]].contains(identifier) ? .sha384WithRSAEncryption : nil
        case .sha512:
            if identifier == [1, 2, 840, 10045, 4, 3, 4] { return .ecdsaWithSHA512 }
            return [rsaEncryption, [1, 2, 840, 113549, 1, 1, 13]].contains(identifier) ? .sha512WithRSAEncryption : nil
        }
    }
}
