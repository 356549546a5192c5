import ArgumentParser
import Desk
import Outreach
import SafetyModel
import Screening

/// What tells others: the platform by webhook, people by mail.
struct OutreachParts {
    let platform: any PlatformMessenger
    let mailer: any Mailer
    /// Fetches what notices and registered pictures point to, from the platform's own media servers too.
    let fetcher: any PictureFetcher
    let client: OutboundClient

    init(_ settings: SettingsReader, clock: Timepiece) throws {
        mailer = try Self.mailer(settings, clock: clock)
        fetcher = try Self.fetcher(settings)
        let webhook = try Self.webhook(settings)
        client = OutboundClient()
        guard let webhook else {
            platform = UnsetPlatform()
            return
        }
        platform = PlatformWebhook(
            sender: WebhookSender(endpoint: webhook.endpoint, secrets: webhook.secrets, client: client), clock: clock)
    }

    /// Ends the connections.
    func close() async { await client.shutdown() }

    private static func fetcher(_ settings: SettingsReader) throws -> SafeFetcher {
        let origins = try settings.list("media-origins")
        if let odd = origins.first(where: { !SafeFetcher.isOrigin($0) }) {
            throw ValidationError(
                "setting `media-origins` must hold addresses such as https://media.internal:8443, not `\(odd)`")
        }
        return SafeFetcher(
            settings: SafeFetcherSettings(
                trustedOrigins: Set(origins), bytesMax: try settings.number("picture-megabytes") << 20, fetchesMax: 96))
    }

    private static func webhook(
        _ settings: SettingsReader
    ) throws -> (endpoint: WebhookEndpoint, secrets: WebhookSecrets)? {
        let url = try settings.text("platform-webhook-url")
        guard !url.isEmpty else { return nil }
        let texts = try settings.list("platform-webhook-secrets")
        do throws(WebhookSettingsError) {
            var secrets: [WebhookSecret] = []
            for text in texts { secrets.append(try WebhookSecret(text)) }
            return (try WebhookEndpoint(url), try WebhookSecrets(secrets))
        } catch { throw ValidationError(advice(error)) }
    }

    private static func advice(_ error: WebhookSettingsError) -> String {
        switch error {
        case .addressInvalid: "setting `platform-webhook-url` is not the address of a web page"
        case .schemeNotAllowed: "setting `platform-webhook-url` must begin with https://, or point to this machine"
        case .secretInvalid:
            "setting `platform-webhook-secrets` must be `whsec_` and base64 of 24 to 64 random bytes; "
                + "`echo whsec_$(head -c 32 /dev/urandom | base64)` makes one"
        case .secretCountInvalid:
            "setting `platform-webhook-secrets` must hold one secret, or up to four while they change"
        }
    }

    private static func mailer(_ settings: SettingsReader, clock: Timepiece) throws -> any Mailer {
        let host = try settings.text("smtp-host")
        guard !host.isEmpty else { return UnsetMailer() }
        let (user, password) = (try settings.text("smtp-user"), try settings.text("smtp-password"))
        let port = try settings.number("smtp-port")
        let encryption = MailServerSettings.Encryption(rawValue: try settings.text("smtp-encryption")) ?? .required
        let (fromText, name) = (try settings.text("smtp-from"), try settings.text("smtp-from-name"))
        do {
            let address = try MailAddress(fromText)
            let server = try MailServerSettings(
                host: host, port: port == 0 ? nil : port, encryption: encryption,
                credentials: user.isEmpty ? nil : MailCredentials(user: user, password: password),
                greeting: address.domain)
            return DeskMailer(
                sender: try MailSender(settings: server),
                from: MailSenderName(name: name.isEmpty ? nil : try HeaderText(name), address: address), clock: clock)
        } catch let error as MailAddressError {
            throw ValidationError("setting `smtp-from` is not a mail address (\(error.code))")
        } catch let error as MailMessageError {
            throw ValidationError("setting `smtp-from-name` cannot stand in a mail (\(error.code))")
        } catch let error as MailServerSettingsError {
            throw ValidationError("the settings `smtp-…` do not fit together (\(error.code))")
        }
    }
}

/// The operator has set no address for messages to the platform: what is to be hidden there waits, and staff see why.
struct UnsetPlatform: PlatformMessenger {
    func tell(_ message: PlatformMessage) async -> MessageOutcome { .notSet }
}

/// The operator has set no mail server: people read the same on their page.
struct UnsetMailer: Mailer {
    func send(_ letter: Letter) async -> MessageOutcome { .notSet }
}
