import Casework
import Desk
import WireJSON

extension Schemas {
    /// The schemas of the desk's doors for machines.
    static let desk: [(String, JSON)] = [
        ("AssetDraft", object(asset + look, required: ["id"], open: false)),
        ("AssetList", object([("assets", list(object(asset + look)))], required: ["assets"])),
        (
            "AssetListAnswer",
            object([("registered", whole), ("failed", list(["type": "object"]))], required: ["registered", "failed"])
        ),
        ("Asset", object(asset + [("recognised", flag)], required: ["id", "recognised"])),
        (
            "NoticeDraft",
            object(
                [
                    ("items", list(["type": "object"])), ("ground", words(NoticeGround.allCases.map(\.rawValue))),
                    ("sender", words(NoticeDraft.Sender.allCases.map(\.rawValue))), ("explanation", text),
                    ("name", text), ("email", text), ("signature", text), ("bona_fide", flag),
                    ("declares_intimate", flag), ("danger", flag), ("subject_is_woman", flag),
                    ("regimes", list(words(Regime.allCases.map(\.rawValue)))), ("language", text), ("flagger", text),
                    ("earlier_code", text),
                ], required: ["items", "ground"])
        ),
        ("NoticeTicket", object([("code", text), ("recovery_code", text)], required: ["code", "recovery_code"])),
        (
            "StaffInvitation",
            object(
                [("id", text), ("name", text), ("roles", list(words(Role.allCases.map(\.rawValue))))],
                required: ["id"])
        ),
        (
            "StaffInvitationTicket",
            object([("id", text), ("invitation", text), ("page", text)], required: ["id", "invitation", "page"])
        ),
        ("NoticeCode", object([("code", text)], required: ["code"])),
        (
            "NoticeStatus",
            object(
                [
                    ("notice", text), ("ground", text), ("received_at", whole), ("withdrawn", flag),
                    ("items", list(["type": "object"])), ("steps", list(["type": "object"])), ("due_at", whole),
                    ("missing", list(text)), ("answer", list(text)), ("complaints_until", whole),
                ], required: ["notice", "items", "steps"])
        ),
    ]

    private static let asset: [(String, JSON)] = [
        ("id", text), ("url", maybeText), ("decision", maybeText), ("output", maybeText), ("account", maybeText),
        ("language", text), ("minor", flag), ("synthetic", flag), ("posted_at", whole),
    ]

    private static let look: [(String, JSON)] = [
        ("fingerprint", text), ("quality", whole), ("signature", text), ("sha256", text),
    ]
}
