import Crypto
import Foundation

/// Encrypts rows of one kind with AES-256-GCM. The row's id is bound in, so that a sealed row cannot be moved to another.
struct Seal: Sendable {
    private static let version: UInt8 = 1

    private let key: SymmetricKey
    private let purpose: String

    init(_ purpose: String, _ keyring: Keyring) {
        self.purpose = purpose
        key = keyring.subkey(purpose)
    }

    /// A version byte, the nonce, the ciphertext and the tag; nil only when encryption itself fails.
    func close(_ bytes: [UInt8], id: String) -> Data? {
        let box = try? AES.GCM.seal(bytes, using: key, authenticating: binding(id))
        return box?.combined.map { Data([Self.version]) + $0 }
    }

    /// The bytes; nil when the row was altered, moved or sealed with another key.
    func open(_ sealed: Data, id: String) -> [UInt8]? {
        guard sealed.first == Self.version, let box = try? AES.GCM.SealedBox(combined: sealed.dropFirst()),
            let bytes = try? AES.GCM.open(box, using: key, authenticating: binding(id))
        else { return nil }
        return Array(bytes)
    }

    private func binding(_ id: String) -> [UInt8] { Array("\(purpose) \(id)".utf8) }
}

/// The seals of a store, one for each kind of row.
struct Seals: Sendable {
    let prompts: Seal
    let heldPictures: Seal
    let deliveries: Seal
    let documents: Seal

    init(_ keyring: Keyring) {
        prompts = Seal("prompt", keyring)
        heldPictures = Seal("held-picture", keyring)
        deliveries = Seal("delivery", keyring)
        documents = Seal("document", keyring)
    }
}
