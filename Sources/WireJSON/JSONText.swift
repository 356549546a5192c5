/// A string of JSON: either text, or a checked range of a body.
public struct JSONText: Sendable, Hashable {
    private enum Source: Sendable {
        case text(String)
        /// UTF-8 was checked, every escape was checked.
        case slice(body: [UInt8], range: Range<Int>, escaped: Bool)
    }

    private let source: Source

    init(_ text: String) { source = .text(text) }

    init(body: [UInt8], range: Range<Int>, escaped: Bool) {
        source = .slice(body: body, range: range, escaped: escaped)
    }

    /// The text, decoded.
    public var string: String {
        switch source {
        case .text(let text): return text
        case .slice(let body, let range, false): return String(decoding: body[range], as: UTF8.self)
        case .slice(let body, let range, true): return String(decoding: JSONEscape.decoded(body[range]), as: UTF8.self)
        }
    }

    /// The decoded bytes for as long as `work` runs; nothing is copied when the string has no escapes.
    public func withBytes<Result>(_ work: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        switch source {
        case .text(var text): return text.withUTF8(work)
        case .slice(let body, let range, false):
            return body.withUnsafeBufferPointer { work(UnsafeBufferPointer(rebasing: $0[range])) }
        case .slice(let body, let range, true):
            return JSONEscape.decoded(body[range]).withUnsafeBufferPointer(work)
        }
    }

    /// The bytes that the string holds as base64; nil when it is none or holds more than `bytesMax` bytes.
    public func base64(bytesMax: Int, tolerating tolerance: Base64.Tolerance = []) -> [UInt8]? {
        withBytes { Base64.decode($0, bytesMax: bytesMax, tolerating: tolerance) }
    }

    /// How many bytes it takes in the body, escapes counted as written: never fewer than the decoded text has.
    public var byteCount: Int {
        switch source {
        case .text(let text): text.utf8.count
        case .slice(_, let range, _): range.count
        }
    }

    /// Equal when the decoded texts are.
    public static func == (left: JSONText, right: JSONText) -> Bool { left.string == right.string }

    /// Feeds the decoded text to the hasher.
    public func hash(into hasher: inout Hasher) { hasher.combine(string) }
}
