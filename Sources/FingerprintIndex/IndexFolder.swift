import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The files of an index: `segment-<sequence>.index`, beside each `.withdrawn`, and `lock`. Whatever ends in `.tmp` was
/// never finished.
final class IndexFolder: Sendable {
    let path: String
    private let lock: Int32
    private let released = Atomic<Bool>(false)

    /// Makes the folder where it is missing, and keeps every other index out of it.
    init(_ path: String) throws(FingerprintIndexError) {
        self.path = path
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw .system(operation: "make folder", path: path, number: errno)
        }
        lock = open(path + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0 else { throw .system(operation: "open", path: path + "/lock", number: errno) }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            close(lock)
            throw .folderInUse(path: path)
        }
    }

    deinit { close(lock) }

    /// Lets another index have the folder. Nothing may be written there afterwards.
    func release() {
        released.store(true, ordering: .releasing)
        flock(lock, LOCK_UN)
    }

    var isReleased: Bool { released.load(ordering: .acquiring) }

    func segmentPath(_ sequence: UInt64) -> String { "\(path)/segment-\(Self.digits(sequence)).index" }

    func withdrawnPath(_ sequence: UInt64) -> String { "\(path)/segment-\(Self.digits(sequence)).withdrawn" }

    func unfinishedPath(_ sequence: UInt64) -> String { "\(path)/segment-\(Self.digits(sequence)).tmp" }

    /// Gives a finished segment its name; from then on it counts, also after a crash.
    func publish(_ sequence: UInt64) throws(FingerprintIndexError) {
        guard rename(unfinishedPath(sequence), segmentPath(sequence)) == 0 else {
            throw .system(operation: "rename", path: unfinishedPath(sequence), number: errno)
        }
        try sync()
    }

    /// Takes a segment and its withdrawals away.
    func delete(_ sequence: UInt64) {
        unlink(segmentPath(sequence))
        unlink(withdrawnPath(sequence))
    }

    /// Takes away what was written of a segment that could not be published.
    func discard(_ sequence: UInt64) {
        unlink(unfinishedPath(sequence))
        delete(sequence)
    }

    func hasWithdrawals(_ sequence: UInt64) -> Bool { access(withdrawnPath(sequence), F_OK) == 0 }

    /// The sequences of all finished segments, ascending. Files that were never finished are taken away.
    func sequences() throws(FingerprintIndexError) -> [UInt64] {
        let names = try names().filter { $0.hasPrefix("segment-") }
        let sequences = names.filter { $0.hasSuffix(".index") }
            .compactMap { UInt64($0.dropFirst(8).dropLast(6), radix: 16) }
        for name in names where !name.hasSuffix(".index") {
            let owner = UInt64(name.dropFirst(8).prefix(16), radix: 16)
            if name.hasSuffix(".withdrawn"), let owner, sequences.contains(owner) { continue }
            unlink(path + "/" + name)
        }
        return sequences.sorted()
    }

    private func names() throws(FingerprintIndexError) -> [String] {
        guard let folder = opendir(path) else { throw .system(operation: "list", path: path, number: errno) }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            names.append(withUnsafePointer(to: &entry.pointee.d_name.0) { String(cString: $0) })
        }
        return names
    }

    private func sync() throws(FingerprintIndexError) {
        let folder = open(path, O_RDONLY | O_CLOEXEC)
        guard folder >= 0 else { throw .system(operation: "open", path: path, number: errno) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw .system(operation: "sync", path: path, number: errno) }
    }

    private static func digits(_ sequence: UInt64) -> String {
        let digits = String(sequence, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
