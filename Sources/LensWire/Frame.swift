/// One packet between the gateway and a lens worker: a fixed header, then a payload of the length it names.
///
/// The header is twelve bytes, big-endian: the mark `VLNS`, version, kind, two zero bytes, the payload's length.
public struct Frame: Hashable, Sendable {
    /// What a frame says.
    public enum Kind: UInt8, Hashable, Sendable {
        /// The worker is ready; the payload is empty.
        case hello = 1
        case task = 2
        case answer = 3
    }

    /// Both sides must speak exactly this version; they are built together.
    public static let version: UInt8 = 6
    /// The most bytes a frame may have, header included.
    public static let lengthMax = 32 * 1024

    static let headerLength = 12
    private static let mark: UInt32 = 0x564C_4E53

    public var kind: Kind
    public var payload: [UInt8]

    public init(kind: Kind, payload: [UInt8] = []) {
        self.kind = kind
        self.payload = payload
    }

    /// The frame as it is sent.
    public var bytes: [UInt8] {
        var writer = ByteWriter()
        writer.put(Frame.mark)
        writer.put(Frame.version)
        writer.put(kind.rawValue)
        writer.put(UInt16(0))
        writer.put(UInt32(payload.count))
        return writer.bytes + payload
    }

    /// Reads a packet, which may come from a worker that was taken over. Throws unless every byte is as it should be.
    public init(bytes: [UInt8]) throws(WireError) {
        var reader = ByteReader(bytes)
        guard try reader.integer(UInt32.self) == Frame.mark else { throw .malformed }
        guard try reader.integer(UInt8.self) == Frame.version else { throw .otherVersion }
        guard let kind = Kind(rawValue: try reader.integer(UInt8.self)) else { throw .malformed }
        guard try reader.integer(UInt16.self) == 0 else { throw .malformed }
        let length = Int(try reader.integer(UInt32.self))
        guard length == bytes.count - Frame.headerLength else { throw .malformed }
        self.init(kind: kind, payload: Array(bytes[Frame.headerLength...]))
    }
}

/// Why a frame cannot be understood.
public enum WireError: Error, Hashable, Sendable {
    case malformed
    /// The other side speaks another version.
    case otherVersion
    /// The text does not fit in a frame.
    case tooLong
}
