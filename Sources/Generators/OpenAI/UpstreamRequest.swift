import SafetyModel
import Screening
import WireJSON

/// What is sent to the server: built from typed values only, never from bytes of the caller's request.
struct UpstreamRequest {
    var route: String
    var contentType: String
    var body: [UInt8]
    /// A JSON request makes nothing when the server says that it is not ready.
    var isJSON: Bool
    var model: String?
    var streams: Bool

    /// Builds the request.
    init(_ request: ClearedRequest, settings: OpenAIGeneratorSettings) throws(GeneratorError) {
        let chosen = settings.callersChooseModel ? request.parameters.model ?? settings.defaultModel : nil
        let model = chosen ?? settings.defaultModel
        let family = ModelFamily(model)
        self.model = model
        streams =
            request.parameters.partialImages != nil && request.operation != .vary
            && settings.stream.resolved(family != .dallE)
        let fields = try Self.fields(of: request, model: model, family: family, streams: streams, settings: settings)
        isJSON = request.operation == .generate
        if isJSON {
            route = "/images/generations"
            contentType = "application/json"
            body = JSON(fields.map { ($0.name, $0.value) }).bytes
        } else {
            guard let first = request.pictures.first else { throw .unsupported("there is no picture to edit") }
            route = request.operation == .edit ? "/images/edits" : "/images/variations"
            var form = MultipartForm()
            for field in fields { form.add(field.name, Self.formText(field.value)) }
            if request.operation == .vary || family == .dallE {
                form.add("image", file: "image-0", picture: first.recoded, format: first.recodedFormat)
            } else {
                for (index, picture) in request.pictures.enumerated() {
                    form.add("image[]", file: "image-\(index)", picture: picture.recoded, format: picture.recodedFormat)
                }
            }
            if let mask = request.mask, request.operation == .edit {
                form.add("mask", file: "mask", picture: mask.recoded, format: mask.recodedFormat)
            }
            contentType = form.contentType
            body = form.finished()
        }
    }

    /// A value as a form writes it: a string without its quotes, anything else as JSON.
    private static func formText(_ value: JSON) -> String { value.text ?? value.jsonText }

    private static func fields(
        of request: ClearedRequest, model: String?, family: ModelFamily, streams: Bool,
        settings: OpenAIGeneratorSettings
    ) throws(GeneratorError) -> [(name: String, value: JSON)] {
        let parameters = request.parameters
        var fields: [(name: String, value: JSON)] = []
        func add(_ name: String, _ text: String?) {
            if let text { fields.append((name, JSON(text))) }
        }
        if request.operation != .vary { add("prompt", request.prompt) }
        add("model", model)
        fields.append(("n", JSON(parameters.count)))
        add("size", parameters.size)
        if request.operation != .vary {
            add("quality", parameters.quality)
            add("background", parameters.background)
        }
        if request.operation == .generate { add("style", parameters.style) }
        if request.operation == .edit { add("input_fidelity", parameters.inputFidelity) }
        if settings.forwardsModeration, request.operation != .vary { add("moderation", parameters.moderation) }
        if settings.base64.resolved(family != .gptImage) { add("response_format", "b64_json") }
        if streams {
            fields.append(("stream", true))
            fields.append(("partial_images", JSON(parameters.partialImages ?? 0)))
        }
        if settings.sendsAccountDigest { add("user", request.accountDigest) }
        for (name, json) in parameters.extra.sorted(by: { $0.key < $1.key }) {
            guard !reserved.contains(name), let value = try? JSONReader.read(Array(json.utf8)) else {
                throw .unsupported("the field `\(name.prefix(64))` cannot be passed on")
            }
            fields.append((name, value))
        }
        return fields
    }

    /// Fields that only typed values fill; an extra field of that name would go round the checks.
    private static let reserved: Set<String> = [
        "prompt", "model", "n", "size", "quality", "background", "style", "input_fidelity", "moderation",
        "response_format", "output_format", "output_compression", "stream", "partial_images", "user", "image",
        "image[]", "images", "mask", "mask[]", "image_url", "file_id",
    ]
}

/// What is known of a model by its name.
enum ModelFamily: Hashable {
    case dallE, gptImage, other

    init(_ model: String?) {
        let name = (model ?? "").lowercased()
        if name.hasPrefix("dall-e") {
            self = .dallE
        } else if name.hasPrefix("gpt-image") || name.hasPrefix("chatgpt-image") {
            self = .gptImage
        } else {
            self = .other
        }
    }
}

extension OpenAIGeneratorSettings.Rule {
    fileprivate func resolved(_ automatic: Bool) -> Bool {
        switch self {
        case .automatic: automatic
        case .always: true
        case .never: false
        }
    }
}
