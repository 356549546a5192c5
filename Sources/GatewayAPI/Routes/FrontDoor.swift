import HTTPTypes
public import Hummingbird
public import Logging
public import WireJSON

/// Who may come in: keys, bounds on bodies and on what runs at once. Shared by all routes.
public struct FrontDoor: Sendable {
    public var keys: AccessKeys
    public var logger: Logger
    let bodies: BodyReader
    let slots: Slots
    let answers: AnswerLimits

    /// Sets up the door for the whole program; make one.
    public init(keys: AccessKeys, settings: GatewaySettings, logger: Logger) {
        self.keys = keys
        self.logger = logger
        bodies = BodyReader(settings: settings)
        slots = Slots(max: settings.concurrentRequestsMax)
        answers = AnswerLimits(settings: settings)
    }

    /// Reads a whole form body for a page, within the bounds of an edit.
    public func form(
        _ request: Request, _ context: GatewayContext, limit: Int, parts: Int = MultipartLimits().parts
    ) async throws(WireError) -> [MultipartPart] {
        try await bodies.form(request, context, limit: limit, parts: parts)
    }

    /// Reads a whole JSON body.
    public func json(_ request: Request, _ context: GatewayContext, limit: Int) async throws(WireError) -> JSON {
        try await bodies.json(request, context, limit: limit)
    }

    /// Runs `work` in one of the places for requests that make pictures, or says that all are taken.
    public func inSlot<Value>(_ work: () async throws(WireError) -> Value) async throws(WireError) -> Value {
        guard slots.take() else { throw .busy }
        defer { slots.giveBack() }
        return try await work()
    }

    /// The answer to a caller without the right; nil for one who has it.
    func refusal(
        _ right: Right, _ request: Request, _ context: GatewayContext, pageCheck: DeclaredRoutes.PageCheck?
    ) async -> Response? {
        let wanted: AccessKeys.Kind
        switch right {
        case .open: return nil
        case .tryPage, .desk, .flagger:
            guard let pageCheck else { return WireError.keyMissing.response(context) }
            return await pageCheck(request, context)
        case .platform: wanted = .platform
        case .staff: wanted = .admin
        }
        guard let key = AccessKeys.key(in: request.headers) else { return WireError.keyMissing.response(context) }
        guard let kind = keys.kind(of: key) else { return WireError.keyUnknown.response(context) }
        return kind == wanted ? nil : WireError.keyOfOtherKind.response(context)
    }
}
