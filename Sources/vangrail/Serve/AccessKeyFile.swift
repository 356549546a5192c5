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
            platformDigests: [platform.isEmpty ? Hexadecimal.bytes(kept.platform ?? "") : AccessKeys.digest(platform)],
            adminDigests: [admin.isEmpty ? Hexadecimal.bytes(kept.admin ?? "") : AccessKeys.digest(admin)])
    }

    /// A key of 252 random bits; returns the digest to keep.
    private func make(
        _ name: String, _ variable: String, _ prefix: String, _ show: (String, String) -> Void
    ) -> String {
        let random = (0..<4).map { _ in UInt64.random(in: .min ... .max) }
        let key = prefix + random.map { String($0 | 1 << 63, radix: 36) }.joined()
        show("\(name) key (\(variable))", key)
        return Hexadecimal.text(AccessKeys.digest(key))
    }

    private func read() throws -> Digests {
        guard let data = FileManager.default.contents(atPath: path) else { return Digests() }
        guard let digests = try? JSONDecoder().decode(Digests.self, from: data) else {
            throw ValidationError("`\(path)` is damaged; restore it, or delete it to have new keys made")
        }
        return digests
    }

    private func write(_ digests: Digests) throws {
        guard PrivateFile.write(try JSONEncoder().encode(digests), to: path) else {
            throw ValidationError("`\(path)` cannot be written")
        }
    }
}
