import NIOCore
import Wire

/// One kept-open connection with at most one request in flight; it lives on the load's event loop.
final class Connection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let load: Load
    private var reader = MessageReader(of: .server, keepsBody: false)
    private var context: ChannelHandlerContext?
    private var plannedAt: UInt64?

    init(load: Load) {
        self.load = load
    }

    /// Sends a request whose latency counts from `plannedAt`, in nanoseconds of the event loop's clock.
    func send(_ request: ByteBuffer, plannedAt: UInt64) {
        self.plannedAt = plannedAt
        context?.writeAndFlush(wrapOutboundOut(request), promise: nil)
    }

    func close() {
        context?.close(promise: nil)
    }

    func channelActive(context: ChannelHandlerContext) {
        self.context = context
        load.joined(self)
        load.ready(self)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        reader.take(&bytes)
        do throws(WireError) {
            while let message = try reader.next() {
                guard let plannedAt else { return context.close(promise: nil) }
                self.plannedAt = nil
                load.answered(plannedAt: plannedAt, status: message.status ?? 0, bodyBytes: message.bodyBytes)
                if message.closes { return context.close(promise: nil) }
                load.ready(self)
            }
        } catch {
            context.close(promise: nil)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.context = nil
        if plannedAt != nil { load.failed() }
        plannedAt = nil
        load.lost(self)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
