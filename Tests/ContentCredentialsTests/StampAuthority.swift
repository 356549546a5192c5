import Crypto
import Foundation
import SwiftASN1
import X509

@testable import ContentCredentials

/// A time stamp authority on P-256 that answers with tokens as RFC 3161 has them, or with flawed ones.
struct StampAuthority {
    let rootPEM: String
    private let root: Certificate
    private let signer: Certificate
    private let key: P256.Signing.PrivateKey

    enum Flaw: CaseIterable {
        case otherImprint
        case wrongSignature
        case wrongDigest
        case otherCertificateHash
        case strayCertificate
    }

    init(usage: ExtendedKeyUsage.Usage = .timeStamping, days: Double = 365) throws {
        let rootKey = P256.Signing.PrivateKey()
        key = P256.Signing.PrivateKey()
        let start = Date(timeIntervalSince1970: Double(Workbench.now.milliseconds / 1000) - 86_400)
        let rootName = try DistinguishedName { CommonName("Stamp Root") }
        let identifier = SubjectKeyIdentifier(hash: Certificate.PublicKey(rootKey.publicKey))
        root = try Certificate(
            version: .v3, serialNumber: 1, publicKey: .init(rootKey.publicKey), notValidBefore: start,
            notValidAfter: start.addingTimeInterval(3650 * 86_400), issuer: rootName, subject: rootName,
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
                Critical(KeyUsage(keyCertSign: true))
                identifier
            }, issuerPrivateKey: .init(rootKey))
        signer = try Certificate(
            version: .v3, serialNumber: 2, publicKey: .init(key.publicKey), notValidBefore: start,
            notValidAfter: start.addingTimeInterval(days * 86_400), issuer: rootName,
            subject: DistinguishedName { CommonName("Stamp Authority") }, signatureAlgorithm: .ecdsaWithSHA256,
            extensions: Certificate.Extensions {
                Critical(KeyUsage(digitalSignature: true))
                Critical(try ExtendedKeyUsage([usage]))
                AuthorityKeyIdentifier(keyIdentifier: identifier.keyIdentifier)
            }, issuerPrivateKey: .init(rootKey))
        rootPEM = try root.serializeAsPEM().pemString + "\n"
    }

    func port(reserve: Int, at time: CalendarTime = Workbench.now, flaw: Flaw? = nil) -> TimeStampPort {
        TimeStampPort(tokenBytesReserved: reserve) { imprint throws(TimeStampPort.Failure) in
            do { return try token(for: imprint, at: time, flaw: flaw) } catch { throw .init("\(error)") }
        }
    }

    func token(for imprint: [UInt8], nonce: UInt64? = nil, at time: CalendarTime = Workbench.now, flaw: Flaw? = nil)
        throws -> [UInt8]
    {
        var imprint = imprint
        if flaw == .otherImprint { imprint[0] ^= 1 }
        let info = try Self.der { try Self.write(&$0, imprint, nonce, time) }
        let digest = Array(SHA256.hash(data: flaw == .wrongDigest ? info + [0] : info))
        let attributes = try attributes(digest, isOther: flaw == .otherCertificateHash)
        let signed = [0x31] + attributes.dropFirst()
        var signature = Array(try key.signature(for: signed).derRepresentation)
        if flaw == .wrongSignature { signature = Array(try key.signature(for: signed + [0]).derRepresentation) }
        return try Self.der { token in
            try token.appendConstructedNode(identifier: .sequence) { outer in
                try outer.serialize(ASN1ObjectIdentifier.signedData)
                try outer.appendConstructedNode(identifier: .context(0)) {
                    try signedData(&$0, info, attributes, signature, flaw)
                }
            }
        }
    }

    private static func der(_ write: (inout DER.Serializer) throws -> Void) throws -> [UInt8] {
        var serializer = DER.Serializer()
        try write(&serializer)
        return serializer.serializedBytes
    }

    private static func algorithm(_ coder: inout DER.Serializer, _ identifier: ASN1ObjectIdentifier) throws {
        try coder.appendConstructedNode(identifier: .sequence) { try $0.serialize(identifier) }
    }

    private static func write(
        _ coder: inout DER.Serializer, _ imprint: [UInt8], _ nonce: UInt64?, _ time: CalendarTime
    ) throws {
        let text = time.text
        func field(_ start: Int, _ count: Int) -> Int {
            Int(text.dropFirst(start).prefix(count)) ?? 0
        }
        let moment = try GeneralizedTime(
            year: field(0, 4), month: field(5, 2), day: field(8, 2), hours: field(11, 2), minutes: field(14, 2),
            seconds: field(17, 2), fractionalSeconds: 0)
        try coder.appendConstructedNode(identifier: .sequence) { info in
            try info.serialize(1)
            try info.serialize([1, 2, 3, 4, 1] as ASN1ObjectIdentifier)
            try info.appendConstructedNode(identifier: .sequence) { part in
                try algorithm(&part, DigestAlgorithm.sha256.identifier)
                try part.serialize(ASN1OctetString(contentBytes: imprint[...]))
            }
            try info.serialize(77)
            try info.serialize(moment)
            if let nonce { try info.serialize(nonce) }
        }
    }

    private func attributes(_ digest: [UInt8], isOther: Bool) throws -> [UInt8] {
        var der = try Self.der { try $0.serialize(signer) }
        if isOther { der.append(0) }
        let hash = Array(SHA256.hash(data: der))
        func attribute(_ type: ASN1ObjectIdentifier, _ value: (inout DER.Serializer) throws -> Void) throws -> [UInt8] {
            try Self.der { coder in
                try coder.appendConstructedNode(identifier: .sequence) { part in
                    try part.serialize(type)
                    try part.appendConstructedNode(identifier: .set) { try value(&$0) }
                }
            }
        }
        let all = [
            try attribute(.contentType) { try $0.serialize(ASN1ObjectIdentifier.timeStampInfo) },
            try attribute(.messageDigest) { try $0.serialize(ASN1OctetString(contentBytes: digest[...])) },
            try attribute(.signingCertificateV2) { value in
                try value.appendConstructedNode(identifier: .sequence) { outer in
                    try outer.appendConstructedNode(identifier: .sequence) { list in
                        try list.appendConstructedNode(identifier: .sequence) {
                            try $0.serialize(ASN1OctetString(contentBytes: hash[...]))
                        }
                    }
                }
            },
        ]
        return try Self.der { coder in
            coder.appendConstructedNode(identifier: .context(0)) { set in
                for attribute in all.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
                    set.serializeRawBytes(attribute)
                }
            }
        }
    }

    private func signedData(
        _ coder: inout DER.Serializer, _ info: [UInt8], _ attributes: [UInt8], _ signature: [UInt8], _ flaw: Flaw?
    ) throws {
        try coder.appendConstructedNode(identifier: .sequence) { data in
            try data.serialize(3)
            try data.appendConstructedNode(identifier: .set) {
                try Self.algorithm(&$0, DigestAlgorithm.sha256.identifier)
            }
            try data.appendConstructedNode(identifier: .sequence) { content in
                try content.serialize(ASN1ObjectIdentifier.timeStampInfo)
                try content.appendConstructedNode(identifier: .context(0)) {
                    try $0.serialize(ASN1OctetString(contentBytes: info[...]))
                }
            }
            try data.appendConstructedNode(identifier: .context(0)) { set in
                try set.serialize(signer)
                try set.serialize(root)
                if flaw == .strayCertificate { try set.serialize(StampAuthority().root) }
            }
            try data.appendConstructedNode(identifier: .set) { set in
                try set.appendConstructedNode(identifier: .sequence) { part in
                    try part.serialize(1)
                    try part.appendConstructedNode(identifier: .sequence) { name in
                        try name.serialize(signer.issuer)
                        try name.serialize(2)
                    }
                    try Self.algorithm(&part, DigestAlgorithm.sha256.identifier)
                    part.serializeRawBytes(attributes)
                    try Self.algorithm(&part, [1, 2, 840, 10045, 4, 3, 2])
                    try part.serialize(ASN1OctetString(contentBytes: signature[...]))
                }
            }
        }
    }
}
