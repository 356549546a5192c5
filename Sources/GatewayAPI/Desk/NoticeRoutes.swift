import Casework
import Desk
import Hummingbird
import SafetyModel
import WireJSON

/// `/admin/v1/notices`: the same notices as at the page, from a platform's own form.
struct NoticeRoutes: Sendable {
    let notices: any NoticeDoor
    let door: FrontDoor

    private static let bodyBytesMax = 40 << 20

    /// `POST /admin/v1/notices`: takes a notice in and answers with the secrets of its sender.
    func submit(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        try await submit(request, context, by: nil)
    }

    /// The same in the name of a trusted flagger, whatever the body says.
    func submit(
        _ request: Request, _ context: GatewayContext, by flagger: FlaggerID?
    ) async throws(WireError) -> Response {
        let json = try await door.json(request, context, limit: Self.bodyBytesMax)
        var draft = try NoticeBody.draft(json)
        if let flagger { draft.flagger = flagger }
        do throws(DeskError) {
            let ticket = try await notices.submit(draft)
            return .json(
                ["code": JSON(ticket.code.text), "recovery_code": JSON(ticket.recovery.text)],
                headers: [.cacheControl: "no-store"])
        } catch { throw .desk(error) }
    }

    /// `POST /admin/v1/notices/status` with `{"code": …}`.
    func status(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        let json = try await door.json(request, context, limit: 4 << 10)
        guard let code = json.member("code")?.text(bytesMax: 64).flatMap(CaseCode.init(typed:)) else {
            throw .invalid("code", "`code` must be twenty letters and digits")
        }
        do throws(DeskError) {
            return .json(NoticeBody.json(try await notices.status(code)), headers: [.cacheControl: "no-store"])
        } catch { throw .desk(error) }
    }
}

/// Notices as JSON.
enum NoticeBody {
    static func draft(_ json: JSON) throws(WireError) -> NoticeDraft {
        guard let list = json.member("items")?.elements, !list.isEmpty, list.count <= NoticeDraft.thingsMax else {
            throw .invalid("items", "`items` must be a list of 1 to \(NoticeDraft.thingsMax)")
        }
        var things: [NoticeDraft.Thing] = []
        for (place, item) in list.enumerated() { things.append(try thing(item, "items[\(place)]")) }
        guard let ground = json.member("ground")?.text.flatMap({ NoticeGround(rawValue: $0) }) else {
            throw .invalid("ground", "`ground` must be one of \(NoticeGround.allCases.map(\.rawValue))")
        }
        let sender = json.member("sender")?.text ?? NoticeDraft.Sender.witness.rawValue
        guard let sender = NoticeDraft.Sender(rawValue: sender) else {
            throw .invalid("sender", "`sender` must be one of \(NoticeDraft.Sender.allCases.map(\.rawValue))")
        }
        let language = LanguageCode(json.member("language")?.text ?? "en")
        guard language.isValid else { throw .invalid("language", "`language` must be two letters") }
        var draft = NoticeDraft(things: things, ground: ground, sender: sender, language: language)
        draft.explanation = try text(json, "explanation", 4 * NoticeDraft.wordsMax)
        draft.name = try text(json, "name", 4 * NoticeDraft.lineMax)
        draft.email = try text(json, "email", 4 * NoticeDraft.lineMax)
        draft.signature = try text(json, "signature", 4 * NoticeDraft.lineMax)
        draft.isBonaFide = json.member("bona_fide") == .bool(true)
        draft.declaresIntimate = json.member("declares_intimate") == .bool(true)
        draft.isDanger = json.member("danger") == .bool(true)
        if case .bool(let isWoman)? = json.member("subject_is_woman") { draft.subjectIsWoman = isWoman }
        for regime in json.member("regimes")?.elements ?? [] {
            guard let regime = regime.text.flatMap({ Regime(rawValue: $0) }) else {
                throw .invalid("regimes", "`regimes` may hold \(Regime.allCases.map(\.rawValue))")
            }
            draft.regimes.insert(regime)
        }
        let flagger = try text(json, "flagger", 200)
        draft.flagger = flagger.isEmpty ? nil : FlaggerID(text: flagger)
        if let earlier = json.member("earlier_code")?.text {
            guard let code = CaseCode(typed: earlier) else {
                throw .invalid("earlier_code", "`earlier_code` must be twenty letters and digits")
            }
            draft.earlier = code
        }
        return draft
    }

    private static func text(_ json: JSON, _ name: String, _ bytesMax: Int) throws(WireError) -> String {
        guard let value = json.member(name), value != .null else { return "" }
        guard let text = value.text(bytesMax: bytesMax) else {
            throw .invalid(name, "`\(name)` must be text of at most \(bytesMax) bytes")
        }
        return text
    }

    /// `{"url": …}`, `{"fingerprints": [{"pdq": …, "quality": …}, …]}` or `{"base64": …}`.
    private static func thing(_ json: JSON, _ name: String) throws(WireError) -> NoticeDraft.Thing {
        if let url = json.member("url")?.text { return .link(url) }
        if let list = json.member("fingerprints")?.elements, list.count <= NoticeDraft.fingerprintsMax {
            var prints: [Fingerprint] = []
            for value in list {
                guard let print = Fingerprint(value) else {
                    throw .invalid(name, "a fingerprint has `pdq`, 64 hexadecimal digits, and `quality`")
                }
                prints.append(print)
            }
            return .fingerprints(prints)
        }
        if var text = json.member("base64")?.text {
            let bytes = text.withUTF8 { Base64.decode($0, tolerating: [.dataPrefix, .padding]) }
            guard let bytes else { throw .invalid(name, "`base64` cannot be read") }
            return .file(Picture(bytes: bytes))
        }
        throw .invalid(name, "an item has `url`, `fingerprints` or `base64`")
    }

    static func json(_ status: NoticeStatus) -> JSON {
        JSON([
            ("notice", JSON(status.notice.text)), ("ground", JSON(status.ground.rawValue)),
            ("received_at", seconds(status.receivedAt)), ("withdrawn", .bool(status.isWithdrawn)),
            (
                "items",
                .array(
                    status.things.map { thing in
                        JSON([
                            ("url", thing.link.map { JSON($0) }), ("outcome", JSON(thing.outcome.rawValue)),
                            ("copies", JSON(thing.copies.values.reduce(0, +))),
                        ])
                    })
            ),
            (
                "steps",
                .array(status.steps.map { ["at": seconds($0.at), "what": JSON($0.kind.rawValue)] })
            ),
            ("due_at", status.clocks.first.map { seconds($0.due) }),
            ("missing", .array(status.missing.map(\.rawValue).sorted().map { JSON($0) })),
            ("answer", .array(status.answer.map { JSON($0) })),
            ("complaints_until", status.complaintsUntil.map(seconds)),
        ])
    }

    private static func seconds(_ moment: Moment) -> JSON { JSON(Int(moment.milliseconds / 1000)) }
}
