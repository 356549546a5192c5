import AuditTrail
import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// The signed checkpoints in a plain file beside the database, one a line, for copying elsewhere.
struct CheckpointLog: Sendable {
    let path: String

    /// Appends lines and waits until the disk has them; false when it does not.
    func append(_ checkpoints: [AuditCheckpoint]) -> Bool {
        guard !checkpoints.isEmpty else { return true }
        let file = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard file >= 0 else { return false }
        defer { close(file) }
        // WHY: a crash can leave half a line; what comes after it must not become part of it.
        var last = UInt8(ascii: "\n")
        let end = lseek(file, 0, SEEK_END)
        if end > 0, pread(file, &last, 1, end - 1) != 1 { return false }
        let text = (last == UInt8(ascii: "\n") ? "" : "\n") + checkpoints.map { $0.line + "\n" }.joined()
        return DataFolder.writeAll(Array(text.utf8), to: file) && fsync(file) == 0
    }

    /// The checkpoints that can be read.
    func read() -> [AuditCheckpoint] {
        guard let data = FileManager.default.contents(atPath: path) else { return [] }
        return String(decoding: data, as: UTF8.self).split(separator: "\n")
            .compactMap { AuditCheckpoint(line: String($0)) }
    }
}
