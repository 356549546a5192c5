import LoadResult
import NIOCore
import NIOPosix
import Synchronization

/// Connections that send a head, then a byte of the body every second.
struct SlowClients: Sendable {
    private static let batch = 50
    private static let bodyBytes = 100_000

    let port: Int
    let head: ByteBuffer
    let count: Int

    /// Measures a load alone, then beside the slow clients, which stay until it ends.
    func measure(_ plan: LoadPlan, slowOn slow: any EventLoopGroup, loadOn load: any EventLoop) async throws
        -> SlowClientsResult
    {
        var alone = plan
        alone.name += "-without"
        let without = try await Load.run(alone, on: load)
        let ended = Ended()
        var channels: [any Channel] = []
        while channels.count < count {
            for _ in 0..<min(Self.batch, count - channels.count) {
                channels.append(try await open(on: slow, ended: ended))
            }
            try await Task.sleep(for: .milliseconds(10))
        }
        let beside = try await Load.run(plan, on: load)
        let closed = ended.count.load(ordering: .relaxed)
        for channel in channels { channel.close(promise: nil) }
        return SlowClientsResult(
            name: plan.name, opened: channels.count, closedByServer: closed, without: without, beside: beside)
    }

    /// The fields of a head that promises a body which never comes to its end.
    static let fields = "content-type: application/json\r\ncontent-length: \(bodyBytes)\r\n"

    private func open(on group: any EventLoopGroup, ended: Ended) async throws -> any Channel {
        let head = head
        return try await ClientBootstrap(group: group)
            .connectTimeout(.seconds(10))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(SlowHandler(head: head, ended: ended))
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
    }
}

private final class Ended: Sendable {
    let count = Atomic<Int>(0)
}

private final class SlowHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let head: ByteBuffer
    private let ended: Ended

    init(head: ByteBuffer, ended: Ended) {
        self.head = head
        self.ended = ended
    }

    func channelActive(context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(head), promise: nil)
        drip(context.channel)
    }

    private func drip(_ channel: any Channel) {
        channel.eventLoop.assumeIsolated().scheduleTask(in: .seconds(1)) {
            guard channel.isActive else { return }
            channel.writeAndFlush(ByteBuffer(string: " "), promise: nil)
            self.drip(channel)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        ended.count.wrappingAdd(1, ordering: .relaxed)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
