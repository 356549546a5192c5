@testable import Outreach
import SafetyModel

/// Mails for tests.
enum MailSamples {
    static func message(
        from sender: String = "desk@vangrail.example", name: String? = "Vangrail Desk",
        to recipient: String = "person@example.org", subject: String = "Your notice", text: String = "Hello\n"
    ) throws -> MailMessage {
        guard let id = DeliveryID("mail_1") else { throw MailMessageError.lineInvalid }
        return try MailMessage(
            id: id, domain: try MailDomain("vangrail.example"),
            from: MailSenderName(name: try name.map { try HeaderText($0) }, address: try MailAddress(sender)),
            to: try MailAddress(recipient), subject: try HeaderText(subject),
            date: Moment(milliseconds: 1_795_916_800_000), text: text)
    }

    static func settings(
        port: Int, encryption: MailServerSettings.Encryption = .opportunistic, host: String = "127.0.0.1",
        credentials: MailCredentials? = nil, authorities: TrustedAuthorities = .system,
        limits: MailLimits = MailLimits()
    ) throws -> MailServerSettings {
        try MailServerSettings(
            host: host, port: port, encryption: encryption, credentials: credentials,
            greeting: try MailDomain("vangrail.example"), authorities: authorities, limits: limits)
    }
}
