import Hummingbird
import NIOCore
import WireJSON

extension JSON {
    /// The value as compact JSON text, ready to send.
    var buffer: ByteBuffer {
        var buffer = ByteBufferAllocator().buffer(capacity: byteCountHint)
        write { buffer.writeBytes($0) }
        return buffer
    }

    /// The value as the body of an answer. One with pictures in it is written as the caller reads it.
    var body: ResponseBody {
        byteCountHint <= JSONPiece.atOnce ? ResponseBody(byteBuffer: buffer) : .pieces(pieces)
    }
}

extension JSONPiece {
    /// Bytes of text that are written in one step.
    static let atOnce = 64 << 10

    /// The text in buffers of at most `atOnce` bytes, each made when it is asked for.
    var buffers: some Sequence<ByteBuffer> {
        let (count, step) =
            switch self {
            case .text(let bytes): (bytes.count, Self.atOnce)
            case .base64(let bytes): (bytes.count, Self.atOnce / 4 * 3)
            }
        return stride(from: 0, to: count, by: step).lazy.map { buffer($0..<Swift.min($0 + step, count)) }
    }

    private func buffer(_ range: Range<Int>) -> ByteBuffer {
        switch self {
        case .text(let bytes): return ByteBuffer(bytes: bytes[range])
        case .base64(let bytes):
            var buffer = ByteBufferAllocator().buffer(capacity: Base64.length(of: range.count))
            Base64.write(bytes, range: range) { buffer.writeBytes($0) }
            return buffer
        }
    }
}

extension ResponseBody {
    /// A body of known length that is written piece by piece.
    static func pieces(_ pieces: [JSONPiece]) -> ResponseBody {
        ResponseBody(contentLength: pieces.reduce(0) { $0 + $1.byteCount }) { writer in
            for piece in pieces { for buffer in piece.buffers { try await writer.write(buffer) } }
            try await writer.finish(nil)
        }
    }
}
