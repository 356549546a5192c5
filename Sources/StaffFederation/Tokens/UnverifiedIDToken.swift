import WireJSON

/// The three parts of an ID token before anything in it is believed.
struct UnverifiedIDToken {
    /// Bytes of a token at most.
    static let bytesMax = 32 << 10

    let algorithm: SigningAlgorithm
    /// What the token calls its key; nil for nothing.
    let keyName: String?
    /// What the signature is over.
    let signed: [UInt8]
    /// The signature; nil where it is not base64.
    let signature: [UInt8]?
    private let payload: [UInt8]

    /// Takes a token in its compact form.
    init(_ text: String) throws(OIDCError) {
        guard text.utf8.count <= Self.bytesMax else { throw .token(.tooLarge) }
        let parts = Array(text.utf8).split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, !parts[2].isEmpty, parts[2].allSatisfy(Self.isLetter),
            let header = Self.json(parts[0]), let payload = Self.bytes(parts[1])
        else { throw .token(.malformed) }
        guard case .object = header else { throw .token(.malformed) }
        guard header.member("crit") == nil else { throw .token(.critical) }
        guard let algorithm = header.member("alg")?.text(bytesMax: 16).flatMap(SigningAlgorithm.init) else {
            throw .token(.algorithm)
        }
        let name = header.member("kid")
        guard name == nil || name?.text(bytesMax: 256) != nil else { throw .token(.malformed) }
        self.algorithm = algorithm
        self.payload = payload
        keyName = name?.text
        signed = Array(parts[0] + [UInt8(ascii: ".")] + parts[1])
        signature = Self.bytes(parts[2])
    }

    /// What the token says; call only once its signature was checked.
    func claims() throws(OIDCError) -> JSON {
        guard let json = try? JSONReader.read(payload), case .object = json else { throw .token(.malformed) }
        return json
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    /// Base64 for addresses, unpadded, as tokens write it.
    private static func bytes(_ part: ArraySlice<UInt8>) -> [UInt8]? {
        guard part.allSatisfy(isLetter) else { return nil }
        return part.withUnsafeBufferPointer { Base64.decode($0, tolerating: [.padding, .addressSafe]) }
    }

    private static func json(_ part: ArraySlice<UInt8>) -> JSON? {
        bytes(part).flatMap { try? JSONReader.read($0) }
    }
}
