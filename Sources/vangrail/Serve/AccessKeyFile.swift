import ArgumentParser
import Foundation
import GatewayAPI

/// The keys of the doors. Only their digests are kept; a key is shown once, when it is made.
struct AccessKeyFile {
    /// Digests as lower-case hex, as they stand in `keys/access.json`.
    private struct Digests: Codable {
        var platform: String?
        var admin: String?
    }

    private let path: String

    init(dataFolder: String) { path = dataFolder + "/keys/access.json" }

    /// The keys that open the doors. Keys in the settings win; where there are none, they are made on the first start
    /// and handed to `show`.
    func keys(platform: String, admin: String, show: (_ name: String, _ key: String) -> Void) throws -> AccessKeys {
        var kept = try read()
        var changed = false
        if platform.isEmpty, kept.platform == nil {
            kept.platform = make("platform", "VANGRAIL_PLATFORM_KEY", "vgp_", show)
            changed = true
        }
        if admin.isEmpty, kept.admin == nil {
            kept.admin = make("admin", "VANGRAIL_ADMIN_KEY", "vga_", show)
            changed = true
        }
        if changed { try write(kept) }
        return AccessKeys(
            platformDigests: [platform.isEmpty ? bytes(kept.platform) : AccessKeys.digest(platform)],
            adminDigests: [admin.isEmpty ? bytes(kept.admin) : AccessKeys.digest(admin)])
    }

    /// A key of 252 random bits; returns the digest to keep.
    private func make(
        _ name: String, _ variable: String, _ prefix: String, _ show: (String, String) -> Void
    ) -> String {
        let random = (0..<4).map { _ in UInt64.random(in: .min ... .max) }
        let key = prefix + random.map { String($0 | 1 << 63, radix: 36) }.joined()
        show("\(name) key (\(variable))", key)
        return AccessKeys.digest(key).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    private func read() throws -> Digests {
        guard let data = FileManager.default.contents(atPath: path) else { return Digests() }
        guard let digests = try? JSONDecoder().decode(Digests.self, from: data) else {
            throw ValidationError("`\(path)` is damaged; restore it, or delete it to have new keys made")
        }
        return digests
    }

    private func write(_ digests: Digests) throws {
        let data = try JSONEncoder().encode(digests)
        let fresh = path + ".new"
        guard
            FileManager.default.createFile(atPath: fresh, contents: data, attributes: [.posixPermissions: 0o600]),
            rename(fresh, path) == 0
        else { throw ValidationError("`\(path)` cannot be written") }
    }

    private func bytes(_ hex: String?) -> [UInt8] {
        let digits = Array((hex ?? "").utf8)
        return stride(from: 0, to: digits.count - digits.count % 2, by: 2).compactMap {
            UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16)
        }
    }
}
