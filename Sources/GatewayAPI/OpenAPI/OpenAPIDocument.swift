import HTTPTypes
import WireJSON

/// `/openapi.json`, made of the declared routes, so that it describes what is served and nothing else.
struct OpenAPIDocument {
    let declarations: [RouteDeclaration]
    let settings: GatewaySettings
    let version: String

    var json: JSON {
        [
            "openapi": "3.1.0",
            "info": [
                "title": "Vangrail", "version": JSON(version),
                "description":
                    "The gate before an image generator: the OpenAI images dialect, and Vangrail's own doors.",
                "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
            ],
            "servers": [["url": JSON(settings.publicURL)]],
            "paths": paths,
            "components": [
                "schemas": Schemas.all,
                "securitySchemes": [
                    "platform": Self.scheme("A platform's key."), "staff": Self.scheme("An admin key."),
                    "page": [
                        "type": "apiKey", "in": "cookie", "name": "vangrail-session",
                        "description": "A session of the page at `/`; on loopback none is needed.",
                    ],
                    "flagger": [
                        "type": "http", "scheme": "bearer", "description": "The key of a trusted flagger.",
                    ],
                    "desk": [
                        "type": "apiKey", "in": "cookie", "name": "vangrail-desk",
                        "description": "A session of a member of staff at `/desk`.",
                    ],
                ],
            ],
        ]
    }

    private static func scheme(_ meaning: String) -> JSON {
        ["type": "http", "scheme": "bearer", "description": JSON(meaning)]
    }

    private var paths: JSON {
        var order: [String] = []
        var byPath: [String: [RouteDeclaration]] = [:]
        for declaration in declarations {
            if byPath[declaration.path] == nil { order.append(declaration.path) }
            byPath[declaration.path, default: []].append(declaration)
        }
        return JSON(
            order.map { path in
                (path, JSON((byPath[path] ?? []).map { ($0.method.rawValue.lowercased(), Self.operation($0)) }))
            })
    }

    private static func operation(_ declaration: RouteDeclaration) -> JSON {
        var security: [JSON] = []
        switch declaration.right {
        case .open: break
        case .platform: security = [["platform": []]]
        case .staff: security = [["staff": []]]
        case .tryPage: security = [["page": []], [:]]
        case .desk: security = [["desk": []]]
        case .flagger: security = [["flagger": []]]
        }
        let inPath = declaration.pathParameters.map { name -> JSON in
            ["name": JSON(name), "in": "path", "required": true, "schema": ["type": "string"]]
        }
        let inputs = declaration.inputs.map { input -> JSON in
            [
                "name": JSON(input.name), "in": JSON(input.place.rawValue), "description": JSON(input.meaning),
                "schema": ["type": "string"],
            ]
        }
        let body = declaration.bodies.map { ($0.mediaType, JSON?.some(["schema": Schemas.reference($0.schema)])) }
        return JSON([
            ("operationId", JSON(operationID(declaration))), ("summary", JSON(declaration.summary)),
            ("security", .array(security)), ("parameters", .array(inPath + inputs)),
            ("requestBody", body.isEmpty ? nil : ["required": true, "content": JSON(body)]),
            ("responses", JSON(declaration.answers.map { (String($0.status), answer($0)) })),
        ])
    }

    private static func operationID(_ declaration: RouteDeclaration) -> String {
        let words = declaration.path.split(separator: "/").map { $0.filter { $0 != "{" && $0 != "}" } }
        return ([declaration.method.rawValue.lowercased()] + words).joined(separator: "-").filter { $0 != "." }
    }

    private static func answer(_ answer: RouteDeclaration.Answer) -> JSON {
        var content: JSON?
        if let mediaType = answer.mediaType {
            let schema: JSON
            switch answer.schema {
            case let name?: schema = Schemas.reference(name)
            case nil where mediaType.hasPrefix("text/"): schema = ["type": "string"]
            case nil: schema = [:]
            }
            let body: JSON = ["schema": schema]
            let events: JSON = ["schema": ["type": "string"]]
            content = JSON([(mediaType, body), ("text/event-stream", answer.streams ? events : nil)])
        }
        return JSON([("description", JSON(answer.meaning)), ("content", content)])
    }
}
