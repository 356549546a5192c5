import Foundation

/// A file that only its owner reads, written whole or not at all.
enum PrivateFile {
    /// Makes the folder where it is missing; false where the file cannot be written.
    static func write(_ data: Data, to path: String) -> Bool {
        let (manager, fresh) = (FileManager.default, path + ".new")
        try? manager.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        return manager.createFile(atPath: fresh, contents: data, attributes: [.posixPermissions: 0o600])
            && rename(fresh, path) == 0
    }
}
