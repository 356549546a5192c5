import SwiftASN1

/// A question to a time stamp authority (RFC 3161, section 2.4.1).
public struct TimeStampRequest: Hashable, Sendable {
    /// SHA-256, 32 bytes.
    public let imprint: [UInt8]
    /// A random number that the answer must repeat.
    public let nonce: UInt64

    public init(imprint: [UInt8], nonce: UInt64) {
        self.imprint = imprint
        self.nonce = nonce
    }

    /// The media type of the body: send it with POST.
    public static let mediaType = "application/timestamp-query"

    /// The body in DER. It asks for the authority's certificates as well.
    public var der: [UInt8] {
        var serializer = DER.Serializer()
        // Nothing in here can fail to serialise: all values are plain.
        try? serializer.appendConstructedNode(identifier: .sequence) { request in
            try request.serialize(1)
            try request.appendConstructedNode(identifier: .sequence) { imprint in
                try imprint.appendConstructedNode(identifier: .sequence) { algorithm in
                    try algorithm.serialize(DigestAlgorithm.sha256.identifier)
                    try algorithm.serialize(ASN1Null())
                }
                try imprint.serialize(ASN1OctetString(contentBytes: self.imprint[...]))
            }
            try request.serialize(nonce)
            try request.serialize(true)
        }
        return serializer.serializedBytes
    }
}

/// Why an answer holds no token.
public enum TimeStampResponseError: Error, Hashable, Sendable {
    case malformed
    /// The authority refused, with this PKIStatus (RFC 3161, section 2.4.2).
    case refused(status: Int)
    /// The token is about another imprint or repeats another nonce.
    case notOurs
}

/// Reads what an authority answers (RFC 3161, section 2.4.2).
public enum TimeStampResponse {
    public static let mediaType = "application/timestamp-reply"
    public static let bytesMax = 65_536

    /// Takes the token out of an answer's body, once it is for that request. Whether its signer is to be trusted is
    /// checked by validation, not here.
    ///
    /// - Returns: the `TimeStampToken` in DER.
    public static func token(in body: [UInt8], for request: TimeStampRequest) throws(TimeStampResponseError)
        -> [UInt8]
    {
        guard body.count <= bytesMax, let (status, der) = read(body) else { throw .malformed }
        guard status == 0 || status == 1 else { throw .refused(status: status) }
        guard let der, let token = TimeStampToken(der: der) else { throw .malformed }
        guard token.covers(request.imprint), token.nonce == request.nonce else { throw .notOurs }
        return der
    }

    /// The token inside an answer, unchecked; nil when the bytes are no answer with a token.
    static func unwrapped(_ body: [UInt8]) -> [UInt8]? {
        guard body.count <= bytesMax else { return nil }
        return read(body)?.token
    }

    private static func read(_ body: [UInt8]) -> (status: Int, token: [UInt8]?)? {
        try? DER.sequence(DER.parse(body), identifier: .sequence) { nodes in
            guard let info = nodes.next() else { throw TimeStampResponseError.malformed }
            let status = try DER.sequence(info, identifier: .sequence) { fields in
                let status = try Int(derEncoded: &fields)
                while fields.next() != nil {}
                return status
            }
            return (status, nodes.next().map { Array($0.encodedBytes) })
        }
    }
}
