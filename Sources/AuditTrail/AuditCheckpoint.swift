import Crypto
public import SafetyModel

/// A signed statement that a chain had this digest at this sequence. A copy kept elsewhere proves later that nothing
/// up to there was cut off or written anew.
public struct AuditCheckpoint: Hashable, Sendable {
    public let chain: String
    public let sequence: Int64
    public let digest: AuditDigest
    /// When it was signed, by the signer's clock.
    public let at: Moment
    /// Ed25519, 64 bytes.
    public let signature: [UInt8]

    /// One line of text: the signed words, then the signature in hexadecimal.
    public var line: String { statement + " " + hexadecimal(signature) }

    /// Reads a line; nil for anything else. The signature is not checked here.
    public init?(line: String) {
        let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard words.count == 7, words[0] == Self.heading, words[1] == Self.version, isCode(words[2]),
            let sequence = Int64(words[3]), let digest = AuditDigest(hex: words[4]), let time = Int64(words[5]),
            let signature = unhex(words[6]), signature.count == 64
        else { return nil }
        self.init(
            chain: words[2], sequence: sequence, digest: digest, at: Moment(milliseconds: time), signature: signature)
    }

    init(chain: String, sequence: Int64, digest: AuditDigest, at: Moment, signature: [UInt8]) {
        self.chain = chain
        self.sequence = sequence
        self.digest = digest
        self.at = at
        self.signature = signature
    }

    /// True when the holder of that key signed exactly this.
    public func isSigned(by key: CheckpointKey) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: key.bytes) else { return false }
        return key.isValidSignature(signature, for: Array(statement.utf8))
    }

    fileprivate var statement: String { Self.statement(chain: chain, sequence: sequence, digest: digest, at: at) }

    fileprivate static func statement(chain: String, sequence: Int64, digest: AuditDigest, at: Moment) -> String {
        "\(heading) \(version) \(chain) \(sequence) \(digest.hex) \(at.milliseconds)"
    }

    private static let heading = "vangrail-checkpoint"
    private static let version = "1"
}

/// The public half of the key that signs checkpoints; note its `hex` down where nobody who can write to the store can.
public struct CheckpointKey: Hashable, Sendable {
    /// Ed25519 public key, 32 bytes.
    public let bytes: [UInt8]

    public init(bytes: [UInt8]) { self.bytes = bytes }

    /// Reads 64 lower-case hexadecimal digits; nil for anything else.
    public init?(hex: String) {
        guard let bytes = unhex(hex), bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    /// 64 lower-case hexadecimal digits.
    public var hex: String { hexadecimal(bytes) }
}

/// Signs checkpoints.
public struct CheckpointSigner: Sendable {
    private let key: Curve25519.Signing.PrivateKey

    /// Takes an Ed25519 private key of 32 bytes; nil for anything else.
    public init?(key: [UInt8]) {
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: key) else { return nil }
        self.key = key
    }

    /// The half of the key that checks.
    public var publicKey: CheckpointKey { CheckpointKey(bytes: Array(key.publicKey.rawRepresentation)) }

    /// Signs where the chain stands now; nil only when the key cannot sign.
    public func checkpoint(of chain: AuditChain, at: Moment) -> AuditCheckpoint? {
        let statement = AuditCheckpoint.statement(
            chain: chain.name, sequence: chain.sequence, digest: chain.tail, at: at)
        guard let signature = try? key.signature(for: Array(statement.utf8)) else { return nil }
        return AuditCheckpoint(
            chain: chain.name, sequence: chain.sequence, digest: chain.tail, at: at, signature: Array(signature))
    }
}
