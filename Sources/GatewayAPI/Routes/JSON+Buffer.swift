import NIOCore
import WireJSON

extension JSON {
    /// The value as compact JSON text, ready to send.
    var buffer: ByteBuffer {
        var buffer = ByteBufferAllocator().buffer(capacity: byteCountHint)
        write { buffer.writeBytes($0) }
        return buffer
    }
}
