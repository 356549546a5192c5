import SwiftASN1

/// A signed time stamp (RFC 3161 token in a CMS SignedData of RFC 5652), read strictly: DER only, one signer, no part
/// that nothing signs.
struct TimeStampToken {
    /// What the authority signed, a TSTInfo in DER.
    let info: [UInt8]
    /// Certificates that came along, in their order.
    let certificates: [ReadCertificate]
    let signer: SignerInfo

    let imprintAlgorithm: DigestAlgorithm
    let imprint: [UInt8]
    let time: CalendarTime
    let nonce: UInt64?

    static let certificatesMax = 10

    /// Nil when the bytes are no such token. The signature is not checked here.
    init?(der: [UInt8]) {
        guard der.count <= TimeStampResponse.bytesMax, let signed = try? SignedData(der: der),
            let stamp = try? TSTInfo(der: signed.content)
        else { return nil }
        info = signed.content
        certificates = signed.certificates
        signer = signed.signer
        imprintAlgorithm = stamp.algorithm
        imprint = stamp.imprint
        time = stamp.time
        nonce = stamp.nonce
    }

    /// True when the stamp is about that SHA-256 digest.
    func covers(_ imprint: [UInt8]) -> Bool { imprintAlgorithm == .sha256 && self.imprint == imprint }
}

/// What cannot be read.
struct MalformedDER: Error {}

extension ASN1ObjectIdentifier {
    static let signedData: ASN1ObjectIdentifier = [1, 2, 840, 113549, 1, 7, 2]
    static let timeStampInfo: ASN1ObjectIdentifier = [1, 2, 840, 113549, 1, 9, 16, 1, 4]
    static let contentType: ASN1ObjectIdentifier = [1, 2, 840, 113549, 1, 9, 3]
    static let messageDigest: ASN1ObjectIdentifier = [1, 2, 840, 113549, 1, 9, 4]
    static let signingCertificate: ASN1ObjectIdentifier = [1, 2, 840, 113549, 1, 9, 16, 2, 12]
    static let signingCertificateV2: ASN1ObjectIdentifier = [1, 2, 840, 113549, 1, 9, 16, 2, 47]
}

extension ASN1Identifier {
    static func context(_ number: UInt) -> ASN1Identifier {
        ASN1Identifier(tagWithNumber: number, tagClass: .contextSpecific)
    }
}

/// An algorithm whose parameters are absent or NULL.
struct PlainAlgorithm {
    let identifier: ASN1ObjectIdentifier

    init(_ node: ASN1Node?) throws {
        guard let node else { throw MalformedDER() }
        identifier = try DER.sequence(node, identifier: .sequence) { fields in
            let identifier = try ASN1ObjectIdentifier(derEncoded: &fields)
            if let parameters = fields.next() { _ = try ASN1Null(derEncoded: parameters) }
            return identifier
        }
    }
}

/// The time stamp's content.
private struct TSTInfo {
    var algorithm: DigestAlgorithm
    var imprint: [UInt8]
    var time: CalendarTime
    var nonce: UInt64?

    init(der: [UInt8]) throws {
        self = try DER.sequence(DER.parse(der), identifier: .sequence) { fields in
            guard try Int(derEncoded: &fields) == 1 else { throw MalformedDER() }
            _ = try ASN1ObjectIdentifier(derEncoded: &fields)
            guard let imprint = fields.next() else { throw MalformedDER() }
            let (algorithm, digest) = try DER.sequence(imprint, identifier: .sequence) { parts in
                let algorithm = try PlainAlgorithm(parts.next())
                guard let known = DigestAlgorithm(algorithm.identifier) else { throw MalformedDER() }
                return (known, Array(try ASN1OctetString(derEncoded: &parts).bytes))
            }
            _ = try ArraySlice<UInt8>(derEncoded: &fields)
            let time = try GeneralizedTime(derEncoded: &fields)
            // Accuracy, ordering, nonce, authority and extensions may follow; only the nonce is of use.
            var nonce: UInt64?
            while let field = fields.next() {
                if field.identifier == .integer { nonce = try? UInt64(derEncoded: field) }
            }
            guard
                let moment = CalendarTime(
                    year: time.year, month: time.month, day: time.day, hour: time.hours, minute: time.minutes,
                    second: time.seconds, millisecond: min(999, max(0, Int(time.fractionalSeconds * 1000))))
            else { throw MalformedDER() }
            return TSTInfo(algorithm: algorithm, imprint: digest, time: moment, nonce: nonce)
        }
    }

    private init(algorithm: DigestAlgorithm, imprint: [UInt8], time: CalendarTime, nonce: UInt64?) {
        self.algorithm = algorithm
        self.imprint = imprint
        self.time = time
        self.nonce = nonce
    }
}
