/// Why a body is not multipart/form-data that this program reads.
public enum MultipartError: Error, Hashable, Sendable {
    /// The content type has no usable boundary.
    case boundaryMissing
    /// Too much before the first boundary, or no boundary at all.
    case preambleTooLong
    /// Too much after the last boundary.
    case epilogueTooLong
    /// The body ended before the closing boundary.
    case unfinished
    /// A line ends with a bare LF, or a boundary line has something else on it.
    case lineMalformed
    /// A header of a part cannot be read.
    case headerMalformed
    /// The headers of a part are too long or too many.
    case headersTooLarge
    /// A part has no name.
    case nameMissing
    /// A part is encoded or written in a way that is not read (`Content-Transfer-Encoding`, a charset but UTF-8).
    case encodingNotAllowed
    case tooManyParts
    case partTooLarge
    /// The body as a whole is too large.
    case tooLarge

    /// One line for the caller.
    public var message: String {
        switch self {
        case .boundaryMissing: "the content type names no valid boundary"
        case .preambleTooLong: "the form does not start with its boundary"
        case .epilogueTooLong: "the form goes on after its closing boundary"
        case .unfinished: "the form ends before its closing boundary"
        case .lineMalformed: "a line of the form does not end with CRLF where it must"
        case .headerMalformed: "a part of the form has a header that cannot be read"
        case .headersTooLarge: "a part of the form has too many or too long headers"
        case .nameMissing: "a part of the form has no name"
        case .encodingNotAllowed: "a part of the form is encoded in a way that is not read"
        case .tooManyParts: "the form has too many parts"
        case .partTooLarge: "a part of the form is too large"
        case .tooLarge: "the form is too large"
        }
    }

    /// True when the body is refused for its size alone.
    public var isTooLarge: Bool { self == .partTooLarge || self == .tooLarge }
}
