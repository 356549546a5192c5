import WireJSON

/// The JSON schemas of what is read and answered, by name.
enum Schemas {
    /// A reference to a schema.
    static func reference(_ name: String) -> JSON { ["$ref": JSON("#/components/schemas/\(name)")] }

    static let all: JSON = JSON(
        (requests + answers + ours + desk).map { ($0.0, JSON?.some($0.1)) })

    static func object(_ members: [(String, JSON)], required: [String] = [], open: Bool = true) -> JSON {
        JSON([
            ("type", "object"), ("properties", JSON(members.map { ($0.0, JSON?.some($0.1)) })),
            ("required", required.isEmpty ? nil : .array(required.map { JSON($0) })),
            ("additionalProperties", open ? nil : false),
        ])
    }

    static func list(_ items: JSON, max: Int? = nil) -> JSON {
        JSON([("type", "array"), ("items", items), ("maxItems", max.map { JSON($0) })])
    }

    static func words(_ words: [String]) -> JSON { ["type": "string", "enum": .array(words.map { JSON($0) })] }

    static func number(_ range: ClosedRange<Int>) -> JSON {
        ["type": "integer", "minimum": JSON(range.lowerBound), "maximum": JSON(range.upperBound)]
    }

    static let text: JSON = ["type": "string"]
    static let maybeText: JSON = ["type": ["string", "null"]]
    static let flag: JSON = ["type": "boolean"]
    static let whole: JSON = ["type": "integer"]
    static let bytes: JSON = ["type": "string", "contentMediaType": "application/octet-stream"]

    /// The fields that all three operations share.
    static let shared: [(String, JSON)] = [
        ("model", ["type": "string", "maxLength": 128]), ("n", number(1...10)),
        ("size", ["type": "string", "description": "`auto` or WIDTHxHEIGHT, both divisible by 16, from 64 to 4096"]),
        ("response_format", words(["url", "b64_json"])), ("user", ["type": "string", "maxLength": 256]),
    ]

    /// The fields of generations and edits.
    static let drawing: [(String, JSON)] = [
        ("prompt", ["type": "string", "maxLength": 32_000]),
        ("quality", words(["standard", "hd", "low", "medium", "high", "auto"])),
        ("background", words(["transparent", "opaque", "auto"])), ("moderation", words(["low", "auto"])),
        ("output_format", words(["png", "jpeg", "webp"])), ("output_compression", number(0...100)), ("stream", flag),
        ("partial_images", number(0...3)),
    ]

    private static let address = object([("image_url", text)], required: ["image_url"], open: false)

    private static let requests: [(String, JSON)] = [
        (
            "GenerationRequest",
            object(drawing + shared + [("style", words(["vivid", "natural"]))], required: ["prompt"])
        ),
        (
            "EditForm",
            object(
                drawing + shared + [
                    ("image", bytes), ("image[]", list(bytes, max: 16)), ("mask", bytes),
                    ("input_fidelity", words(["high", "low"])),
                ], required: ["prompt"])
        ),
        (
            "EditRequest",
            object(
                drawing + shared + [
                    ("images", list(address, max: 16)), ("mask", address), ("input_fidelity", words(["high", "low"])),
                ], required: ["prompt", "images"])
        ),
        ("VariationForm", object(shared + [("image", bytes)], required: ["image"])),
        (
            "ModerationRequest",
            object(
                [
                    ("model", text),
                    (
                        "input",
                        [
                            "anyOf": [
                                text, list(text, max: 32),
                                list(
                                    object(
                                        [
                                            ("type", words(["text", "image_url"])), ("text", text),
                                            ("image_url", object([("url", text)], required: ["url"])),
                                        ], required: ["type"]), max: 32),
                            ]
                        ]
                    ),
                ], required: ["input"], open: false)
        ),
    ]

    private static let answers: [(String, JSON)] = [
        (
            "ImagesAnswer",
            object(
                [
                    ("created", whole),
                    (
                        "data",
                        list(
                            object([
                                ("b64_json", text), ("url", text), ("revised_prompt", text),
                                ("vangrail", ["type": "object"]),
                            ]))
                    ),
                    ("background", text), ("output_format", text), ("size", text), ("quality", text),
                    ("usage", ["type": "object"]),
                ], required: ["created", "data"])
        ),
        (
            "Error",
            object(
                [
                    (
                        "error",
                        object(
                            [
                                ("message", text), ("type", text), ("param", maybeText), ("code", maybeText),
                                (
                                    "moderation_details",
                                    object([
                                        ("moderation_stage", words(["input", "output"])), ("categories", list(text)),
                                    ])
                                ),
                                (
                                    "vangrail",
                                    object([
                                        ("decision", words(["ask", "hold", "refuse"])), ("id", text),
                                        ("category", text),
                                        ("reason", text), ("complain_url", text),
                                    ])
                                ),
                            ], required: ["message", "type", "param", "code"])
                    )
                ], required: ["error"])
        ),
        ("Model", model),
        ("Models", object([("object", text), ("data", list(model))], required: ["object", "data"])),
        (
            "ModerationAnswer",
            object(
                [("id", text), ("model", text), ("results", list(moderation))], required: ["id", "model", "results"])
        ),
    ]

    private static let model = object(
        [("id", text), ("object", text), ("created", whole), ("owned_by", text)],
        required: ["id", "object", "created", "owned_by"])

    private static let moderation = object(
        [
            ("flagged", flag),
            ("categories", object(ModerationWords.keys.map { ($0, flag) }, required: ModerationWords.keys)),
            (
                "category_scores",
                object(ModerationWords.keys.map { ($0, ["type": "number"]) }, required: ModerationWords.keys)
            ),
            (
                "category_applied_input_types",
                object(
                    ModerationWords.keys.map { ($0, list(words(["text", "image"]))) }, required: ModerationWords.keys)
            ), ("vangrail", ["type": "object"]),
        ], required: ["flagged", "categories", "category_scores"])
}
