import ArgumentParser
import Glibc
import NIOCore
import NIOPosix

/// An image server that answers at once with what it made at start.
@main
struct FakeUpstream: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Speaks OpenAI's images API on loopback and answers at once.",
        discussion: """
            The answer is chosen by the first part of the path (/picture-512/v1/images/generations), else by the
            model's name, else by --mode. GET /stats counts the pictures asked for.
            """)

    @Option(help: "The port on 127.0.0.1; 0 takes a free one, which is printed.")
    var port = 0

    @Option(help: "The answer where neither path nor model names one.")
    var mode = Mode.noPicture

    @Option(help: "Threads that answer.")
    var threads = 1

    @Option(help: "Different pictures of each size, which take turns.")
    var variants = 8

    func validate() throws {
        guard (1...64).contains(variants) else { throw ValidationError("--variants is 1 to 64") }
        guard (1...64).contains(threads) else { throw ValidationError("--threads is 1 to 64") }
    }

    func run() async throws {
        let answers = CannedAnswers(variants: variants)
        let tally = Tally()
        let mode = mode
        let group = MultiThreadedEventLoopGroup(numberOfThreads: threads)
        let server = try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let handler = UpstreamHandler(answers: answers, fallback: mode, tally: tally)
                    try channel.pipeline.syncOperations.addHandler(handler)
                }
            }
            .bind(host: "127.0.0.1", port: port).get()
        announce("listening on 127.0.0.1:\(server.localAddress?.port ?? 0)\n")
        try await server.closeFuture.get()
    }

    /// Writes at once: `print` would wait in a buffer where the output is a file.
    private func announce(_ line: String) {
        _ = Array(line.utf8).withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
    }
}

extension Mode: ExpressibleByArgument {}
