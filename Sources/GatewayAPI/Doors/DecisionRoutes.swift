import HTTPTypes
import Hummingbird
import SafetyModel
import Screening
import WireJSON

/// `POST /v1/vangrail/decisions`: the same judgement as the gate's, behind a door that cannot make a picture.
struct DecisionRoutes: Sendable {
    let decider: any Deciding
    let door: FrontDoor
    let settings: GatewaySettings
    let fetcher: any PictureFetcher

    private static let turnsMax = 64
    private static let charactersMax = 32_000

    func decide(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        let json = try await door.bodies.json(request, context, limit: settings.pictureBodyBytesMax)
        let image = try await parse(json, request.headers, door.bodies.room(context))
        let answer = try await door.inSlot { () async throws(WireError) in await decider.decide(image) }
        return .json(Self.json(answer), headers: [.decision: answer.decision.id.text])
    }

    /// The answer: decision, rules, coverage, and one plain sentence.
    static func json(_ gate: GateDecision) -> JSON {
        let decision = gate.decision
        let reasons = decision.reasons.map { reason in
            JSON([
                ("category", JSON(reason.category?.rawValue)), ("rule", JSON(reason.rule.text)),
            ])
        }
        var members: [(String, JSON?)] = [
            ("id", JSON(decision.id.text)), ("decision", JSON(decision.kind.rawValue)), ("reasons", .array(reasons)),
            ("coverage", coverage(decision.coverage)), ("message", JSON(gate.reply ?? PublicWords.sentence(decision))),
        ]
        if !gate.faults.isEmpty {
            members.append(
                (
                    "faults",
                    .array(gate.faults.map { ["input": JSON($0.input), "code": JSON($0.error.code)] })
                ))
        }
        return JSON(members)
    }

    /// By input, then reader: `{"prompt":{"prompt":"read"}}`.
    static func coverage(_ coverage: Coverage) -> JSON {
        var inputs: [(name: String, readers: [(String, JSON?)])] = []
        for entry in coverage.entries {
            let state = (entry.reader.rawValue, JSON?.some(JSON(entry.state.rawValue)))
            if let index = inputs.firstIndex(where: { $0.name == entry.input }) {
                inputs[index].readers.removeAll { $0.0 == state.0 }
                inputs[index].readers.append(state)
            } else {
                inputs.append((entry.input, [state]))
            }
        }
        return JSON(inputs.map { ($0.name, JSON($0.readers)) })
    }

    private func parse(
        _ json: JSON, _ headers: HTTPFields, _ room: BodyRoom
    ) async throws(WireError) -> ImageRequest {
        var fields = try ImageFields(json)
        let word = try fields.choice("operation", Operation.allCases.map(\.rawValue))
        guard let operation = word.flatMap({ Operation(rawValue: $0) }) else {
            throw .invalid("operation", "`operation` is missing", code: "missing_required_parameter")
        }
        let prompt = try Self.prompt(&fields, operation)
        var pictures: [Picture] = []
        let input = PictureInput(fetcher: fetcher, bytesMax: settings.pictureBytesMax, room: room)
        if let value = fields.take("images") {
            guard case .json(.array(let elements)) = value, elements.count <= 16 else {
                throw .invalid("images", "`images` must be a list of at most 16 data URLs")
            }
            for (index, element) in elements.enumerated() {
                pictures.append(try Self.picture(element, input, param: "images[\(index)]"))
            }
        }
        var mask: Picture?
        if case .json(let value)? = fields.take("mask") { mask = try Self.picture(value, input, param: "mask") }
        guard operation == .generate || !pictures.isEmpty else {
            throw .invalid("images", "`images` is missing", code: "missing_required_parameter")
        }
        let requester = try Self.requester(&fields, headers)
        guard fields.rest.isEmpty else {
            let name = ImageFields.shown(fields.rest[0].name)
            throw .invalid(name, "`\(name)` is not known here", code: "unknown_parameter")
        }
        return ImageRequest(
            operation: operation, prompt: prompt, pictures: pictures, mask: mask, requester: requester)
    }

    private static func prompt(_ fields: inout ImageFields, _ operation: Operation) throws(WireError) -> Prompt {
        let prompt = try fields.string("prompt", max: charactersMax)
        guard let value = fields.take("turns") else {
            guard operation == .vary || prompt != nil else {
                throw .invalid("prompt", "`prompt` or `turns` is missing", code: "missing_required_parameter")
            }
            return Prompt(prompt ?? "")
        }
        guard prompt == nil else { throw .invalid("turns", "send `prompt` or `turns`, not both") }
        guard case .json(.array(let elements)) = value, !elements.isEmpty, elements.count <= turnsMax else {
            throw .invalid("turns", "`turns` must be a list of 1 to \(turnsMax) strings")
        }
        var turns: [String] = []
        for element in elements {
            guard let text = element.text, text.unicodeScalars.count <= charactersMax else {
                throw .invalid("turns", "`turns` must hold strings of at most \(charactersMax) characters")
            }
            turns.append(text)
        }
        return Prompt(turns: turns)
    }

    private static func picture(_ json: JSON, _ input: PictureInput, param: String) throws(WireError) -> Picture {
        guard case .string(let text) = json else { throw .invalid(param, "`\(param)` must be a data URL") }
        return try input.decode(text, param: param)
    }

    /// The account as the body says, in the words of `vangrail check`; headers fill in what it leaves out.
    private static func requester(
        _ fields: inout ImageFields, _ headers: HTTPFields
    ) throws(WireError) -> Requester {
        var requester = try RequesterHeaders.read(headers, user: nil)
        guard let value = fields.take("account") else { return requester }
        guard case .json(let json) = value else { throw .invalid("account", "`account` must be an object") }
        var account = try ImageFields(json)
        if let id = try account.string("id", max: 256) {
            guard RequesterHeaders.isName(id) else { throw .invalid("account.id", "this is not an account's name") }
            requester.account = AccountID(text: id)
        }
        requester.tier = try account.string("tier", max: 64) ?? requester.tier
        requester.adultVerified = try account.boolean("adult_verified") ?? requester.adultVerified
        let audience = try account.choice("audience", Audience.allCases.map(\.rawValue))
        requester.audience = audience.flatMap { Audience(rawValue: $0) } ?? requester.audience
        if let country = try account.string("country", max: 2)?.lowercased() {
            guard country.utf8.count == 2, country.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) else {
                throw .invalid("account.country", "this is not two letters (ISO 3166)")
            }
            requester.country = country
        }
        if let owner = try account.string("picture_owner", max: 256) {
            guard RequesterHeaders.isName(owner) else {
                throw .invalid("account.picture_owner", "this is not an account's name")
            }
            requester.pictureOwner = AccountID(text: owner)
        }
        guard account.rest.isEmpty else {
            let name = "account." + ImageFields.shown(account.rest[0].name)
            throw .invalid(name, "`\(name)` is not known here", code: "unknown_parameter")
        }
        return requester
    }
}
