import SafetyModel
import Screening

/// The fields that generations, edits and variations share, typed and bounded.
struct ImageParameters {
    var parameters: ImageRequest.Parameters
    var prompt: String
    /// The account as the body names it; a header wins.
    var user: String?
    var wantsLink: Bool
    var streams: Bool

    /// Takes the known fields of an operation out of a request.
    init(_ fields: inout ImageFields, for operation: Operation) throws(WireError) {
        let model = try Self.model(&fields)
        let varies = operation == .vary
        let prompt = varies ? nil : try fields.string("prompt", max: Self.promptMax(model))
        guard varies || prompt?.trimmed.isEmpty == false else {
            throw .invalid("prompt", "`prompt` is missing", code: "missing_required_parameter")
        }
        self.prompt = prompt ?? ""
        user = try fields.string("user", max: 256)
        parameters = ImageRequest.Parameters(model: model, count: try fields.integer("n", 1...10) ?? 1)
        parameters.size = try Self.size(&fields)
        wantsLink = try fields.choice("response_format", ["url", "b64_json"]) == "url"
        streams = false
        guard !varies else { return }
        parameters.quality = try fields.choice("quality", ["standard", "hd", "low", "medium", "high", "auto"])
        parameters.background = try fields.choice("background", ["transparent", "opaque", "auto"])
        parameters.moderation = try fields.choice("moderation", ["low", "auto"])
        parameters.outputFormat = try fields.choice("output_format", ["png", "jpeg", "webp"]).flatMap {
            Picture.Format(rawValue: $0)
        }
        parameters.outputCompression = try fields.integer("output_compression", 0...100)
        if operation == .generate {
            parameters.style = try fields.choice("style", ["vivid", "natural"])
        } else {
            parameters.inputFidelity = try fields.choice("input_fidelity", ["high", "low"])
        }
        try readStream(&fields)
    }

    private mutating func readStream(_ fields: inout ImageFields) throws(WireError) {
        streams = try fields.boolean("stream") ?? false
        let partial = try fields.integer("partial_images", 0...3)
        guard streams else {
            guard partial ?? 0 == 0 else { throw .invalid("partial_images", "`partial_images` needs `stream`") }
            return
        }
        guard !wantsLink else { throw .invalid("response_format", "a stream answers with `b64_json` only") }
        parameters.partialImages = partial ?? 0
    }

    private static func promptMax(_ model: String?) -> Int {
        switch model {
        case "dall-e-2": 1_000
        case "dall-e-3": 4_000
        default: 32_000
        }
    }

    /// A model's name: letters, digits and a few marks, so that it cannot carry a sentence.
    private static func model(_ fields: inout ImageFields) throws(WireError) -> String? {
        guard let model = try fields.string("model", max: 128), !model.isEmpty else { return nil }
        let allowed = model.utf8.allSatisfy { byte in
            HeaderValue.isToken(byte) && byte != UInt8(ascii: "%") || byte == UInt8(ascii: "/")
                || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "@")
        }
        guard allowed, !model.contains("://") else { throw .invalid("model", "`model` is not a model's name") }
        return model
    }

    /// `auto`, or WIDTHxHEIGHT, both divisible by 16 and from 64 to 4096.
    private static func size(_ fields: inout ImageFields) throws(WireError) -> String? {
        guard let size = try fields.string("size", max: 16), !size.isEmpty else { return nil }
        guard size != "auto" else { return size }
        let sides = size.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
        let valid =
            sides.count == 2
            && sides.allSatisfy { side in
                guard let side else { return false }
                return side % 16 == 0 && (64...4096).contains(side)
            }
        guard valid, size.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }) else {
            throw .invalid(
                "size", "`size` must be `auto` or WIDTHxHEIGHT, both divisible by 16 and from 64 to 4096")
        }
        return size
    }
}
