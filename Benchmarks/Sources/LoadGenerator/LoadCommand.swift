import ArgumentParser
import LoadResult
import NIOCore
import NIOPosix

/// What every load takes.
struct LoadOptions: ParsableArguments {
    @OptionGroup var target: Target

    @Option(help: "What the result is called.")
    var name: String

    @Option(help: "Connections kept open.")
    var connections = 8

    @Option(help: "Requests a second at a constant rate; without it each answer starts the next request.")
    var rate: Int?

    @Option(help: "Seconds that are measured.")
    var seconds = 10.0

    @Option(help: "Seconds before that, which are not.")
    var warmUp = 2.0

    @Option(help: "A status that is expected; give it once for each.")
    var expect: [Int] = [200]

    @Option(help: "One request in this many is one that the floor refuses; 0 for none.")
    var refusalEvery = 0

    @Option(help: "Users named in turn in the body; 0 for none.")
    var users = 0

    func validate() throws {
        guard (1...10_000).contains(connections) else { throw ValidationError("--connections is 1 to 10000") }
        guard (1...100_000).contains(rate ?? 1) else { throw ValidationError("--rate is 1 to 100000") }
        guard (0.1...3600).contains(seconds), (0...600).contains(warmUp) else {
            throw ValidationError("--seconds is 0.1 to 3600, --warm-up 0 to 600")
        }
        guard refusalEvery >= 0, users >= 0 else {
            throw ValidationError("--refusal-every and --users are not negative")
        }
    }

    var plan: LoadPlan {
        LoadPlan(
            name: name, port: target.port, mix: RequestMix(target: target, refusalEvery: refusalEvery, users: users),
            connections: connections, rate: rate, seconds: seconds, warmUpSeconds: warmUp, expected: expect)
    }
}

/// A closed loop, or an open loop at a constant rate.
struct LoadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load", abstract: "Sends generations in a closed loop, or at a constant rate with --rate.")

    @OptionGroup var options: LoadOptions

    @Option(help: "A file for the result as JSON.")
    var json: String?

    func run() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let result = try await Load.run(options.plan, on: group.next())
        print(ResultText.line(result))
        try ResultText.write(result, to: json)
        try await group.shutdownGracefully()
    }
}

/// A load beside many slow clients.
struct SlowClientsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "slow-clients",
        abstract: "Measures a load alone, then beside clients that send a byte a second.")

    @OptionGroup var options: LoadOptions

    @Option(help: "Slow connections; the limit on open files must allow them.")
    var slow = 1000

    @Option(help: "A file for the result as JSON.")
    var json: String?

    func run() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)
        let head = ByteBuffer(string: options.target.head("/images/generations", SlowClients.fields))
        let clients = SlowClients(port: options.target.port, head: head, count: slow)
        let result = try await clients.measure(options.plan, slowOn: group.next(), loadOn: group.next())
        print(ResultText.line(result.without))
        print(ResultText.line(result.beside))
        print("\(result.name): \(result.opened) slow clients, \(result.closedByServer) closed by the server")
        try ResultText.write(result, to: json)
        try await group.shutdownGracefully()
    }
}

/// One body that is too large.
struct BigBodyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "big-body", abstract: "Streams a large multipart edit and looks for 413 before its end.")

    @OptionGroup var target: Target

    @Option(help: "What the result is called.")
    var name: String

    @Option(help: "The body's length in megabytes of 1,000,000 bytes.")
    var megabytes = 100

    @Option(help: "How the length is told.")
    var framing = BigBody.Framing.chunked

    @Option(help: "The server's process, to look at its memory.")
    var pid: Int?

    @Option(help: "A file for the result as JSON.")
    var json: String?

    func validate() throws {
        guard (1...10_000).contains(megabytes) else { throw ValidationError("--megabytes is 1 to 10000") }
    }

    func run() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let body = BigBody(name: name, target: target, bytes: megabytes * 1_000_000, framing: framing, pid: pid)
        let result = try await body.measure(on: group.next())
        print(ResultText.line(result))
        try ResultText.write(result, to: json)
        try await group.shutdownGracefully()
    }
}

extension BigBody.Framing: ExpressibleByArgument {}
