import Crypto
import CryptoExtras

/// A passphrase could not be checked at all, which says nothing about whether it is right.
public enum DerivationError: Error, Hashable, Sendable {
    /// scrypt found no memory for its work.
    case outOfMemory

    /// A stable word for the log.
    public var code: String { "passphrase-derivation-out-of-memory" }
}

/// What is stored of a passphrase: a key that scrypt (RFC 7914) made from it, with everything that is needed to make it
/// again. As text it is `$scrypt$ln=15,r=8,p=3$salt$key`, salt and key in base64 without padding, so that the
/// parameters can be raised later while old records go on working.
public struct PassphraseRecord: Hashable, Sendable {
    /// Bytes of salt in a new record.
    public static let saltByteCount = 16
    /// Bytes of the derived key.
    public static let keyByteCount = 32

    /// What the key was made with.
    public let cost: PassphraseCost
    private let salt: [UInt8]
    private let key: [UInt8]

    /// Makes a record with fresh salt.
    public init(
        _ passphrase: Passphrase, cost: PassphraseCost = .standard, random: RandomSource
    ) throws(DerivationError) {
        let salt = random.bytes(Self.saltByteCount)
        self.init(cost: cost, salt: salt, key: try Self.derive(passphrase.bytes, cost: cost, salt: salt))
    }

    private init(cost: PassphraseCost, salt: [UInt8], key: [UInt8]) {
        self.cost = cost
        self.salt = salt
        self.key = key
    }

    /// Does the work of one check for nothing, so that an unknown name takes as long as a known one.
    public static func checkNothing(cost: PassphraseCost = .standard) throws(DerivationError) {
        _ = try derive([0], cost: cost, salt: [UInt8](repeating: 0, count: saltByteCount))
    }

    /// True when the passphrase is the one that the record was made from. Takes a noticeable time on purpose: keep it
    /// off the event loop and off open transactions.
    public func matches(_ passphrase: Passphrase) throws(DerivationError) -> Bool {
        isSame(try Self.derive(passphrase.bytes, cost: cost, salt: salt), key)
    }

    /// True when a record of that cost should take this one's place at the next right passphrase.
    public func needsRehash(for target: PassphraseCost = .standard) -> Bool {
        cost.isBelow(target) || salt.count < Self.saltByteCount
    }

    private static func derive(
        _ passphrase: [UInt8], cost: PassphraseCost, salt: [UInt8]
    ) throws(DerivationError) -> [UInt8] {
        do {
            let key = try KDF.Scrypt.deriveKey(
                from: passphrase, salt: salt, outputByteCount: keyByteCount, rounds: 1 << cost.log2N,
                blockSize: cost.blockSize, parallelism: cost.parallelism)
            return key.withUnsafeBytes { Array($0) }
        } catch {
            throw .outOfMemory
        }
    }
}

extension PassphraseRecord: Codable {
    /// The record as one line of text.
    public var text: String {
        "$scrypt$ln=\(cost.log2N),r=\(cost.blockSize),p=\(cost.parallelism)"
            + "$\(Base64Text.encode(salt))$\(Base64Text.encode(key))"
    }

    /// Reads what `text` wrote; nil for anything else and for a cost outside its ranges.
    public init?(text: String) {
        guard text.utf8.count <= 200 else { return nil }
        let fields = text.split(separator: "$", omittingEmptySubsequences: false)
        guard fields.count == 5, fields[0].isEmpty, fields[1] == "scrypt" else { return nil }
        let parameters = fields[2].split(separator: ",", omittingEmptySubsequences: false)
        guard parameters.count == 3, let log2N = Self.number(parameters[0], named: "ln"),
            let blockSize = Self.number(parameters[1], named: "r"),
            let parallelism = Self.number(parameters[2], named: "p"),
            let cost = PassphraseCost(log2N: log2N, blockSize: blockSize, parallelism: parallelism),
            let salt = Base64Text.decode(fields[3]), (8...64).contains(salt.count),
            let key = Base64Text.decode(fields[4]), key.count == Self.keyByteCount
        else { return nil }
        self.init(cost: cost, salt: salt, key: key)
    }

    private static func number(_ field: Substring, named name: String) -> Int? {
        guard field.hasPrefix(name + "="), let value = Int(field.dropFirst(name.count + 1)) else { return nil }
        return String(value) == field.dropFirst(name.count + 1) ? value : nil
    }

    /// Reads the record from a single string; throws `DecodingError` for anything that `text` did not write.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let record = PassphraseRecord(text: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a passphrase record")
        }
        self = record
    }

    /// Writes the record as a single string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

extension PassphraseRecord: CustomStringConvertible, CustomReflectable {
    /// Hides salt and key from logs.
    public var description: String { "PassphraseRecord(ln=\(cost.log2N),r=\(cost.blockSize),p=\(cost.parallelism))" }
    /// Hides salt and key from dumps.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
