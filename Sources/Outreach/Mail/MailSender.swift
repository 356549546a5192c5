import NIOCore
public import NIOPosix
import NIOSSL

/// Hands mail to the operator's mail server (SMTP, RFC 5321), one mail a connection. It keeps nothing: what was sent
/// and when to send again is the outbox's.
public struct MailSender: Sendable {
    private let settings: MailServerSettings
    private let encryption: NIOSSLContext
    private let group: MultiThreadedEventLoopGroup

    public init(
        settings: MailServerSettings, group: MultiThreadedEventLoopGroup = .singleton
    ) throws(MailServerSettingsError) {
        var configuration = settings.authorities.clientConfiguration
        // On this machine nobody sits in between, and its mail server seldom has a certificate that others trust.
        if settings.encryption == .opportunistic { configuration.certificateVerification = .none }
        do { encryption = try NIOSSLContext(configuration: configuration) } catch { throw .authoritiesInvalid }
        self.settings = settings
        self.group = group
    }

    /// Makes one attempt. `acknowledged` means that the mail server has taken charge of the mail. When the connection
    /// breaks after the mail was sent and before the answer, the mail may arrive twice, under one `Message-ID`.
    public func send(_ message: MailMessage) async -> DeliveryOutcome {
        guard !Task.isCancelled else { return .retry(.stopped) }
        let conversation: Conversation
        do { conversation = try await begin(message) } catch {
            return .retry(Self.failure(error))
        }
        let outcome = await withTaskCancellationHandler {
            (try? await conversation.outcome.get()) ?? .retry(.disconnected)
        } onCancel: {
            conversation.channel.close(promise: nil)
        }
        if case .retry = outcome, Task.isCancelled { return .retry(.stopped) }
        return outcome
    }

    private struct Conversation: Sendable {
        let channel: any Channel
        let outcome: EventLoopFuture<DeliveryOutcome>
    }

    private func begin(_ message: MailMessage) async throws -> Conversation {
        let (settings, encryption) = (settings, encryption)
        return try await ClientBootstrap(group: group)
            .connectTimeout(.seconds(of: settings.limits.connectSeconds))
            .connect(host: settings.connectHost, port: settings.port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let makeEncryption = {
                        try NIOSSLClientHandler(context: encryption, serverHostname: settings.certificateName)
                    }
                    if settings.encryption == .implicit {
                        try channel.pipeline.syncOperations.addHandler(makeEncryption())
                    }
                    let promise = channel.eventLoop.makePromise(of: DeliveryOutcome.self)
                    let handler = SMTPHandler(
                        dialogue: SMTPDialogue(settings: settings, message: message), limits: settings.limits,
                        promise: promise, makeEncryption: makeEncryption)
                    try channel.pipeline.syncOperations.addHandler(handler)
                    return Conversation(channel: channel, outcome: promise.futureResult)
                }
            }
    }

    private static func failure(_ error: any Error) -> DeliveryFailure {
        if let error = error as? NIOConnectionError { return error.deliveryFailure }
        if case .connectTimeout? = error as? ChannelError { return .timedOut }
        return .notConnected
    }
}
