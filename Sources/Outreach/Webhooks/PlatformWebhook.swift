import Casework
public import Desk
public import SafetyModel
import WireJSON

/// Tells the operator's platform what to do and what to pass on, as signed webhooks
/// (Documentation/Webhooks.md shows every message).
public struct PlatformWebhook: PlatformMessenger {
    private let sender: WebhookSender
    private let clock: Timepiece

    public init(sender: WebhookSender, clock: Timepiece) {
        self.sender = sender
        self.clock = clock
    }

    /// Makes one attempt. Only an answer of 2xx acknowledges.
    public func tell(_ message: PlatformMessage) async -> MessageOutcome {
        guard let id = DeliveryID(message.id) else { return .refused("message-id-invalid") }
        let webhook: WebhookMessage
        do throws(WebhookMessageError) {
            webhook = try WebhookMessage(
                id: id, type: message.kind.rawValue, created: message.at, data: Self.data(message).bytes)
        } catch { return .refused(error.code) }
        return MessageOutcome(await sender.send(webhook, at: clock.now()))
    }

    private static func data(_ message: PlatformMessage) -> JSON {
        JSON([
            ("asset", message.asset.map { JSON($0.text) }), ("url", message.url.map { JSON($0) }),
            ("account", message.account.map { JSON($0.text) }), ("until", message.until.map { JSON($0.isoText) }),
            ("page", message.page.map { JSON($0) }), ("language", message.language.map { JSON($0.text) }),
            ("lines", message.lines.isEmpty ? nil : .array(message.lines.map { JSON($0) })),
        ])
    }
}

extension MessageOutcome {
    init(_ outcome: DeliveryOutcome) {
        switch outcome {
        case .acknowledged: self = .acknowledged
        case .refused(let failure): self = .refused(failure.code)
        case .retry(let failure): self = .later(failure.code)
        }
    }
}
