import SwiftASN1
import X509

/// CMS SignedData with one signer over a time stamp.
struct SignedData {
    let content: [UInt8]
    let certificates: [ReadCertificate]
    let signer: SignerInfo

    init(der: [UInt8]) throws {
        self = try DER.sequence(DER.parse(der), identifier: .sequence) { fields in
            guard try ASN1ObjectIdentifier(derEncoded: &fields) == .signedData else { throw MalformedDER() }
            return try DER.explicitlyTagged(&fields, tagNumber: 0, tagClass: .contextSpecific) { node in
                try SignedData(node)
            }
        }
    }

    private init(_ node: ASN1Node) throws {
        self = try DER.sequence(node, identifier: .sequence) { fields in
            guard try Int(derEncoded: &fields) == 3, let algorithms = fields.next() else { throw MalformedDER() }
            let content = try Self.content(fields.next())
            let certificates = try Self.certificates(fields.next())
            guard let signers = fields.next(), signers.identifier == .set,
                case .constructed(let members) = signers.content
            else { throw MalformedDER() }
            var iterator = members.makeIterator()
            guard let only = iterator.next(), iterator.next() == nil else { throw MalformedDER() }
            let signer = try SignerInfo(only)
            try Self.check(algorithms, hold: signer.digest)
            return SignedData(content: content, certificates: certificates, signer: signer)
        }
    }

    private init(content: [UInt8], certificates: [ReadCertificate], signer: SignerInfo) {
        self.content = content
        self.certificates = certificates
        self.signer = signer
    }

    private static func content(_ node: ASN1Node?) throws -> [UInt8] {
        guard let node else { throw MalformedDER() }
        return try DER.sequence(node, identifier: .sequence) { fields in
            guard try ASN1ObjectIdentifier(derEncoded: &fields) == .timeStampInfo else { throw MalformedDER() }
            return try DER.explicitlyTagged(&fields, tagNumber: 0, tagClass: .contextSpecific) { node in
                Array(try ASN1OctetString(derEncoded: node, withIdentifier: .octetString).bytes)
            }
        }
    }

    private static func certificates(_ node: ASN1Node?) throws -> [ReadCertificate] {
        guard let node, node.identifier == .context(0), case .constructed(let members) = node.content
        else { throw MalformedDER() }
        var certificates: [ReadCertificate] = []
        for member in members {
            guard certificates.count < TimeStampToken.certificatesMax,
                let certificate = ReadCertificate(der: Array(member.encodedBytes))
            else { throw MalformedDER() }
            certificates.append(certificate)
        }
        return certificates
    }

    private static func check(_ algorithms: ASN1Node, hold digest: DigestAlgorithm) throws {
        guard algorithms.identifier == .set, case .constructed(let members) = algorithms.content
        else { throw MalformedDER() }
        var isThere = false
        for member in members {
            guard let found = DigestAlgorithm(try PlainAlgorithm(member).identifier) else { throw MalformedDER() }
            isThere = isThere || found == digest
        }
        guard isThere else { throw MalformedDER() }
    }
}

/// The one signer of a SignedData.
struct SignerInfo {
    enum Name {
        case issuerAndSerial(issuer: DistinguishedName, serial: [UInt8])
        case keyIdentifier([UInt8])
    }

    let name: Name
    let digest: DigestAlgorithm
    /// The signed attributes as the SET that the signature covers.
    let signedBytes: [UInt8]
    let messageDigest: [UInt8]
    /// Hashes of the signer's certificate, by which the signature binds it.
    let certificateHashes: [CertificateHash]
    let signatureAlgorithm: ASN1ObjectIdentifier
    let signature: [UInt8]

    init(_ node: ASN1Node) throws {
        guard node.identifier == .sequence, case .constructed(let members) = node.content else { throw MalformedDER() }
        var fields = members.makeIterator()
        let version = try Int(derEncoded: &fields)
        name = try Self.name(fields.next(), version: version)
        guard let digest = DigestAlgorithm(try PlainAlgorithm(fields.next()).identifier),
            let attributes = fields.next(), attributes.identifier == .context(0)
        else { throw MalformedDER() }
        self.digest = digest
        let read = try SignedAttributes(attributes)
        messageDigest = read.messageDigest
        certificateHashes = read.certificateHashes
        // The signature covers the attributes under the tag of a SET instead of the implicit one.
        signedBytes = [0x31] + attributes.encodedBytes.dropFirst()
        signatureAlgorithm = try PlainAlgorithm(fields.next()).identifier
        signature = Array(try ASN1OctetString(derEncoded: &fields).bytes)
        // Attributes that nothing signs could change unnoticed.
        guard fields.next() == nil else { throw MalformedDER() }
    }

    private static func name(_ node: ASN1Node?, version: Int) throws -> Name {
        guard let node else { throw MalformedDER() }
        if version == 3, node.identifier == .context(0), case .primitive(let bytes) = node.content {
            return .keyIdentifier(Array(bytes))
        }
        guard version == 1 else { throw MalformedDER() }
        return try DER.sequence(node, identifier: .sequence) { fields in
            guard let issuer = fields.next() else { throw MalformedDER() }
            return .issuerAndSerial(
                issuer: try DistinguishedName(derEncoded: issuer),
                serial: Array(try ArraySlice<UInt8>(derEncoded: &fields)))
        }
    }

    func names(_ certificate: Certificate) -> Bool {
        switch name {
        case .issuerAndSerial(let issuer, let serial):
            return certificate.issuer == issuer
                && certificate.serialNumber.bytes.drop { $0 == 0 }.elementsEqual(serial.drop { $0 == 0 })
        case .keyIdentifier(let identifier):
            return (try? certificate.extensions.subjectKeyIdentifier)?.keyIdentifier.elementsEqual(identifier) ?? false
        }
    }
}
