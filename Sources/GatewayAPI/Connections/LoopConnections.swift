public import HummingbirdCore
public import Logging
public import NIOCore

/// Serves every connection on the thread of its own event loop. What a request does then changes threads only where it
/// waits for the disk or the lens; what takes long is set `Aside`.
public struct LoopConnections<Base: ServerChildChannel>: ServerChildChannel {
    public typealias Value = Base.Value

    private let base: Base

    /// Wraps what reads and writes a connection.
    public init(_ base: Base) { self.base = base }

    /// As the wrapped one does it.
    public func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        base.setup(channel: channel, logger: logger)
    }

    /// Runs the wrapped one on the connection's loop.
    public func handle(value: Value, logger: Logger) async {
        await withTaskExecutorPreference(LoopExecutor(loop: value.channel.eventLoop)) {
            await base.handle(value: value, logger: logger)
        }
    }
}

/// Runs tasks on one event loop.
final class LoopExecutor: TaskExecutor {
    private let loop: any EventLoop

    init(loop: any EventLoop) { self.loop = loop }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { [self] in job.runSynchronously(on: asUnownedTaskExecutor()) }
    }
}
