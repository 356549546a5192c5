import NIOCore
import NIOHTTP1
import NIOPosix
@testable import Outreach
import Screening
import Synchronization

/// A web site on 127.0.0.1 with canned answers.
final class FakeSite: Sendable {
    enum Step: Sendable {
        case head(Int, [(String, String)])
        case bytes([UInt8])
        case wait(milliseconds: Int64)
        case end
    }

    private let channel: any Channel
    private let log: RequestLog

    private init(channel: any Channel, log: RequestLog) {
        self.channel = channel
        self.log = log
    }

    static func start(respond: @escaping @Sendable (HTTPRequestHead) -> [Step]) async throws -> FakeSite {
        let log = RequestLog()
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline(withErrorHandling: false)
                    try channel.pipeline.syncOperations.addHandler(SiteHandler(log: log, respond: respond))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return FakeSite(channel: channel, log: log)
    }

    var port: Int { channel.localAddress?.port ?? 0 }
    var seen: [HTTPRequestHead] { log.heads.withLock { $0 } }

    func stop() async throws { try await channel.close() }

    static func picture(_ bytes: [UInt8] = [1, 2, 3], type: String = "image/png") -> [Step] {
        [.head(200, [("content-type", type), ("content-length", String(bytes.count))]), .bytes(bytes), .end]
    }

    static func redirect(_ status: Int, to location: String) -> [Step] {
        [.head(status, [("location", location), ("content-length", "0")]), .end]
    }
}

/// Accepts connections, keeps their first bytes and closes them.
final class FirstBytes: Sendable {
    private let channel: any Channel
    private let log: ByteLog

    private init(channel: any Channel, log: ByteLog) {
        self.channel = channel
        self.log = log
    }

    static func start() async throws -> FirstBytes {
        let log = ByteLog()
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(BytesHandler(log: log))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return FirstBytes(channel: channel, log: log)
    }

    var port: Int { channel.localAddress?.port ?? 0 }
    var seen: [[UInt8]] { log.all.withLock { $0 } }

    func stop() async throws { try await channel.close() }
}

/// A name server that plays a script: the n-th question gets the n-th answer, then the last one again.
final class ScriptedResolver: NameResolver {
    private let script: [[String]]
    private let asked = Mutex<[String]>([])

    init(_ script: [[String]]) { self.script = script }

    var names: [String] { asked.withLock { $0 } }

    func addresses(of name: String) async throws(FetchError) -> [NetworkAddress] {
        let turn = asked.withLock { asked in
            asked.append(name)
            return min(asked.count, script.count) - 1
        }
        return script[turn].compactMap { NetworkAddress($0) }
    }
}

/// A name server that never answers.
struct SilentResolver: NameResolver {
    func addresses(of name: String) async throws(FetchError) -> [NetworkAddress] {
        try? await Task.sleep(for: .seconds(600))
        return []
    }
}

private final class RequestLog: Sendable { let heads = Mutex<[HTTPRequestHead]>([]) }
private final class ByteLog: Sendable { let all = Mutex<[[UInt8]]>([]) }

private final class SiteHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let log: RequestLog
    private let respond: @Sendable (HTTPRequestHead) -> [FakeSite.Step]
    private var head: HTTPRequestHead?

    init(log: RequestLog, respond: @escaping @Sendable (HTTPRequestHead) -> [FakeSite.Step]) {
        self.log = log
        self.respond = respond
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): self.head = head
        case .body: break
        case .end:
            guard let head else { return }
            log.heads.withLock { $0.append(head) }
            play(respond(head)[...], context: context)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func play(_ steps: ArraySlice<FakeSite.Step>, context: ChannelHandlerContext) {
        var rest = steps
        while let step = rest.popFirst() {
            switch step {
            case .head(let status, let headers):
                let head = HTTPResponseHead(
                    version: .http1_1, status: .init(statusCode: status), headers: HTTPHeaders(headers))
                context.writeAndFlush(wrapOutboundOut(.head(head)), promise: nil)
            case .bytes(let bytes):
                context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: bytes)))), promise: nil)
            case .end: context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
            case .wait(let milliseconds):
                let later = rest
                context.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(milliseconds)) {
                    self.play(later, context: context)
                }
                return
            }
        }
    }
}

private final class BytesHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let log: ByteLog

    init(log: ByteLog) { self.log = log }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        log.all.withLock { $0.append(Array(unwrapInboundIn(data).readableBytesView)) }
        context.close(promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
