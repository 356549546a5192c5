/// Why the index could not do what was asked.
public enum FingerprintIndexError: Error, Hashable, Sendable {
    /// The operating system refused an operation on a file or folder; `number` is its errno.
    case system(operation: String, path: String, number: Int32)
    /// Another process, or another index of this one, has the folder open.
    case folderInUse(path: String)
    /// The file is not a segment, or of a version that this program does not read.
    case foreign(path: String)
    /// The file is shorter or longer than its header says.
    case truncated(path: String)
    /// The file's contents contradict themselves or their checksums; its entries must be built anew.
    case damaged(path: String)
    /// More entries wait to be sealed than `FingerprintIndexBounds` allows; call `mergeIfNeeded()`.
    case deltaFull
    /// A bulk load gave an id that is not above the one before it.
    case idsNotAscending
    /// A bulk load gave fewer or more entries than it promised.
    case countMismatch

    /// A stable name for logs and documents.
    public var code: String {
        switch self {
        case .system: "index-system"
        case .folderInUse: "index-folder-in-use"
        case .foreign: "index-file-foreign"
        case .truncated: "index-file-truncated"
        case .damaged: "index-file-damaged"
        case .deltaFull: "index-delta-full"
        case .idsNotAscending: "index-ids-not-ascending"
        case .countMismatch: "index-count-mismatch"
        }
    }

    /// True where the same call may succeed later.
    public var mayPass: Bool {
        switch self {
        case .system, .folderInUse, .deltaFull: true
        case .foreign, .truncated, .damaged, .idsNotAscending, .countMismatch: false
        }
    }
}

extension FingerprintIndexError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .system(let operation, let path, let number): "`\(operation)` failed on `\(path)`: error \(number)"
        case .folderInUse(let path): "the index folder `\(path)` is in use"
        case .foreign(let path): "`\(path)` is not an index segment of this version"
        case .truncated(let path): "`\(path)` does not have the length its header says"
        case .damaged(let path): "`\(path)` is damaged"
        case .deltaFull: "too many entries wait to be sealed"
        case .idsNotAscending: "the ids of a bulk load must ascend"
        case .countMismatch: "a bulk load gave another number of entries than promised"
        }
    }
}
