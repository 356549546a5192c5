import Crypto
import FoundationEssentials

/// Closes pictures so that only both groups together open them again: HPKE (RFC 9180, X25519, SHA-256, ChaCha20-Poly1305)
/// to the reviewers, and that to the leads. The picture's id is bound in, so that a box cannot stand for another.
public struct QuarantineLocks: Hashable, Sendable {
    /// 32 bytes each, from `QuarantineKey.lock`.
    public let reviewers: [UInt8]
    public let leads: [UInt8]

    private static let version: UInt8 = 1
    private static let lockBytes = 32
    private static let suite = HPKE.Ciphersuite.Curve25519_SHA256_ChachaPoly

    /// Nil where a lock is not one.
    public init?(reviewers: [UInt8], leads: [UInt8]) {
        guard [reviewers, leads].allSatisfy({ Self.lock($0) != nil }) else { return nil }
        self.reviewers = reviewers
        self.leads = leads
    }

    /// The box; nil only where encryption itself fails.
    public func close(_ bytes: [UInt8], id: String) -> [UInt8]? {
        guard let inner = Self.close(bytes, to: reviewers, of: .reviewers, id),
            let outer = Self.close(inner, to: leads, of: .leads, id)
        else { return nil }
        return [Self.version] + outer
    }

    /// What is in a box; nil where it was altered, is another's, or a key is not the one that it was closed for.
    public static func open(
        _ box: [UInt8], id: String, reviewers: QuarantineKey, leads: QuarantineKey
    ) -> [UInt8]? {
        guard box.first == version, let inner = open(Array(box.dropFirst()), with: leads, of: .leads, id) else {
            return nil
        }
        return open(inner, with: reviewers, of: .reviewers, id)
    }

    private static func close(
        _ bytes: [UInt8], to lock: [UInt8], of holder: QuarantineHolder, _ id: String
    ) -> [UInt8]? {
        guard let key = self.lock(lock),
            var sender = try? HPKE.Sender(recipientKey: key, ciphersuite: suite, info: info(holder, id)),
            let sealed = try? sender.seal(bytes)
        else { return nil }
        return Array(sender.encapsulatedKey) + Array(sealed)
    }

    private static func open(
        _ box: [UInt8], with key: QuarantineKey, of holder: QuarantineHolder, _ id: String
    ) -> [UInt8]? {
        guard box.count > lockBytes,
            var recipient = try? HPKE.Recipient(
                privateKey: key.key, ciphersuite: suite, info: info(holder, id),
                encapsulatedKey: Data(box[..<lockBytes])),
            let bytes = try? recipient.open(Data(box[lockBytes...]))
        else { return nil }
        return Array(bytes)
    }

    private static func info(_ holder: QuarantineHolder, _ id: String) -> Data {
        Data("vangrail quarantine 1 \(holder.rawValue) \(id)".utf8)
    }

    private static func lock(_ bytes: [UInt8]) -> Curve25519.KeyAgreement.PublicKey? {
        guard bytes.count == lockBytes else { return nil }
        return try? Curve25519.KeyAgreement.PublicKey(rawRepresentation: bytes)
    }
}
