/// Why the reader's language files cannot be used; the program must not start without them.
public enum LanguageFileError: Error, Hashable, Sendable {
    /// The folder, or a file that it must have, cannot be read.
    case unreadable(path: String)
    /// A line does not follow the format of `Documentation/Languages.md`.
    case malformed(path: String, line: Int, problem: String)
    /// More classes than a reader can tell apart (256).
    case tooManyClasses(path: String)

    /// A stable word for the failure.
    public var code: String {
        switch self {
        case .unreadable: "language-file-unreadable"
        case .malformed: "language-file-malformed"
        case .tooManyClasses: "language-file-too-many-classes"
        }
    }

    /// One plain line for people who write language files.
    public var message: String {
        switch self {
        case .unreadable(let path): "cannot read `\(path)`"
        case .malformed(let path, let line, let problem): "`\(path)` line \(line): \(problem)"
        case .tooManyClasses(let path): "`\(path)` names more than 256 classes"
        }
    }
}
