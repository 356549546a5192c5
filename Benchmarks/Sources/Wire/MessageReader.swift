public import NIOCore

/// Reads HTTP/1.1 messages from bytes as they arrive, with lengths and chunks, and little else.
///
/// It exists to cost as little as possible beside the server that is measured. It trusts its peer to be well behaved:
/// it is no server for strangers.
public struct MessageReader {
    /// Which side of a connection sends the messages.
    public enum Sender: Sendable {
        case client, server
    }

    private enum State {
        case head
        case body(Int)
        case chunkSize
        case chunk(Int)
        case chunkEnd
        case trailers
    }

    private static let headBytesMax = 64 * 1024

    private let sender: Sender
    private let keepsBody: Bool
    private let bodyBytesMax: Int
    private var state = State.head
    private var pending = ByteBuffer()
    private var message = Message(startLine: "", body: [], bodyBytes: 0, closes: false)

    /// A reader of the messages that one side sends.
    ///
    /// A kept body is bounded by `bodyBytesMax` bytes.
    public init(of sender: Sender, keepsBody: Bool, bodyBytesMax: Int = 256 << 20) {
        self.sender = sender
        self.keepsBody = keepsBody
        self.bodyBytesMax = bodyBytesMax
    }

    /// Takes bytes that arrived; call `next()` until it gives nothing.
    public mutating func take(_ bytes: inout ByteBuffer) {
        if pending.readableBytes == 0 {
            pending = bytes
        } else {
            pending.writeBuffer(&bytes)
        }
    }

    /// The next whole message, or `nil` until more bytes arrive.
    ///
    /// Throws a `WireError`; the connection is of no more use then.
    public mutating func next() throws(WireError) -> Message? {
        while true {
            switch state {
            case .head:
                guard let length = try headLength() else { return nil }
                try readHead(length: length)
            case .body(let remaining):
                guard try consume(remaining) else { return nil }
                return finish()
            case .chunkSize:
                guard let line = line() else { return nil }
                guard let size = Int(line.prefix { $0 != ";" }, radix: 16), size >= 0 else { throw .malformed }
                state = size == 0 ? .trailers : .chunk(size)
            case .chunk(let remaining):
                guard try consume(remaining) else { return nil }
                state = .chunkEnd
            case .chunkEnd:
                guard let line = line() else { return nil }
                guard line.isEmpty else { throw .malformed }
                state = .chunkSize
            case .trailers:
                guard let line = line() else { return nil }
                if line.isEmpty { return finish() }
            }
        }
    }

    private mutating func finish() -> Message {
        state = .head
        defer { message = Message(startLine: "", body: [], bodyBytes: 0, closes: false) }
        return message
    }

    /// Counts or keeps what is there of a body part; true when the part is whole.
    private mutating func consume(_ remaining: Int) throws(WireError) -> Bool {
        let taken = min(remaining, pending.readableBytes)
        if keepsBody {
            guard message.bodyBytes + taken <= bodyBytesMax else { throw .bodyTooLong }
            message.body.append(contentsOf: pending.readableBytesView.prefix(taken))
        }
        pending.moveReaderIndex(forwardBy: taken)
        message.bodyBytes += taken
        guard taken < remaining else { return true }
        if case .chunk = state { state = .chunk(remaining - taken) } else { state = .body(remaining - taken) }
        return false
    }

    private func headLength() throws(WireError) -> Int? {
        let found = pending.withUnsafeReadableBytes { bytes -> Int? in
            var index = 3
            while index < bytes.count {
                if bytes[index] == 10, bytes[index - 1] == 13, bytes[index - 2] == 10, bytes[index - 3] == 13 {
                    return index + 1
                }
                index += 1
            }
            return nil
        }
        guard (found ?? pending.readableBytes) <= Self.headBytesMax else { throw .headTooLong }
        return found
    }

    private mutating func readHead(length: Int) throws(WireError) {
        var head = HeadFields()
        try head.read(pending.readableBytesView.prefix(length))
        pending.moveReaderIndex(forwardBy: length)
        message.startLine = head.startLine
        message.closes = head.closes
        if head.chunked {
            state = .chunkSize
        } else if let length = head.contentLength {
            state = .body(length)
        } else if sender == .server, !bodiless {
            throw .unframed
        } else if let status = message.status, (100..<200).contains(status) {
            state = .head
        } else {
            state = .body(0)
        }
    }

    /// Whether the status is one that never has a body.
    private var bodiless: Bool {
        guard let status = message.status else { return false }
        return status < 200 || status == 204 || status == 304
    }

    private mutating func line() -> String? {
        guard let end = pending.readableBytesView.firstIndex(of: 10) else { return nil }
        guard let line = pending.readString(length: end - pending.readerIndex + 1) else { return nil }
        return line.hasSuffix("\r\n") ? String(line.unicodeScalars.dropLast(2)) : String(line.unicodeScalars.dropLast())
    }
}
