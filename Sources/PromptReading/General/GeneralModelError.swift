/// Why a model file of the general decider or of the second opinion cannot be used.
public enum GeneralModelError: Error, Hashable, Sendable {
    /// The file cannot be opened, measured or mapped.
    case unreadable(path: String)
    /// The file does not begin as such a file does.
    case foreign(path: String)
    /// The file has a version that this program does not read.
    case version(path: String, found: UInt32)
    /// A size in the header is out of range, or the file is not as long as its header says.
    case sizes(path: String)
    /// The bytes are not those that were written.
    case checksum(path: String)

    /// A stable word for the failure.
    public var code: String {
        switch self {
        case .unreadable: "model-unreadable"
        case .foreign: "model-foreign"
        case .version: "model-version"
        case .sizes: "model-sizes"
        case .checksum: "model-checksum"
        }
    }

    /// One plain line for people who run the program.
    public var message: String {
        switch self {
        case .unreadable(let path): "cannot read `\(path)`"
        case .foreign(let path): "`\(path)` is not a model file"
        case .version(let path, let found): "`\(path)` has version \(found), which this program does not read"
        case .sizes(let path): "`\(path)` is cut off, or its header is wrong"
        case .checksum(let path): "`\(path)` is damaged: its checksum is wrong"
        }
    }
}
