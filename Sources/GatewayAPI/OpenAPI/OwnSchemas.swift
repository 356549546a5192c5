import SafetyModel
import Screening
import WireJSON

extension Schemas {
    /// The schemas of Vangrail's own doors.
    static let ours: [(String, JSON)] = [
        ("DecisionRequest", decisionRequest),
        (
            "DecisionAnswer",
            object(
                [
                    ("id", text), ("decision", words(Decision.Kind.allCases.map(\.rawValue))),
                    (
                        "reasons",
                        list(object([("category", maybeText), ("rule", text)], required: ["category", "rule"]))
                    ),
                    ("coverage", ["type": "object"]), ("message", text), ("faults", list(["type": "object"])),
                ], required: ["id", "decision", "reasons", "coverage", "message"])
        ),
        (
            "CaseStatus",
            object(
                [
                    ("decision", text), ("state", states), ("stage", words(Facts.Stage.allCases.map(\.rawValue))),
                    ("pictures", list(object([("id", text), ("url", text)], required: ["id", "url"]))),
                ], required: ["decision", "state", "stage", "pictures"])
        ),
        ("Switch", switchSchema), ("Switches", object([("switches", list(switchSchema))], required: ["switches"])),
        ("SwitchNote", object([("note", ["type": "string", "maxLength": 2_000])], open: false)),
        ("Account", object(account, required: account.map(\.0))),
        ("AccountChange", object(account, open: false)),
        ("Case", object(caseMembers, required: ["id", "state", "decision"])),
        ("Cases", object([("cases", list(object(caseMembers)))], required: ["cases"])),
        (
            "CaseClosing",
            object(
                [("state", words(["released", "refused"])), ("note", ["type": "string", "maxLength": 2_000])],
                required: ["state"], open: false)
        ),
        ("BankEntry", object(bankEntry, required: ["id", "bank", "enabled"])),
        ("BankEntries", object([("entries", list(object(bankEntry)))], required: ["entries"])),
        (
            "BankEntryDraft",
            object(
                [
                    ("fingerprint", text), ("quality", whole), ("crops", list(text)), ("signature", text),
                    ("sha256", text), ("md5", text), ("output", text), ("source_is_harmless", flag), ("source", text),
                    ("note", text), ("expires_at", whole),
                ], open: false)
        ),
        ("BankEntryChange", object([("enabled", flag)], required: ["enabled"], open: false)),
        (
            "BankList",
            object(
                [
                    ("format", words(BankImport.Format.allCases.map(\.rawValue))), ("source", text), ("content", text),
                ], required: ["format", "content"], open: false)
        ),
        (
            "BankListAnswer",
            object(
                [
                    ("added", whole), ("withdrawn", whole), ("skipped", whole),
                    ("skipped_lines", list(["type": "object"])),
                ], required: ["added", "withdrawn", "skipped"])
        ),
        ("BankAllowance", object([("sha256", text)], required: ["sha256"], open: false)),
        ("BankAllowanceAnswer", object([("allowed", flag), ("needs", maybeText)], required: ["allowed"])),
        ("BankQuery", object(pictureKeys, open: false)),
        ("MakerQuery", object(pictureKeys + [("reason", text)], required: ["reason"], open: false)),
        (
            "Makers",
            object([("made", list(object(maker))), ("alike", list(object(maker)))], required: ["made", "alike"])
        ),
        ("BankMatches", object([("matches", list(object(bankEntry)))], required: ["matches"])),
        (
            "ProtectionDraft",
            object(
                [
                    (
                        "pictures",
                        list(object([("fingerprints", list(["type": "object"]))], required: ["fingerprints"]))
                    ),
                    ("owner", maybeText),
                ], required: ["pictures"], open: false)
        ),
        ("CheckForm", object([("photo", ["type": "string", "format": "binary"])], required: ["photo"])),
        (
            "ProtectionDispute",
            object(
                [
                    ("picture", object([("fingerprints", list(["type": "object"]))], required: ["fingerprints"])),
                    ("words", text),
                ],
                required: ["picture", "words"], open: false)
        ),
        ("ProtectionCode", object([("code", text)], required: ["code"], open: false)),
        (
            "Protection",
            object([
                ("code", text), ("pictures", whole), ("expires_at", whole), ("disputed", flag), ("withdrawn", whole),
                ("received", flag),
            ])
        ),
        (
            "NoticeForm",
            object([
                ("screen", text), ("to", words(["1", "2", "3", "send"])), ("ground", text), ("links", text),
                ("fingerprints", text), ("sendsfile", text), ("sender", text), ("danger", text), ("explanation", text),
                ("woman", text), ("name", text), ("email", text), ("earlier", text), ("us-take-it-down", text),
                ("uk-online-safety", text), ("signature", text), ("declares", text), ("file", bytes),
                ("bona-fide", text),
            ])
        ),
        ("NoticeCodeForm", object([("code", text)], required: ["code"])),
        ("NoticeDeed", object([("code", text), ("words", text)], required: ["code"])),
        ("NoticeRecordForm", object([("code", text), ("as", words(["page", "json"]))], required: ["code"])),
        ("NoticeRecovery", object([("recovery", text)], required: ["recovery"])),
        ("StatementSecret", object([("secret", text)], required: ["secret"])),
        ("StatementComplaint", object([("secret", text), ("words", text)], required: ["secret", "words"])),
        ("ComplaintForm", object([("words", text)], required: ["words"])),
        (
            "Terms",
            object(
                [
                    ("policy", text), ("categories", list(["type": "object"])), ("automated_means", ["type": "object"]),
                    ("human_review", ["type": "object"]), ("ladders", ["type": "object"]),
                    ("misuse", ["type": "object"]), ("complaints", ["type": "object"]),
                    ("deadlines", ["type": "object"]), ("contact", ["type": "object"]),
                ], required: ["policy", "categories", "ladders", "misuse", "complaints", "deadlines", "contact"])
        ),
        ("Health", object([("status", text), ("version", text)], required: ["status"])),
        ("Readiness", object([("ready", flag), ("parts", ["type": "object"])], required: ["ready", "parts"])),
        ("SignIn", object([("secret", text)], required: ["secret"])), ("SignOut", object([("token", text)])),
        (
            "StaffSignIn",
            object([("name", text), ("passphrase", text), ("code", text)], required: ["name", "passphrase", "code"])
        ),
        (
            "StaffEnrolment",
            object(
                [("secret", text), ("passphrase", text), ("again", text), ("code", text)], required: ["secret"])
        ),
        (
            "StaffPassphrase",
            object(
                [("token", text), ("present", text), ("passphrase", text), ("again", text)],
                required: ["token", "present", "passphrase", "again"])
        ),
        ("StaffForm", object([("token", text)], required: ["token"])),
        (
            "TryForm",
            object([("prompt", text), ("photo", bytes), ("token", text)], required: ["prompt"])
        ),
    ]

    private static let states = words(HeldCase.State.allCases.map(\.rawValue))

    private static let decisionRequest = object(
        [
            ("operation", words(Operation.allCases.map(\.rawValue))),
            ("prompt", ["type": "string", "maxLength": 32_000]),
            ("turns", list(text, max: 64)),
            ("images", list(["type": "string", "description": "a data URL"], max: 16)), ("mask", text),
            (
                "account",
                object(
                    [
                        ("id", text), ("tier", text), ("adult_verified", flag),
                        ("audience", words(Audience.allCases.map(\.rawValue))), ("country", text),
                        ("picture_owner", text),
                    ], open: false)
            ),
        ], required: ["operation"], open: false)

    private static let switchSchema = object(
        [("scope", text), ("state", words(["on", "off"])), ("since", whole), ("by", text), ("note", text)],
        required: ["scope", "state"])

    private static let pictureKeys: [(String, JSON)] = [
        ("fingerprint", text), ("quality", whole),
        (
            "parts",
            list(object([("fingerprint", text), ("part", text), ("orientation", text)], required: ["fingerprint"]))
        ),
        ("signature", text), ("sha256", text), ("md5", text),
    ]

    private static let maker: [(String, JSON)] = [
        ("output", text), ("likeness", words(Likeness.allCases.map(\.rawValue))), ("distance", whole), ("at", whole),
        ("released", flag), ("decision", maybeText), ("account", maybeText),
    ]

    private static let bankEntry: [(String, JSON)] = [
        ("id", text), ("bank", words(Bank.allCases.map(\.rawValue))), ("fingerprint", maybeText),
        ("quality", ["type": ["integer", "null"]]), ("sha256", maybeText), ("md5", maybeText), ("source", text),
        ("note", text), ("added_by", text), ("added_at", whole), ("expires_at", ["type": ["integer", "null"]]),
        ("enabled", flag), ("distance", ["type": ["integer", "null"]]), ("match", words(["confirmed", "near"])),
        ("likeness", words(Likeness.allCases.map(\.rawValue))), ("part", maybeText), ("orientation", maybeText),
        ("crops", whole), ("signed", flag), ("source_is_harmless", flag),
        ("confirmed_outputs", list(text)), ("near_outputs", list(text)),
    ]

    private static let account: [(String, JSON)] = [
        ("id", text), ("standing", words(Account.Standing.allCases.map(\.rawValue))), ("tier", maybeText),
        ("adult_mode", flag), ("may_generate", flag), ("may_edit_people", flag), ("strangers_may_edit", flag),
    ]

    private static let caseMembers: [(String, JSON)] = [
        ("id", text), ("state", states), ("decision", text), ("stage", text), ("operation", text),
        ("account", maybeText), ("reasons", list(["type": "object"])), ("opened_at", whole),
        ("closed_at", ["type": ["integer", "null"]]), ("closed_by", maybeText), ("note", maybeText),
        ("prompt", maybeText), ("pictures", list(["type": "object"])),
    ]
}
