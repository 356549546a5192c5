import LoadResult
import NIOCore
import NIOPosix
import Wire

/// One multipart edit whose picture is far too large, sent as fast as the server takes it.
struct BigBody: Sendable {
    /// How the length of the body is told.
    enum Framing: String, CaseIterable, Sendable {
        /// `Content-Length`: a server can refuse by the head alone.
        case length
        /// Chunks: a server can only count while it reads.
        case chunked
    }

    static let boundary = "vangrail-benchmark-boundary"

    let name: String
    let target: Target
    let bytes: Int
    let framing: Framing
    let pid: Int?

    /// Sends the body and tells what came back.
    func measure(on loop: any EventLoop) async throws -> BodyLimitResult {
        let before = pid.flatMap { ProcessMemory(of: $0) }
        let started = NIODeadline.now()
        let outcome = try await outcome(on: loop)
        let milliseconds = Double((NIODeadline.now() - started).nanoseconds) / 1e6
        let after = pid.flatMap { ProcessMemory(of: $0) }
        return BodyLimitResult(
            name: name, bodyBytes: bytes, sentBytes: outcome.sent, status: outcome.status, milliseconds: milliseconds,
            before: before?.residentKilobytes, after: after?.residentKilobytes, peak: after?.peakKilobytes)
    }

    private func outcome(on loop: any EventLoop) async throws -> BigBodyHandler.Outcome {
        let promise = loop.makePromise(of: BigBodyHandler.Outcome.self)
        let framing = framing
        let bytes = bytes
        let type = "content-type: multipart/form-data; boundary=\(Self.boundary)\r\n"
        let length = framing == .length ? "content-length: \(bytes)\r\n" : "transfer-encoding: chunked\r\n"
        let head = ByteBuffer(string: target.head("/images/edits", type + length))
        let channel = try await ClientBootstrap(group: loop)
            .connectTimeout(.seconds(5))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let handler = BigBodyHandler(
                        head: head, bytes: bytes, chunked: framing == .chunked, finished: promise)
                    try channel.pipeline.syncOperations.addHandler(handler)
                }
            }
            .connect(host: "127.0.0.1", port: target.port).get()
        let outcome = try await promise.futureResult.get()
        channel.close(promise: nil)
        return outcome
    }
}

/// Streams the body in pieces, each sent when the kernel has taken the one before.
private final class BigBodyHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    struct Outcome: Sendable {
        var sent: Int
        var status: Int?
    }

    private static let pieceBytes = 64 * 1024

    private let head: ByteBuffer
    private let bytes: Int
    private let chunked: Bool
    private let finished: EventLoopPromise<Outcome>
    private var reader = MessageReader(of: .server, keepsBody: false)
    private var sent = 0
    private var done = false

    init(head: ByteBuffer, bytes: Int, chunked: Bool, finished: EventLoopPromise<Outcome>) {
        self.head = head
        self.bytes = bytes
        self.chunked = chunked
        self.finished = finished
    }

    func channelActive(context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(head), promise: nil)
        sendPiece(context.channel)
        context.channel.eventLoop.assumeIsolated().scheduleTask(in: .seconds(60)) { self.finish(status: nil) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        reader.take(&bytes)
        do throws(WireError) {
            if let message = try reader.next() { finish(status: message.status) }
        } catch {
            finish(status: nil)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        finish(status: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func sendPiece(_ channel: any Channel) {
        guard !done, sent < bytes else { return }
        let piece = nextPiece()
        let length = piece.readableBytes
        var framed = ByteBuffer()
        if chunked {
            framed.writeString(String(length, radix: 16) + "\r\n")
            framed.writeImmutableBuffer(piece)
            framed.writeString("\r\n")
            if sent + length == bytes { framed.writeString("0\r\n\r\n") }
        } else {
            framed = piece
        }
        channel.writeAndFlush(framed).assumeIsolated().whenSuccess {
            self.sent += length
            self.sendPiece(channel)
        }
    }

    /// The first piece opens the form and its picture; the last closes it.
    private func nextPiece() -> ByteBuffer {
        let closing = "\r\n--\(BigBody.boundary)--\r\n"
        let length = min(Self.pieceBytes, bytes - sent)
        var piece = ByteBuffer()
        if sent == 0 {
            piece.writeString(
                "--\(BigBody.boundary)\r\ncontent-disposition: form-data; name=\"prompt\"\r\n\r\nmake it black and white\r\n"
                    + "--\(BigBody.boundary)\r\ncontent-disposition: form-data; name=\"image\"; filename=\"a.png\"\r\n"
                    + "content-type: image/png\r\n\r\n")
        }
        let last = sent + length == bytes
        let filler = length - piece.readableBytes - (last ? closing.utf8.count : 0)
        piece.writeRepeatingByte(0x5A, count: max(0, filler))
        if last { piece.writeString(closing) }
        return piece
    }

    private func finish(status: Int?) {
        guard !done else { return }
        done = true
        finished.succeed(Outcome(sent: sent, status: status))
    }
}
