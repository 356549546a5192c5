public import Desk
public import SafetyModel

/// Sends the desk's letters through the operator's mail server, from one address.
public struct DeskMailer: Mailer {
    private let sender: MailSender
    private let from: MailSenderName
    private let clock: Timepiece

    public init(sender: MailSender, from: MailSenderName, clock: Timepiece) {
        self.sender = sender
        self.from = from
        self.clock = clock
    }

    /// Makes one attempt. What cannot be a letter, such as an address that is none, is refused.
    public func send(_ letter: Letter) async -> MessageOutcome {
        let message: MailMessage
        do throws(MailAddressError) {
            let recipient = try MailAddress(letter.to)
            guard let id = DeliveryID(letter.id) else { return .refused("message-id-invalid") }
            do throws(MailMessageError) {
                message = try MailMessage(
                    id: id, domain: from.address.domain, from: from, to: recipient,
                    subject: try HeaderText(letter.subject), date: clock.now(),
                    text: letter.lines.joined(separator: "\n\n"))
            } catch { return .refused(error.code) }
        } catch { return .refused(error.code) }
        return MessageOutcome(await sender.send(message))
    }
}
