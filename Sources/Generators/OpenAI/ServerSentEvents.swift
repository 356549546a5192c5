import NIOCore

/// One event of a `text/event-stream`.
struct ServerSentEvent {
    var name: String
    /// The data lines, joined by line feeds.
    var data: ByteBuffer
}

/// Cuts a byte stream into events, however it was split on the way. Lines and events are bounded.
struct ServerSentEventParser {
    /// A line or an event is longer than allowed.
    struct TooLong: Error {}

    private let eventBytesMax: Int
    private var pending = ByteBuffer()
    /// How many of the pending bytes have been searched for a line end already.
    private var searched = 0
    private var name = ""
    private var data: ByteBuffer?
    private var sawFirstLine = false
    private var skipLineFeed = false

    init(eventBytesMax: Int) { self.eventBytesMax = eventBytesMax }

    /// Takes the next bytes and returns the events that they complete.
    mutating func take(_ chunk: ByteBuffer) throws(TooLong) -> [ServerSentEvent] {
        pending.writeImmutableBuffer(chunk)
        var events: [ServerSentEvent] = []
        while let line = nextLine() {
            if let event = read(line) { events.append(event) }
            guard (data?.readableBytes ?? 0) <= eventBytesMax else { throw TooLong() }
        }
        guard pending.readableBytes <= eventBytesMax else { throw TooLong() }
        pending.discardReadBytes()
        return events
    }

    /// The event that was not closed by an empty line when the stream ended, as lenient servers leave it.
    mutating func finish() -> ServerSentEvent? {
        if pending.readableBytes > 0, let line = pending.readSlice(length: pending.readableBytes) { _ = read(line) }
        return dispatch()
    }

    private mutating func nextLine() -> ByteBuffer? {
        if skipLineFeed, let byte = pending.getInteger(at: pending.readerIndex, as: UInt8.self) {
            if byte == 0x0A { pending.moveReaderIndex(forwardBy: 1) }
            skipLineFeed = false
        }
        let view = pending.readableBytesView
        let end = view.withUnsafeBytes { raw -> Int? in
            for index in searched..<raw.count where raw[index] == 0x0A || raw[index] == 0x0D { return index }
            return nil
        }
        guard let end else {
            searched = view.count
            return nil
        }
        searched = 0
        let line = pending.readSlice(length: end)
        // A carriage return ends a line by itself; a line feed right behind it belongs to it.
        skipLineFeed = pending.readInteger(as: UInt8.self) == 0x0D
        return line
    }

    private mutating func read(_ line: ByteBuffer) -> ServerSentEvent? {
        var line = line
        if !sawFirstLine {
            sawFirstLine = true
            if line.readableBytesView.starts(with: [0xEF, 0xBB, 0xBF]) { line.moveReaderIndex(forwardBy: 3) }
        }
        guard line.readableBytes > 0 else { return dispatch() }
        let view = line.readableBytesView
        guard let colon = view.prefix(16).firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let field = String(decoding: view[..<colon], as: UTF8.self)
        line.moveReaderIndex(forwardBy: colon - view.startIndex + 1)
        if line.getInteger(at: line.readerIndex, as: UInt8.self) == 0x20 { line.moveReaderIndex(forwardBy: 1) }
        switch field {
        case "event": name = String(decoding: line.readableBytesView.prefix(200), as: UTF8.self)
        case "data":
            if data == nil {
                data = line
            } else {
                data?.writeInteger(UInt8(0x0A))
                data?.writeImmutableBuffer(line)
            }
        default: break
        }
        return nil
    }

    private mutating func dispatch() -> ServerSentEvent? {
        defer {
            name = ""
            data = nil
        }
        guard let data, data.readableBytes > 0 else { return nil }
        return ServerSentEvent(name: name, data: data)
    }
}
