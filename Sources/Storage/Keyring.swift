import AuditTrail
import Crypto
import Foundation

/// The keys of one data folder. Made together on the first start, never made again beside an existing database.
struct Keyring: Sendable {
    /// Every key that seals rows is derived from this one.
    let sealing: SymmetricKey
    let digest: [UInt8]
    let checkpoint: [UInt8]

    /// Keys that live as long as the process.
    static func ephemeral() -> Keyring {
        Keyring(sealing: SymmetricKey(size: .bits256), digest: random(), checkpoint: random())
    }

    /// Reads the keys; makes them first where neither keys nor database exist.
    static func open(_ folder: DataFolder) throws(StoreOpenError) -> Keyring {
        if !FileManager.default.fileExists(atPath: folder.keys) {
            guard !folder.hasDatabase else { throw .keysMissing(folder.keys) }
            try make(folder)
        }
        return Keyring(
            sealing: SymmetricKey(data: try read(folder.keys + "/sealing.key")),
            digest: try read(folder.keys + "/digest.key"), checkpoint: try read(folder.keys + "/checkpoint.key"))
    }

    var digester: KeyedDigest { KeyedDigest(key: digest) }

    /// The key for one purpose.
    func subkey(_ purpose: String) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: sealing, info: Array("vangrail \(purpose) 1".utf8), outputByteCount: 32)
    }

    /// Tells keyrings apart without telling anything about the keys.
    var name: String { digester.scoped(to: "keyring").digest([fingerprint]) }

    private var fingerprint: String {
        subkey("name").withUnsafeBytes { bytes in bytes.map { String($0, radix: 16) }.joined(separator: ".") }
    }

    /// All three files appear under their name at once: they are written aside, and the folder is renamed.
    private static func make(_ folder: DataFolder) throws(StoreOpenError) {
        let aside = folder.keys + ".new"
        do {
            if FileManager.default.fileExists(atPath: aside) { try FileManager.default.removeItem(atPath: aside) }
            try FileManager.default.createDirectory(
                atPath: aside, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        } catch { throw .folder(aside) }
        for name in ["sealing.key", "digest.key", "checkpoint.key"] {
            try DataFolder.write(random(), to: aside + "/" + name)
        }
        try DataFolder.sync(aside)
        do { try FileManager.default.moveItem(atPath: aside, toPath: folder.keys) } catch { throw .folder(folder.keys) }
        try DataFolder.sync(folder.path)
    }

    private static func read(_ path: String) throws(StoreOpenError) -> [UInt8] {
        guard let found = try? FileManager.default.attributesOfItem(atPath: path),
            let bytes = FileManager.default.contents(atPath: path)
        else { throw .keysMissing(path) }
        guard let mode = (found[.posixPermissions] as? NSNumber)?.intValue, mode & 0o077 == 0 else {
            throw .keysExposed(path)
        }
        guard bytes.count == 32 else { throw .keysDamaged(path) }
        return Array(bytes)
    }

    private static func random() -> [UInt8] {
        SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
    }
}
