import HTTPTypes
import Hummingbird
import SafetyModel
import Screening
import WireJSON

/// `POST /v1/images/generations`, `/edits` and `/variations`. The request that goes on is rebuilt from parsed values.
struct ImageRoutes: Sendable {
    let services: GatewayServices
    let door: FrontDoor
    let settings: GatewaySettings

    /// How many pictures an edit may have.
    private static let picturesMax = 16

    private func pictures(_ context: GatewayContext) -> PictureInput {
        PictureInput(
            fetcher: services.fetcher, bytesMax: settings.pictureBytesMax, room: door.bodies.room(context))
    }

    func generations(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        let json = try await door.bodies.json(request, context, limit: settings.textBodyBytesMax)
        var fields = try ImageFields(json)
        return try await run(.generate, &fields, pictures: [], params: [], mask: nil, request, context)
    }

    func edits(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        let type = request.headers[.contentType].flatMap { HeaderValue($0) }?.main.lowercased()
        guard type == "application/json" else { return try await formEdit(request, context) }
        let json = try await door.bodies.json(request, context, limit: settings.pictureBodyBytesMax)
        var fields = try ImageFields(json)
        var (images, params, mask) = ([Picture](), [String](), Picture?.none)
        // WHY: what is fetched takes a place, like everything that takes time and memory.
        try await door.inSlot { () async throws(WireError) in
            (images, params) = try await addressed(&fields, pictures(context))
            if case .json(let value)? = fields.take("mask") {
                mask = try await pictures(context).picture(value, param: "mask")
            }
        }
        return try await run(.edit, &fields, pictures: images, params: params, mask: mask, request, context)
    }

    func variations(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        let parts = try await door.bodies.form(request, context, limit: settings.pictureBodyBytesMax)
        var fields = try ImageFields(parts)
        let files = try fields.takeFiles("image")
        guard let file = files.first else { throw Self.missing("image") }
        let image = try pictures(context).picture(file, param: "image")
        return try await run(.vary, &fields, pictures: [image], params: ["image"], mask: nil, request, context)
    }

    private func formEdit(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        let parts = try await door.bodies.form(request, context, limit: settings.pictureBodyBytesMax)
        var fields = try ImageFields(parts)
        let single = try fields.takeFiles("image")
        let several = try fields.takeFiles("image[]")
        guard single.isEmpty || several.isEmpty else {
            throw .invalid("image", "send the pictures as `image` or as `image[]`, not as both")
        }
        let files = single + several
        guard !files.isEmpty else { throw Self.missing("image") }
        guard files.count <= Self.picturesMax else { throw Self.tooMany("image") }
        var images: [Picture] = []
        let params = single.isEmpty ? files.indices.map { "image[\($0)]" } : ["image"]
        for (file, param) in zip(files, params) { images.append(try pictures(context).picture(file, param: param)) }
        let masks = try fields.takeFiles("mask") + fields.takeFiles("mask[]")
        guard masks.count <= 1 else { throw .invalid("mask", "there can be one mask", code: "duplicate_part") }
        let mask = try masks.first.map { part throws(WireError) in try pictures(context).picture(part, param: "mask") }
        return try await run(.edit, &fields, pictures: images, params: params, mask: mask, request, context)
    }

    /// The pictures of a JSON edit: `images`, a list of objects with an address.
    private func addressed(
        _ fields: inout ImageFields, _ pictures: PictureInput
    ) async throws(WireError) -> ([Picture], [String]) {
        guard case .json(let value)? = fields.take("images") else { throw Self.missing("images") }
        guard case .array(let elements) = value, !elements.isEmpty else {
            throw .invalid("images", "`images` must be a list with at least one picture")
        }
        guard elements.count <= Self.picturesMax else { throw Self.tooMany("images") }
        var images: [Picture] = []
        var params: [String] = []
        for (index, element) in elements.enumerated() {
            let param = "images[\(index)]"
            images.append(try await pictures.picture(element, param: param))
            params.append(param)
        }
        return (images, params)
    }

    private func run(
        _ operation: Operation, _ fields: inout ImageFields, pictures: [Picture], params: [String], mask: Picture?,
        _ request: Request, _ context: GatewayContext
    ) async throws(WireError) -> Response {
        let known = try ImageParameters(&fields, for: operation)
        let unknown = try UnknownFields(fields.rest, allowed: settings.extraFields)
        var parameters = known.parameters
        parameters.extra = unknown.extra
        let image = ImageRequest(
            operation: operation, prompt: Prompt(turns: [known.prompt], sideTexts: unknown.sideTexts),
            pictures: pictures, mask: mask,
            requester: try RequesterHeaders.read(request.headers, user: known.user), parameters: parameters,
            wantsLink: known.wantsLink)
        var names = Dictionary(uniqueKeysWithValues: params.enumerated().map { ("image-\($0.offset)", $0.element) })
        names["mask"] = "mask"
        let run = ImageRun(services: services, door: door, settings: settings)
        return known.streams
            ? try await run.stream(image, pictureParams: names, context)
            : try await run.answer(image, pictureParams: names, context)
    }

    private static func missing(_ name: String) -> WireError {
        .invalid(name, "`\(name)` is missing", code: "missing_required_parameter")
    }

    private static func tooMany(_ name: String) -> WireError {
        .invalid(name, "at most \(picturesMax) pictures can be sent", code: "array_above_max_length")
    }
}
