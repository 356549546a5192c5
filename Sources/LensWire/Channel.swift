import CLensChannel

/// Why a channel carried nothing.
public enum ChannelError: Error, Hashable, Sendable {
    /// The other side is gone.
    case closed
    case timedOut
    /// What came breaks the rules: too long, too many attachments, not sealed, another size.
    case nonsense
    /// The system refused: out of descriptors or memory.
    case system(Int32)

    init(code: Int) {
        switch Int32(-code) {
        case Channel.brokenPipe: self = .closed
        case Channel.timedOut: self = .timedOut
        case Channel.messageTooLong: self = .nonsense
        default: self = .system(Int32(-code))
        }
    }
}

/// One end of the socket between the gateway and a worker. Calls block; they belong on a thread of their own.
public struct Channel: ~Copyable, Sendable {
    static let brokenPipe: Int32 = 32
    static let timedOut: Int32 = 110
    static let messageTooLong: Int32 = 90

    private let descriptor: Int32

    /// Takes over a socket; it is closed with this value.
    public init(descriptor: Int32) { self.descriptor = descriptor }

    deinit { lens_close(descriptor) }

    /// True when the other side is there and has sent nothing that was not read.
    public var isQuiet: Bool { lens_is_quiet(descriptor) == 1 }

    /// Sends a frame and, where given, a sealed picture.
    public func send(
        _ frame: Frame, attachment: borrowing SealedBytes, timeoutMilliseconds: Int32
    ) throws(ChannelError) {
        try send(frame, descriptor: attachment.descriptor, timeoutMilliseconds: timeoutMilliseconds)
    }

    /// Sends a frame alone.
    public func send(_ frame: Frame, timeoutMilliseconds: Int32) throws(ChannelError) {
        try send(frame, descriptor: -1, timeoutMilliseconds: timeoutMilliseconds)
    }

    private func send(_ frame: Frame, descriptor: Int32, timeoutMilliseconds: Int32) throws(ChannelError) {
        let bytes = frame.bytes
        let code = lens_send(self.descriptor, bytes, bytes.count, descriptor, timeoutMilliseconds)
        guard code == 0 else { throw ChannelError(code: Int(code)) }
    }

    /// Waits for a frame; negative milliseconds wait for ever. What came beside it is in the parcel.
    public func receive(timeoutMilliseconds: Int32) throws(ChannelError) -> Parcel {
        var attachment: Int32 = -1
        var length = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: Frame.lengthMax) { buffer, count in
            length = lens_receive(descriptor, buffer.baseAddress, buffer.count, &attachment, timeoutMilliseconds)
            count = max(0, length)
        }
        guard length > 0 else { throw ChannelError(code: length) }
        let sealed = attachment >= 0 ? SealedBytes(descriptor: attachment) : nil
        do {
            return Parcel(frame: try Frame(bytes: bytes), attachment: sealed)
        } catch { throw .nonsense }
    }

    /// A frame and what travelled beside it.
    public struct Parcel: ~Copyable {
        public let frame: Frame
        public let attachment: SealedBytes?

        init(frame: Frame, attachment: consuming SealedBytes?) {
            self.frame = frame
            self.attachment = attachment
        }
    }
}

/// Bytes in memory that neither side can change any more.
public struct SealedBytes: ~Copyable {
    let descriptor: Int32

    init(descriptor: Int32) { self.descriptor = descriptor }

    deinit { lens_close(descriptor) }

    /// Copies bytes into a new sealed memory file.
    public init(sealing bytes: UnsafeRawBufferPointer) throws(ChannelError) {
        let made = lens_seal_bytes(bytes.baseAddress, bytes.count)
        guard made >= 0 else { throw ChannelError(code: Int(made)) }
        descriptor = made
    }

    /// Copies bytes into a new sealed memory file.
    public init(sealing bytes: [UInt8]) throws(ChannelError) {
        let made = bytes.withUnsafeBytes { lens_seal_bytes($0.baseAddress, $0.count) }
        guard made >= 0 else { throw ChannelError(code: Int(made)) }
        descriptor = made
    }

    /// How many bytes there are. Throws `nonsense` where they are not sealed or more than `limit`.
    public func count(limit: Int) throws(ChannelError) -> Int {
        let size = lens_sealed_size(descriptor, limit)
        guard size >= 0 else { throw .nonsense }
        return size
    }

    /// Copies the bytes out. Throws `nonsense` unless there are exactly that many.
    public func copy(exactly length: Int) throws(ChannelError) -> [UInt8] {
        guard try count(limit: length) == length else { throw .nonsense }
        var code: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
            code = lens_read_sealed(descriptor, buffer.baseAddress, length)
            count = code == 0 ? length : 0
        }
        guard code == 0 else { throw ChannelError(code: Int(code)) }
        return bytes
    }

    /// Lends the bytes without copying them. Throws `nonsense` where they are not sealed or more than `limit`.
    public func read<Result>(limit: Int, _ body: (UnsafeRawBufferPointer) -> Result) throws(ChannelError) -> Result {
        let length = try count(limit: limit)
        guard length > 0 else { return body(UnsafeRawBufferPointer(start: nil, count: 0)) }
        guard let start = lens_map_sealed(descriptor, length) else { throw .system(0) }
        defer { lens_unmap(start, length) }
        return body(UnsafeRawBufferPointer(start: start, count: length))
    }
}
