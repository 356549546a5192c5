import Crypto
import SwiftASN1

/// The hash of a certificate in an ESSCertID (RFC 2634, RFC 5816).
struct CertificateHash {
    /// Nil for SHA-1, which the older attribute uses. It only picks the certificate; the signature does the rest.
    let algorithm: DigestAlgorithm?
    let hash: [UInt8]

    func matches(_ certificate: ReadCertificate) -> Bool {
        let digest =
            algorithm?.digest(certificate.der[...]) ?? Array(Insecure.SHA1.hash(data: certificate.der))
        return digest == hash
    }
}

/// The attributes that an authority signs together with the stamp.
struct SignedAttributes {
    private(set) var messageDigest: [UInt8] = []
    private(set) var certificateHashes: [CertificateHash] = []
    private static let attributesMax = 16

    init(_ node: ASN1Node) throws {
        guard case .constructed(let members) = node.content else { throw MalformedDER() }
        var hasContentType = false
        var count = 0
        for member in members {
            count += 1
            guard count <= Self.attributesMax else { throw MalformedDER() }
            let (type, value) = try DER.sequence(member, identifier: .sequence) { fields in
                let type = try ASN1ObjectIdentifier(derEncoded: &fields)
                guard let set = fields.next(), set.identifier == .set, case .constructed(let values) = set.content
                else { throw MalformedDER() }
                var iterator = values.makeIterator()
                guard let value = iterator.next(), iterator.next() == nil else { throw MalformedDER() }
                return (type, value)
            }
            switch type {
            case .contentType:
                guard try ASN1ObjectIdentifier(derEncoded: value) == .timeStampInfo else { throw MalformedDER() }
                hasContentType = true
            case .messageDigest: messageDigest = Array(try ASN1OctetString(derEncoded: value).bytes)
            case .signingCertificate: certificateHashes += try Self.hashes(value, isVersion2: false)
            case .signingCertificateV2: certificateHashes += try Self.hashes(value, isVersion2: true)
            default: break
            }
        }
        guard hasContentType, !messageDigest.isEmpty, !certificateHashes.isEmpty else { throw MalformedDER() }
    }

    /// The first ESSCertID names the signer; the ones after it name the certificates above.
    private static func hashes(_ node: ASN1Node, isVersion2: Bool) throws -> [CertificateHash] {
        try DER.sequence(node, identifier: .sequence) { fields in
            guard let list = fields.next(), case .constructed(let members) = list.content else { throw MalformedDER() }
            while fields.next() != nil {}
            var iterator = members.makeIterator()
            guard let first = iterator.next() else { throw MalformedDER() }
            return [
                try DER.sequence(first, identifier: .sequence) { parts in
                    defer { while parts.next() != nil {} }
                    guard let next = parts.next() else { throw MalformedDER() }
                    guard isVersion2 else {
                        return CertificateHash(algorithm: nil, hash: Array(try ASN1OctetString(derEncoded: next).bytes))
                    }
                    if next.identifier == .octetString {
                        return CertificateHash(
                            algorithm: .sha256, hash: Array(try ASN1OctetString(derEncoded: next).bytes))
                    }
                    guard let algorithm = DigestAlgorithm(try PlainAlgorithm(next).identifier)
                    else { throw MalformedDER() }
                    return CertificateHash(
                        algorithm: algorithm, hash: Array(try ASN1OctetString(derEncoded: &parts).bytes))
                }
            ]
        }
    }
}
