import Crypto

/// The COSE_Sign1 structure of a claim (RFC 9052), with the claim's bytes left out of it.
enum COSESignature {
    static let tag: UInt64 = 18
    static let algorithmKey: UInt64 = 1
    static let chainKey: UInt64 = 33
    static let es256: CBORValue = .negative(6)
    static let timeStampKey = "sigTst2"
    static let padKey = "pad"

    /// The protected header for ES256 and a chain.
    static func protected(chain: [[UInt8]]) -> [UInt8] {
        let certificates: CBORValue = chain.count == 1 ? .bytes(chain[0]) : .array(chain.map { .bytes($0) })
        return CBORValue.map([
            CBOREntry(key: .unsigned(algorithmKey), value: es256),
            CBOREntry(key: .unsigned(chainKey), value: certificates),
        ]).encoded
    }

    /// The bytes that the signature covers.
    static func signedBytes(protected: [UInt8], claim: [UInt8]) -> [UInt8] {
        let structure: CBORValue = ["Signature1", .bytes(protected), .bytes([]), .bytes(claim)]
        return structure.encoded
    }

    /// What a version 2 time stamp covers: the signature, and through it everything else.
    static func timeStampImprint(protected: [UInt8], signature: [UInt8]) -> [UInt8] {
        let structure: CBORValue = [
            "CounterSignature", .bytes(protected), .bytes([]), .bytes(CBORValue.bytes(signature).encoded),
        ]
        return Array(SHA256.hash(data: structure.encoded))
    }

    /// The signature box's content, with a time stamp token in DER where there is one. With a token, `reserve` is how
    /// many bytes of token there is room for; what is not used is filled with zeros, so that the size is known before
    /// the authority answers.
    static func bytes(protected: [UInt8], signature: [UInt8], token: [UInt8]?, reserve: Int) -> [UInt8] {
        var unprotected: CBORValue = [:]
        if let token {
            let stamp: CBORValue = ["tstTokens": [["val": .bytes(token)]]]
            // Lengths from 256 to 65,535 all have a head of three bytes, for the token as for the filling.
            unprotected = [
                timeStampKey: stamp,
                padKey: .bytes([UInt8](repeating: 0, count: padBytesMin + reserve - token.count)),
            ]
        }
        let content: [CBORValue] = [.bytes(protected), unprotected, .null, .bytes(signature)]
        return CBORValue.tagged(tag, .array(content)).encoded
    }

    static let padBytesMin = 256
    static let tokenBytesMin = 256
    static let tokenBytesMax = 32_768
}
