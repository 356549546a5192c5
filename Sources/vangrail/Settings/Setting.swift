import Lens
import Screening

/// One setting: its key in the file, its flag and its environment variable are the same word in three spellings
/// (`public-url`, `--public-url`, `VANGRAIL_PUBLIC_URL`).
struct Setting: Sendable {
    /// How a value is written.
    enum Kind: Sendable {
        case text
        /// A whole number within the bounds.
        case number(ClosedRange<Int>)
        /// `on` or `off`.
        case toggle
        /// One of these words.
        case choice([String])
        /// Words separated by commas, or a YAML list.
        case list
    }

    var key: String
    var kind: Kind
    var fallback: String
    /// Never printed, and never read from flags, where other users of the machine would see it.
    var isSecret = false
    /// One sentence for `--help` and Documentation/Configuration.md.
    var meaning: String

    /// The name in the environment.
    var variable: String {
        "VANGRAIL_" + key.uppercased().replacing("-", with: "_")
    }
}

extension Setting {
    /// Every setting there is.
    static let all: [Setting] = [
        Setting(key: "data", kind: .text, fallback: "./data", meaning: "Folder for everything that is kept."),
        Setting(key: "listen", kind: .text, fallback: "127.0.0.1:8080", meaning: "Address and port to listen on."),
        Setting(
            key: "public-url", kind: .text, fallback: "",
            meaning: "How people reach this service; links are made from it, never from the Host header."),
        Setting(
            key: "trusted-proxies", kind: .list, fallback: "",
            meaning: "Addresses whose X-Forwarded-For is believed."),
        Setting(
            key: "contact", kind: .text, fallback: "",
            meaning: "Whom people write to when they complain: a page's address or a mail address."),
        Setting(
            key: "generator", kind: .choice(["studio", "openai"]), fallback: "studio",
            meaning: "What makes the pictures: the embedded demo, or an OpenAI-compatible server."),
        Setting(key: "upstream-url", kind: .text, fallback: "", meaning: "Base URL of that server, with its /v1."),
        Setting(key: "upstream-key", kind: .text, fallback: "", isSecret: true, meaning: "Key for that server."),
        Setting(key: "upstream-model", kind: .text, fallback: "", meaning: "Model where a request names none."),
        Setting(
            key: "upstream-timeout-seconds", kind: .number(1...3600), fallback: "180",
            meaning: "How long the generator may take."),
        Setting(
            key: "upstream-picture-urls", kind: .toggle, fallback: "off",
            meaning: "Fetch pictures that the generator answers as URLs on its own origin."),
        Setting(key: "policy", kind: .text, fallback: "", meaning: "Policy file; empty takes the embedded policy."),
        Setting(
            key: "adult-mode", kind: .toggle, fallback: "off",
            meaning: "Let accounts opt in to adult content about people who do not exist."),
        Setting(
            key: "encoder", kind: .toggle, fallback: "on",
            meaning: "Let small neural networks read the prompts that word statistics leave unclear."),
        Setting(
            key: "prompt-retention-days", kind: .number(0...365), fallback: "30",
            meaning: "How long the words of requests are kept, encrypted; 0 keeps none."),
        Setting(
            key: "link-minutes", kind: .number(1...1440), fallback: "60",
            meaning: "How long a picture behind a link can be fetched."),
        Setting(
            key: "label-style", kind: .choice(PictureLabel.Style.allCases.map(\.rawValue)), fallback: "badge",
            meaning:
                "Visible labels are a small sign in a corner without a face, or a line in a strip under the picture."),
        Setting(
            key: "label-language", kind: .choice(LabelLanguage.allCases.map(\.rawValue)), fallback: "en",
            meaning: "The language of visible labels."),
        Setting(
            key: "label-text", kind: .text, fallback: "",
            meaning: "The line of a strip, and the text beside every labelled picture; empty takes the usual one."),
        Setting(
            key: "credential-key", kind: .text, fallback: "",
            meaning:
                "PEM file with the P-256 key that signs Content Credentials; empty has one made in the data folder."),
        Setting(
            key: "credential-chain", kind: .text, fallback: "",
            meaning: "PEM file with the certificates of that key, the leaf first."),
        Setting(
            key: "time-stamp-url", kind: .text, fallback: "",
            meaning: "An RFC 3161 time stamp authority for Content Credentials; empty leaves stamps out."),
        Setting(
            key: "image-url", kind: .toggle, fallback: "on",
            meaning: "Fetch pictures that requests name by URL."),
        Setting(
            key: "extra-fields", kind: .list, fallback: "",
            meaning: "Request fields beyond the known ones that go to the generator; their texts are read as prompt."),
        Setting(
            key: "lens-path", kind: .text, fallback: "",
            meaning: "The vangrail-lens program; empty looks beside this program."),
        Setting(key: "lens-workers", kind: .number(1...64), fallback: "2", meaning: "How many lenses work at once."),
        Setting(
            key: "text-languages", kind: .text, fallback: LensSettings.usualTextLanguages,
            meaning: "Languages in which text in pictures is read, codes of Tesseract's joined by +; `none` reads none."
        ),
        Setting(
            key: "text-workers", kind: .number(1...16), fallback: "1",
            meaning: "How many lenses read text at once; each takes some 140 MB."),
        Setting(
            key: "picture-models", kind: .text, fallback: "",
            meaning: "File that plugs in models which read pictures (Documentation/Pictures.md); empty plugs in none."),
        Setting(
            key: "picture-megabytes", kind: .number(1...200), fallback: "50",
            meaning: "The largest encoded picture that is accepted."),
        Setting(
            key: "body-megabytes", kind: .number(1...1024), fallback: "64",
            meaning: "The largest request body that is accepted."),
        Setting(
            key: "body-seconds", kind: .number(1...3600), fallback: "60",
            meaning: "How long a client may take to send a body."),
        Setting(
            key: "answer-seconds", kind: .number(1...3600), fallback: "120",
            meaning: "How long a client may take to read an answer; who takes longer is cut."),
        Setting(
            key: "concurrent-requests", kind: .number(1...10_000), fallback: "256",
            meaning: "How many requests may be in the gate at once; more are told to come back."),
        Setting(
            key: "hide-at-once", kind: .toggle, fallback: "on",
            meaning: "Hide pictures that are reported as intimate or as child abuse until a person has ruled."),
        Setting(
            key: "hide-per-sender-day", kind: .number(0...100_000), fallback: "50",
            meaning: "Pictures that one sender's notices hide in a day; beyond it cases are urgent, not hidden."),
        Setting(
            key: "hide-per-hour", kind: .number(0...1_000_000), fallback: "1000",
            meaning: "Pictures that all notices together hide in an hour."),
        Setting(
            key: "decision-hours", kind: .number(1...720), fallback: "72",
            meaning: "Hours within which a notice is decided (\"without undue delay\")."),
        Setting(
            key: "grave-decision-hours", kind: .number(1...48), fallback: "24",
            meaning: "The same about intimate pictures and children, and for trusted flaggers."),
        Setting(
            key: "settlement-bodies", kind: .list, fallback: "",
            meaning: "Certified bodies for disputes out of court that complainants are told of."),
        Setting(
            key: "commission-statements", kind: .toggle, fallback: "on",
            meaning: "Statements of reasons are meant for the Commission's database; off for micro and small platforms."
        ),
        Setting(
            key: "child-abuse-law", kind: .choice(["eu", "us"]), fallback: "eu",
            meaning: "How long child abuse material is kept: eu erases once it is reported, us after a year."),
        Setting(
            key: "pause-refusals", kind: .number(0...1000), fallback: "12",
            meaning:
                "Plainly abusive requests in an hour that pause an account for an hour, until a person has looked; 0 pauses nobody."
        ),
        Setting(
            key: "platform-webhook-url", kind: .text, fallback: "",
            meaning: "Where the platform is told what to hide, remove, restore and pass on; https, or this machine."),
        Setting(
            key: "platform-webhook-secrets", kind: .list, fallback: "", isSecret: true,
            meaning: "Secrets that those messages are signed with (`whsec_…`); two while one replaces the other."),
        Setting(
            key: "media-origins", kind: .list, fallback: "",
            meaning: "Media servers of the platform that the desk may fetch from though their addresses are private."),
        Setting(
            key: "smtp-host", kind: .text, fallback: "",
            meaning: "The mail server that takes letters to people who left an address; empty sends none."),
        Setting(
            key: "smtp-port", kind: .number(0...65_535), fallback: "0",
            meaning: "Its port; 0 is the usual one of the encryption: 587, 465 or 25."),
        Setting(
            key: "smtp-encryption", kind: .choice(["required", "implicit", "opportunistic"]), fallback: "required",
            meaning: "STARTTLS or nothing, TLS from the first byte, or whatever a server on this machine offers."),
        Setting(key: "smtp-user", kind: .text, fallback: "", meaning: "Name at the mail server; empty gives none."),
        Setting(
            key: "smtp-password", kind: .text, fallback: "", isSecret: true, meaning: "Password at the mail server."),
        Setting(key: "smtp-from", kind: .text, fallback: "", meaning: "The address that letters come from."),
        Setting(
            key: "smtp-from-name", kind: .text, fallback: "",
            meaning: "The name beside it; choose one that tells a bystander nothing."),
        Setting(
            key: "oidc-issuer", kind: .text, fallback: "",
            meaning: "The provider that signs staff in (OpenID Connect), as its tokens name it; empty leaves it out."),
        Setting(key: "oidc-client-id", kind: .text, fallback: "", meaning: "The desk's name at that provider."),
        Setting(
            key: "oidc-client-secret", kind: .text, fallback: "", isSecret: true, meaning: "The desk's secret there."),
        Setting(
            key: "oidc-name", kind: .text, fallback: "your organisation",
            meaning: "What people call that sign-in."),
        Setting(
            key: "oidc-claim", kind: .text, fallback: "groups",
            meaning: "The claim whose words give roles; points lead into objects (`realm_access.roles`)."),
        Setting(
            key: "oidc-roles", kind: .list, fallback: "",
            meaning: "Which word gives which role: `moderators=reviewer`; nobody else comes in."),
        Setting(
            key: "log-level", kind: .choice(["debug", "info", "notice", "warning", "error"]), fallback: "notice",
            meaning: "What is logged; never prompts, pictures or keys."),
        Setting(
            key: "platform-key", kind: .text, fallback: "", isSecret: true,
            meaning: "The platform's API key; made and printed once when none is set."),
        Setting(
            key: "admin-key", kind: .text, fallback: "", isSecret: true,
            meaning: "The key for /admin/v1; made and printed once when none is set."),
        Setting(
            key: "admin-password", kind: .text, fallback: "", isSecret: true,
            meaning: "The password for the staff session of the page at /; none means no sign-in."),
    ]
}
