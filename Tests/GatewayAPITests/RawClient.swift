import NIOCore
import NIOPosix

/// A connection that a test writes to byte by byte.
struct RawClient {
    let channel: NIOAsyncChannel<ByteBuffer, ByteBuffer>

    static func connect(port: Int) async throws -> RawClient {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return RawClient(channel: channel)
    }

    /// Sends the text, reads nothing for a while, then counts what comes until the server closes.
    func readLate(_ text: String, after pause: Duration) async throws -> Int {
        try await channel.executeThenClose { inbound, outbound in
            try await channel.channel.setOption(.autoRead, value: false).get()
            try await outbound.write(ByteBuffer(string: text))
            try await Task.sleep(for: pause)
            try await channel.channel.setOption(.autoRead, value: true).get()
            var count = 0
            do { for try await chunk in inbound { count += chunk.readableBytes } } catch { return count }
            return count
        }
    }

    /// Sends the text, then reads until the server closes or `enough` is satisfied.
    func exchange(_ text: String, more: Int = 0, until enough: @Sendable (String) -> Bool = { _ in false })
        async throws -> String
    {
        try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: text))
            let block = ByteBuffer(repeating: 65, count: 64 << 10)
            for _ in 0..<(more / block.readableBytes) {
                try await outbound.write(ByteBuffer(string: "10000\r\n"))
                try await outbound.write(block)
                try await outbound.write(ByteBuffer(string: "\r\n"))
            }
            var answer = ""
            for try await chunk in inbound {
                answer += String(buffer: chunk)
                if enough(answer) { break }
            }
            return answer
        }
    }
}
