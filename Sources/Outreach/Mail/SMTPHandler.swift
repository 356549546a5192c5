import NIOCore
import NIOSSL

/// Carries a dialogue over a connection, with time bounds, and tells what it came to when it is over.
///
/// All of it happens on the connection's event loop, so that no byte can slip in between the reply that allows
/// encryption and the encryption.
final class SMTPHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// Time for the answer to the goodbye, which nobody needs.
    private static let goodbye = TimeAmount.seconds(2)

    private let limits: MailLimits
    private let makeEncryption: () throws -> NIOSSLClientHandler
    private let promise: EventLoopPromise<DeliveryOutcome>
    private var dialogue: SMTPDialogue
    private var parser = SMTPReplyParser()
    private var outcome: DeliveryOutcome?
    private var isReported = false
    private var bound: Scheduled<Void>?
    private var totalBound: Scheduled<Void>?

    init(
        dialogue: SMTPDialogue, limits: MailLimits, promise: EventLoopPromise<DeliveryOutcome>,
        makeEncryption: @escaping () throws -> NIOSSLClientHandler
    ) {
        self.dialogue = dialogue
        self.limits = limits
        self.promise = promise
        self.makeEncryption = makeEncryption
    }

    func channelActive(context: ChannelHandlerContext) {
        guard !isReported else { return }
        totalBound = schedule(.seconds(of: limits.totalSeconds), context)
        wait(.seconds(of: limits.answerSeconds), context)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        parser.take(unwrapInboundIn(data).readableBytesView)
        do throws(SMTPReplyError) {
            guard let reply = try parser.next() else { return }
            guard outcome == nil else { return end(context) }
            let step = dialogue.receive(reply)
            if case .finish = step { return take(step, context) }
            // Nobody answers what was not asked yet. Above all, nothing may lie ready before encryption begins.
            guard parser.isEmpty else { throw SMTPReplyError() }
            take(step, context)
        } catch {
            fail(.answerInvalid, context)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        fail(Self.failure(error), context)
    }

    func channelInactive(context: ChannelHandlerContext) {
        fail(.disconnected, context)
        context.fireChannelInactive()
    }

    /// Also reached by a connection that lost the race with another address of the same name.
    func handlerRemoved(context: ChannelHandlerContext) { _ = report() }

    private func take(_ step: SMTPDialogue.Step, _ context: ChannelHandlerContext) {
        switch step {
        case .send(let bytes):
            write(bytes, context)
            wait(.seconds(of: limits.answerSeconds), context)
        case .sendContent(let bytes):
            write(bytes, context)
            wait(.seconds(of: limits.contentSeconds), context)
        case .encrypt:
            do {
                try context.pipeline.syncOperations.addHandler(try makeEncryption(), position: .first)
            } catch {
                return fail(.encryptionFailed, context)
            }
            // What is written now waits until the connection is encrypted.
            take(dialogue.afterEncryption(), context)
        case .finish(let outcome):
            self.outcome = outcome
            write(Array("QUIT\r\n".utf8), context)
            wait(Self.goodbye, context)
        }
    }

    private func write(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
    }

    private func wait(_ time: TimeAmount, _ context: ChannelHandlerContext) {
        bound?.cancel()
        bound = schedule(time, context)
    }

    private func schedule(_ time: TimeAmount, _ context: ChannelHandlerContext) -> Scheduled<Void> {
        context.eventLoop.assumeIsolated().scheduleTask(in: time) { self.fail(.timedOut, context) }
    }

    /// Ends the conversation; an outcome that is known already stays.
    private func fail(_ failure: DeliveryFailure, _ context: ChannelHandlerContext) {
        if outcome == nil { outcome = .retry(failure) }
        end(context)
    }

    private func end(_ context: ChannelHandlerContext) {
        guard report() else { return }
        context.close(promise: nil)
    }

    /// Tells the outcome, once; false when it was told already.
    private func report() -> Bool {
        bound?.cancel()
        totalBound?.cancel()
        guard !isReported else { return false }
        isReported = true
        promise.succeed(outcome ?? .retry(.disconnected))
        return true
    }

    private static func failure(_ error: any Error) -> DeliveryFailure {
        switch error as? NIOSSLError {
        case .handshakeFailed?, .unableToValidateCertificate?, .noCertificateToValidate?, .cannotFindPeerIP?:
            return .encryptionFailed
        default: return error is NIOSSLExtraError || error is BoringSSLError ? .encryptionFailed : .disconnected
        }
    }
}

extension TimeAmount {
    /// So many seconds, at least a millisecond and at most an hour.
    static func seconds(of seconds: Double) -> TimeAmount {
        .milliseconds(Int64(min(max(seconds, 0.001), 3600) * 1000))
    }
}
