import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// The files of one data folder, and the few ways in which they are made.
struct DataFolder: Sendable {
    let path: String

    var database: String { path + "/vangrail.sqlite" }
    var keys: String { path + "/keys" }
    var checkpointLog: String { path + "/audit-checkpoints.log" }
    var checkpointKey: String { path + "/audit-checkpoints.pub" }
    var outputsIndex: String { path + "/index-outputs" }
    /// There while files of the outputs' index are known to be damaged.
    private var indexDamage: String { path + "/index-outputs.damaged" }
    var lock: String { path + "/lock" }

    func markIndexDamaged() {
        _ = FileManager.default.createFile(
            atPath: indexDamage, contents: nil, attributes: [.posixPermissions: 0o600])
    }

    /// Takes a damaged index away, so that it is made anew.
    func removeDamagedIndex() throws {
        guard FileManager.default.fileExists(atPath: indexDamage) else { return }
        if FileManager.default.fileExists(atPath: outputsIndex) {
            try FileManager.default.removeItem(atPath: outputsIndex)
        }
        try FileManager.default.removeItem(atPath: indexDamage)
    }

    var hasDatabase: Bool { FileManager.default.fileExists(atPath: database) }

    /// Bytes that are free for programs without privileges; 0 when nobody knows.
    var freeBytes: Int {
        var facts = statvfs()
        guard statvfs(path, &facts) == 0 else { return 0 }
        let (bytes, overflow) = Int(clamping: facts.f_bavail).multipliedReportingOverflow(
            by: Int(clamping: facts.f_frsize))
        return overflow ? .max : bytes
    }

    /// Makes the folder, for its owner alone, where it is missing.
    static func make(_ path: String) throws(StoreOpenError) -> DataFolder {
        let folder = DataFolder(path: path)
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch { throw .folder(path) }
        return folder
    }

    /// Makes an empty database file for its owner alone; SQLite's own files copy its mode.
    func makeDatabaseFile() throws(StoreOpenError) {
        let file = open(database, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .folder(database) }
        close(file)
    }

    /// Writes a whole file for its owner alone and waits until the disk has it.
    static func write(_ bytes: [UInt8], to path: String) throws(StoreOpenError) {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .folder(path) }
        defer { close(file) }
        guard writeAll(bytes, to: file), fsync(file) == 0 else { throw .folder(path) }
    }

    /// Waits until the disk has a folder's list of names.
    static func sync(_ path: String) throws(StoreOpenError) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw .folder(path) }
        defer { close(file) }
        guard fsync(file) == 0 else { throw .folder(path) }
    }

    /// Writes all bytes to an open file; false when it does not take them.
    static func writeAll(_ bytes: [UInt8], to file: Int32) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                let count = Glibc.write(file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { return false }
                rest = rest.dropFirst(count)
            }
            return true
        }
    }
}

/// Held by the one server that may write in a data folder; the system lets go of it when the process ends, however it
/// ends.
final class FolderLock: Sendable {
    private let file: Int32

    /// Takes the lock at once or not at all.
    init(_ folder: DataFolder) throws(StoreOpenError) {
        file = open(folder.lock, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .folder(folder.lock) }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            close(file)
            throw .locked(folder.path)
        }
    }

    /// Lets go; another server may have the folder.
    func release() { flock(file, LOCK_UN) }

    deinit { close(file) }
}
