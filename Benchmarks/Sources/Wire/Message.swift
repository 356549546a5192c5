/// One whole HTTP/1.1 message, a request or a response.
public struct Message: Sendable, Equatable {
    /// The first line, such as `POST /v1/images/generations HTTP/1.1` or `HTTP/1.1 200 OK`.
    public var startLine: String

    /// The body, empty where the reader was told not to keep bodies.
    public var body: [UInt8]

    /// The bytes that the body had, kept or not.
    public var bodyBytes: Int

    /// Whether the sender will close the connection after this message.
    public var closes: Bool

    /// The status of a response; `nil` for a request.
    public var status: Int? {
        guard startLine.hasPrefix("HTTP/1.") else { return nil }
        return Int(startLine.dropFirst(9).prefix(3))
    }

    /// The path of a request with its query; `nil` for a response.
    public var path: String? {
        guard status == nil else { return nil }
        let parts = startLine.split(separator: " ")
        return parts.count == 3 ? String(parts[1]) : nil
    }
}

/// Why bytes were not an HTTP/1.1 message that the reader follows.
public enum WireError: Error, Hashable, Sendable {
    /// The head was longer than 64 KiB.
    case headTooLong
    /// A line of the head, a length or a chunk could not be read.
    case malformed
    /// A response gave neither a length nor chunks, so that only closing would end it.
    case unframed
    /// A kept body was longer than the reader's bound.
    case bodyTooLong
}
