import AuditTrail
import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// The signed checkpoints in a plain file beside the database, one a line, for copying elsewhere.
struct CheckpointLog: Sendable {
    let path: String

    /// Appends a line and waits until the disk has it; false when it does not.
    func append(_ checkpoints: [AuditCheckpoint]) -> Bool {
        guard !checkpoints.isEmpty else { return true }
        let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard file >= 0 else { return false }
        defer { close(file) }
        let text = checkpoints.map { $0.line + "\n" }.joined()
        return DataFolder.writeAll(Array(text.utf8), to: file) && fsync(file) == 0
    }

    /// The checkpoints that can be read, and how many lines cannot.
    func read() -> (checkpoints: [AuditCheckpoint], unreadableLines: Int) {
        guard let data = FileManager.default.contents(atPath: path) else { return ([], 0) }
        let lines = String(decoding: data, as: UTF8.self).split(separator: "\n")
        let checkpoints = lines.compactMap { AuditCheckpoint(line: String($0)) }
        return (checkpoints, lines.count - checkpoints.count)
    }
}
