import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// A mail server on 127.0.0.1 that keeps what it hears and answers as it is told.
final class MailSink: Sendable {
    enum Answer: Sendable {
        /// Lines of an answer, without their ends.
        case lines([String])
        case raw(String)
        /// One byte at a time, each in a packet of its own.
        case slowly(String)
        case silence
        case drop
        /// An answer, and encryption from then on.
        case encrypt
    }

    private let channel: any Channel
    private let log: Log

    private init(channel: any Channel, log: Log) {
        self.channel = channel
        self.log = log
    }

    /// `respond`: answers a command in capitals; `CONNECT` stands for the connection, `.` for a whole mail.
    static func start(
        encryption: TLSConfiguration? = nil, isImplicit: Bool = false, extensions: [String] = [],
        respond: @escaping @Sendable (String) -> Answer? = { _ in nil }
    ) async throws -> MailSink {
        let log = Log()
        let context = try encryption.map { try NIOSSLContext(configuration: $0) }
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if isImplicit, let context {
                        try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
                    }
                    try channel.pipeline.syncOperations.addHandler(
                        MailSinkHandler(log: log, context: context, extensions: extensions, respond: respond))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return MailSink(channel: channel, log: log)
    }

    var port: Int { channel.localAddress?.port ?? 0 }
    /// Commands as they came; a mail is `.`.
    var commands: [String] { log.all.withLock { $0.commands } }
    /// Mails as they came, stuffed, with the line that ends them.
    var mails: [[UInt8]] { log.all.withLock { $0.mails } }

    func stop() async throws { try await channel.close() }

    fileprivate final class Log: Sendable { let all = Mutex<(commands: [String], mails: [[UInt8]])>(([], [])) }
}

private final class MailSinkHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let log: MailSink.Log
    private let encryption: NIOSSLContext?
    private let extensions: [String]
    private let respond: @Sendable (String) -> MailSink.Answer?
    private var pending: [UInt8] = []
    private var isInMail = false
    private var isInLogin = false

    init(
        log: MailSink.Log, context: NIOSSLContext?, extensions: [String],
        respond: @escaping @Sendable (String) -> MailSink.Answer?
    ) {
        self.log = log
        encryption = context
        self.extensions = extensions
        self.respond = respond
    }

    func channelActive(context: ChannelHandlerContext) { answer("CONNECT", context) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        pending += Array(unwrapInboundIn(data).readableBytesView)
        while true {
            let end = Array((isInMail ? "\r\n.\r\n" : "\r\n").utf8)
            guard let range = pending.firstRange(of: end) else { return }
            let line = Array(pending[..<range.upperBound])
            pending.removeFirst(range.upperBound)
            let command = isInMail ? "." : String(decoding: line.dropLast(2), as: UTF8.self)
            log.all.withLock { all in
                all.commands.append(command)
                if isInMail { all.mails.append(line) }
            }
            isInMail = false
            answer(command, context)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func answer(_ command: String, _ context: ChannelHandlerContext) {
        switch respond(command.uppercased()) ?? usual(command.uppercased()) {
        case .lines(let lines): write(lines.map { $0 + "\r\n" }.joined(), context)
        case .raw(let text): write(text, context)
        case .slowly(let text):
            for byte in text.utf8 { context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: [byte])), promise: nil) }
        case .silence: break
        case .drop: context.close(promise: nil)
        case .encrypt:
            write("220 go ahead\r\n", context)
            guard let encryption else { return }
            try? context.pipeline.syncOperations.addHandler(
                NIOSSLServerHandler(context: encryption), position: .first)
        }
        if command == "QUIT" { context.close(promise: nil) }
    }

    private func usual(_ command: String) -> MailSink.Answer {
        switch command.split(separator: " ").first ?? "" {
        case "CONNECT": return .lines(["220 sink.example ESMTP"])
        case "EHLO":
            let all = ["sink.example greets you"] + extensions
            return .lines(all.dropLast().map { "250-\($0)" } + ["250 \(all[all.count - 1])"])
        case "STARTTLS": return .encrypt
        case "AUTH": return .lines(["235 welcome"])
        case "MAIL", "RCPT", ".": return .lines(["250 2.0.0 fine"])
        case "DATA":
            isInMail = true
            return .lines(["354 go on"])
        case "QUIT": return .lines(["221 bye"])
        default: return .lines(["500 what"])
        }
    }

    private func write(_ text: String, _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
    }
}
