import Hummingbird
import SafetyModel
import Screening
import WireJSON

/// `POST /v1/moderations`: reads texts and pictures and tells the levels, without judging.
struct ModerationRoutes: Sendable {
    let decider: any Deciding
    let door: FrontDoor
    let settings: GatewaySettings
    let fetcher: any PictureFetcher
    let clock: Timepiece

    private static let inputsMax = 32
    private static let charactersMax = 32_000

    /// One thing to read, which gets one result.
    private struct Input {
        var texts: [String] = []
        var pictures: [Picture] = []
    }

    func moderate(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        let json = try await door.bodies.json(request, context, limit: settings.pictureBodyBytesMax)
        var fields = try ImageFields(json)
        let model = try fields.string("model", max: 128)
        guard case .json(let value)? = fields.take("input") else {
            throw .invalid("input", "`input` is missing", code: "missing_required_parameter")
        }
        guard fields.rest.isEmpty else {
            let name = ImageFields.shown(fields.rest[0].name)
            throw .invalid(name, "`\(name)` is not known here", code: "unknown_parameter")
        }
        let room = door.bodies.room(context)
        let results = try await door.inSlot { () async throws(WireError) in
            let inputs = try await inputs(value, room)
            var results: [JSON] = []
            for input in inputs { results.append(await result(input)) }
            return results
        }
        return .json([
            "id": JSON(ModerationID.mint(at: clock.now()).text), "model": JSON(model ?? "omni-moderation-latest"),
            "results": .array(results),
        ])
    }

    private func result(_ input: Input) async -> JSON {
        let (signals, coverage) = await decider.readSignals(Prompt(turns: input.texts), pictures: input.pictures)
        var levels: [String: Level] = [:]
        var own: [Category: Level] = [:]
        for signal in signals where signal.level > .none {
            own[signal.category] = max(own[signal.category] ?? .none, signal.level)
            for key in ModerationWords.keys(signal.category, signal.level) {
                levels[key] = max(levels[key] ?? .none, signal.level)
            }
        }
        let flagged = own.values.contains { $0 >= .clear }
        let keys = ModerationWords.keys
        let applied = keys.map { key -> (String, JSON?) in
            var types: [JSON] = input.texts.isEmpty ? [] : ["text"]
            if !input.pictures.isEmpty, ModerationWords.pictureKeys.contains(key) { types.append("image") }
            return (key, .array(types))
        }
        let vangrail = JSON([
            (
                "categories",
                JSON(own.sorted { $0.key < $1.key }.map { ($0.key.rawValue, JSON?.some(JSON($0.value.name))) })
            ),
            ("coverage", DecisionRoutes.coverage(coverage)),
        ])
        return JSON([
            ("flagged", .bool(flagged)),
            ("categories", JSON(keys.map { ($0, .bool((levels[$0] ?? .none) >= .clear)) })),
            ("category_scores", JSON(keys.map { ($0, JSON(ModerationWords.score(levels[$0] ?? .none))) })),
            ("category_applied_input_types", JSON(applied)), ("vangrail", vangrail),
        ])
    }

    private func inputs(_ json: JSON, _ room: BodyRoom) async throws(WireError) -> [Input] {
        if json.text != nil { return [Input(texts: [try Self.text(json, "input")])] }
        guard case .array(let elements) = json, !elements.isEmpty, elements.count <= Self.inputsMax else {
            throw .invalid("input", "`input` must be a string or a list of 1 to \(Self.inputsMax) inputs")
        }
        if case .string = elements[0] {
            var inputs: [Input] = []
            for (index, element) in elements.enumerated() {
                inputs.append(Input(texts: [try Self.text(element, "input[\(index)]")]))
            }
            return inputs
        }
        var input = Input()
        for (index, element) in elements.enumerated() {
            try await add(element, "input[\(index)]", to: &input, room)
        }
        return [input]
    }

    private func add(
        _ json: JSON, _ param: String, to input: inout Input, _ room: BodyRoom
    ) async throws(WireError) {
        guard case .object(let part) = json else { throw .invalid(param, "`\(param)` must be a text or a picture") }
        switch part["type"]?.text {
        case "text": input.texts.append(try Self.text(part["text"] ?? .null, param + ".text"))
        case "image_url":
            guard case .object(let image)? = part["image_url"], case .string(let address)? = image["url"] else {
                throw .invalid(param + ".image_url", "`image_url` must be an object with `url`")
            }
            let reader = PictureInput(fetcher: fetcher, bytesMax: settings.pictureBytesMax, room: room)
            input.pictures.append(try await reader.picture(address, param: param + ".image_url.url"))
        default: throw .invalid(param + ".type", "`type` must be `text` or `image_url`")
        }
    }

    private static func text(_ json: JSON, _ param: String) throws(WireError) -> String {
        guard let text = json.text else { throw .invalid(param, "`\(param)` must be a string, not \(json.kindName)") }
        guard text.unicodeScalars.count <= charactersMax else {
            throw .invalid(
                param, "`\(param)` must have at most \(charactersMax) characters", code: "string_above_max_length")
        }
        return text
    }
}

/// Names one moderation.
struct ModerationID: MintedIdentifier {
    static let prefix = "modr"
    let text: String
    init(text: String) { self.text = text }
}
