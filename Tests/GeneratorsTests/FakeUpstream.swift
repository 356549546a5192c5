import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization
import WireJSON

/// A stand-in for an OpenAI-compatible image server, on 127.0.0.1 only. It makes no pictures: every answer is canned.
/// This file uses nothing of the tests, so that an executable can take it as it is.
final class FakeUpstream: Sendable {
    /// One request as it arrived.
    struct Seen: Sendable {
        var method: String
        var path: String
        var headers: [(name: String, value: String)]
        var body: [UInt8]

        var text: String { String(decoding: body, as: UTF8.self) }

        func header(_ name: String) -> String? {
            headers.first { $0.name.lowercased() == name.lowercased() }?.value
        }
    }

    /// One step of an answer.
    enum Step: Sendable {
        case head(status: Int, headers: [(String, String)])
        case bytes([UInt8])
        case wait(milliseconds: Int64)
        case end
        /// Closes the connection, finished or not.
        case hangUp
    }

    /// How the server behaves all the time.
    enum Mode: String, CaseIterable, Sendable {
        case ok, blocked, empty, fail, slow, stream
    }

    private let channel: any Channel
    private let record: Record

    private init(channel: any Channel, record: Record) {
        self.channel = channel
        self.record = record
    }

    /// Starts a server that answers every request as `respond` says; port 0 takes a free one.
    static func start(
        port: Int = 0, keepsRequests: Bool = true, group: MultiThreadedEventLoopGroup = .singleton,
        respond: @escaping @Sendable (Seen) -> [Step]
    ) async throws -> FakeUpstream {
        let record = Record(keeps: keepsRequests)
        let channel = try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 256)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline(withErrorHandling: false)
                    try channel.pipeline.syncOperations.addHandler(Handler(record: record, respond: respond))
                }
            }
            .bind(host: "127.0.0.1", port: port).get()
        return FakeUpstream(channel: channel, record: record)
    }

    /// Starts a server in one mode. `picture` is what it gives out.
    static func start(_ mode: Mode, port: Int = 0, picture: [UInt8] = onePixel) async throws -> FakeUpstream {
        // Built once: a load test measures the gateway, not this.
        let steps = steps(of: mode, picture: picture)
        let models = json(200, #"{"object":"list","data":[{"id":"fake-image-1","object":"model"}]}"#)
        return try await start(port: port, keepsRequests: false) { seen in
            seen.path.hasSuffix("/models") ? models : steps
        }
    }

    var port: Int { channel.localAddress?.port ?? 0 }
    var baseURL: String { "http://127.0.0.1:\(port)/v1" }
    /// The requests so far, oldest first.
    var seen: [Seen] { record.all }
    var count: Int { record.count }

    func stop() async throws { try await channel.close() }

    /// Waits until somebody stops the server; for an executable.
    func run() async throws { try await channel.closeFuture.get() }

    // MARK: Canned answers

    static func json(_ status: Int, _ body: String, headers: [(String, String)] = []) -> [Step] {
        let all = [("content-type", "application/json"), ("content-length", String(body.utf8.count))] + headers
        return [.head(status: status, headers: all), .bytes(Array(body.utf8)), .end]
    }

    static func pictures(_ pictures: [[UInt8]]) -> [Step] {
        let items = pictures.map { #"{"b64_json":"\#(base64($0))"}"# }.joined(separator: ",")
        return json(200, #"{"created":1713833628,"data":[\#(items)]}"#)
    }

    static func eventStream(_ text: String, chunk: Int = 1000) -> [Step] {
        let bytes = Array(text.utf8)
        let chunks = stride(from: 0, to: bytes.count, by: chunk).map { start in
            Step.bytes(Array(bytes[start..<min(start + chunk, bytes.count)]))
        }
        return [.head(status: 200, headers: [("content-type", "text/event-stream; charset=utf-8")])] + chunks + [.end]
    }

    static func steps(of mode: Mode, picture: [UInt8] = onePixel) -> [Step] {
        switch mode {
        case .ok: return pictures([picture])
        case .empty: return json(200, #"{"created":1713833628,"data":[]}"#)
        case .fail: return json(500, #"{"error":{"message":"boom","type":"server_error","param":null,"code":null}}"#)
        case .slow: return [.wait(milliseconds: 600_000)] + pictures([picture])
        case .blocked:
            return json(
                400,
                #"{"error":{"message":"Your request was rejected by the safety system.","#
                    + #""type":"image_generation_user_error","param":null,"code":"moderation_blocked"}}"#)
        case .stream:
            let encoded = base64(picture)
            return eventStream(
                """
                event: image_generation.partial_image
                data: {"type":"image_generation.partial_image","b64_json":"\(encoded)","partial_image_index":0}

                event: image_generation.completed
                data: {"type":"image_generation.completed","b64_json":"\(encoded)","usage":{"total_tokens":9}}


                """, chunk: 65_536)
        }
    }

    /// A PNG of one grey pixel.
    static let onePixel: [UInt8] = [
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1,
        8, 0, 0, 0, 0, 0x3A, 0x7E, 0x9B, 0x55, 0, 0, 0, 0x0A, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9C, 0x63, 0x68, 0, 0, 0,
        0x82, 0, 0x81, 0x77, 0xCD, 0x72, 0xB6, 0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
    ]

    static func base64(_ bytes: [UInt8]) -> String { Base64.text(bytes) }
}

/// What has arrived so far.
private final class Record: Sendable {
    private let keeps: Bool
    private let state = Mutex<(all: [FakeUpstream.Seen], count: Int)>(([], 0))

    init(keeps: Bool) { self.keeps = keeps }

    var all: [FakeUpstream.Seen] { state.withLock { $0.all } }
    var count: Int { state.withLock { $0.count } }

    func add(_ seen: FakeUpstream.Seen) {
        state.withLock { state in
            state.count += 1
            if keeps { state.all.append(seen) }
        }
    }
}

/// Collects one request at a time and plays the steps of its answer.
private final class Handler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let record: Record
    private let respond: @Sendable (FakeUpstream.Seen) -> [FakeUpstream.Step]
    private var head: HTTPRequestHead?
    private var body = ByteBuffer()

    init(record: Record, respond: @escaping @Sendable (FakeUpstream.Seen) -> [FakeUpstream.Step]) {
        self.record = record
        self.respond = respond
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            body.clear()
        case .body(var part): body.writeBuffer(&part)
        case .end:
            guard let head else { return }
            let seen = FakeUpstream.Seen(
                method: head.method.rawValue, path: head.uri, headers: head.headers.map { ($0.name, $0.value) },
                body: Array(body.readableBytesView))
            record.add(seen)
            play(respond(seen)[...], context: context)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func play(_ steps: ArraySlice<FakeUpstream.Step>, context: ChannelHandlerContext) {
        var rest = steps
        while let step = rest.popFirst() {
            switch step {
            case .head(let status, let headers):
                let head = HTTPResponseHead(
                    version: .http1_1, status: .init(statusCode: status), headers: HTTPHeaders(headers))
                context.write(wrapOutboundOut(.head(head)), promise: nil)
            case .bytes(let bytes):
                context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: bytes)))), promise: nil)
            case .end: context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
            case .hangUp: context.close(promise: nil)
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
