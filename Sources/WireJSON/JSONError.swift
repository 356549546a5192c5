/// Why a body is not JSON that this program reads. Offsets are bytes from the start; no case carries the body's text
/// but for a repeated key, which the caller has to be able to find.
public enum JSONError: Error, Hashable, Sendable {
    /// Not JSON, from that byte on.
    case malformed(offset: Int)
    /// A string is not valid UTF-8, has a lone surrogate or a bare control character.
    case invalidText(offset: Int)
    /// An object names a key twice.
    case duplicateKey(String)
    /// Nested deeper than allowed.
    case tooDeep
    /// More values than allowed.
    case tooManyValues

    /// One line for the caller.
    public var message: String {
        switch self {
        case .malformed(let offset): "the body is not valid JSON at byte \(offset)"
        case .invalidText(let offset): "the body has a string that is not valid Unicode text at byte \(offset)"
        case .duplicateKey(let key): "the body names the key `\(key)` twice"
        case .tooDeep: "the body is nested too deeply"
        case .tooManyValues: "the body has too many values"
        }
    }
}
