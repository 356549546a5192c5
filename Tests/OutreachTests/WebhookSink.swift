import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// A platform on 127.0.0.1 that keeps what it is sent and answers as it is told.
final class WebhookSink: Sendable {
    struct Received: Sendable {
        var head: HTTPRequestHead
        var body: [UInt8]
    }

    enum Answer: Sendable {
        case status(Int, [(String, String)] = [], body: [UInt8] = [])
        /// The head, and a body that never ends.
        case endless(Int)
        case silence
        case drop
        case raw(String)
    }

    private let channel: any Channel
    private let log: Log

    private init(channel: any Channel, log: Log) {
        self.channel = channel
        self.log = log
    }

    static func start(
        encryption: TLSConfiguration? = nil, respond: @escaping @Sendable (Received) -> Answer
    ) async throws -> WebhookSink {
        let log = Log()
        let context = try encryption.map { try NIOSSLContext(configuration: $0) }
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    if let context { try pipeline.addHandler(NIOSSLServerHandler(context: context)) }
                    try pipeline.configureHTTPServerPipeline(withErrorHandling: false)
                    try pipeline.addHandler(SinkHandler(log: log, respond: respond))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return WebhookSink(channel: channel, log: log)
    }

    var port: Int { channel.localAddress?.port ?? 0 }
    var received: [Received] { log.all.withLock { $0 } }

    func stop() async throws { try await channel.close() }

    fileprivate final class Log: Sendable { let all = Mutex<[Received]>([]) }
}

private final class SinkHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let log: WebhookSink.Log
    private let respond: @Sendable (WebhookSink.Received) -> WebhookSink.Answer
    private var received: WebhookSink.Received?

    init(log: WebhookSink.Log, respond: @escaping @Sendable (WebhookSink.Received) -> WebhookSink.Answer) {
        self.log = log
        self.respond = respond
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): received = WebhookSink.Received(head: head, body: [])
        case .body(let bytes): received?.body += Array(bytes.readableBytesView)
        case .end:
            guard let received else { return }
            log.all.withLock { $0.append(received) }
            answer(respond(received), context)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func answer(_ answer: WebhookSink.Answer, _ context: ChannelHandlerContext) {
        switch answer {
        case .status(let status, let headers, let body):
            head(status, headers + [("content-length", String(body.count))], context)
            if !body.isEmpty {
                context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: body)))), promise: nil)
            }
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        case .endless(let status):
            head(status, [("transfer-encoding", "chunked")], context)
            context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: "a")))), promise: nil)
        case .silence: break
        case .drop: context.close(promise: nil)
        case .raw(let text):
            // Past the encoder, which would not write such a thing.
            context.channel.pipeline.syncOperations.writePastEncoder(text, context)
        }
    }

    private func head(_ status: Int, _ headers: [(String, String)], _ context: ChannelHandlerContext) {
        let head = HTTPResponseHead(
            version: .http1_1, status: .init(statusCode: status), headers: HTTPHeaders(headers))
        context.write(wrapOutboundOut(.head(head)), promise: nil)
    }
}

extension ChannelPipeline.SynchronousOperations {
    fileprivate func writePastEncoder(_ text: String, _ context: ChannelHandlerContext) {
        guard let encoder = try? self.context(handlerType: HTTPResponseEncoder.self) else { return }
        encoder.writeAndFlush(NIOAny(ByteBuffer(string: text)), promise: nil)
    }
}
