import HTTPTypes
public import Hummingbird

/// The routes of the program. Adding here is the only way to serve anything: a route says its right, its answers and
/// what it is for, or the router is not built.
public struct DeclaredRoutes: Sendable {
    /// Answers a request whose right was checked.
    public typealias Handler = @Sendable (Request, GatewayContext) async throws(WireError) -> Response

    /// Lets a request for a page pass (nil) or answers it.
    public typealias PageCheck = @Sendable (Request, GatewayContext) async -> Response?

    /// What was declared, in order.
    public private(set) var declarations: [RouteDeclaration] = []
    private var handlers: [Handler] = []
    /// Checks the right `tryPage`; set by the target that has pages.
    public var pageCheck: PageCheck?
    /// Checks the right `desk`; set by the target that has the desk.
    public var deskCheck: PageCheck?
    /// Checks the right `flagger`.
    var flaggerCheck: PageCheck?

    public init() {}

    /// Declares a route and what answers it.
    public mutating func add(_ declaration: RouteDeclaration, handler: @escaping Handler) {
        declarations.append(declaration)
        handlers.append(handler)
    }

    /// Builds the router and verifies it: what is served and what is declared are the same.
    public func makeRouter(_ door: FrontDoor) throws(RouteError) -> Router<GatewayContext> {
        try checkDeclarations()
        let router = Router(context: GatewayContext.self)
        router.add(middleware: FrontDoorMiddleware(door: door, declarations: declarations))
        for (declaration, handler) in zip(declarations, handlers) {
            let check = pageCheck(for: declaration.right)
            router.on(RouterPath(declaration.path), method: declaration.method) { request, context in
                if let refusal = await door.refusal(declaration.right, request, context, pageCheck: check) {
                    return refusal
                }
                return try await handler(request, context)
            }
            guard declaration.method == .get else { continue }
            router.on(RouterPath(declaration.path), method: .head) { request, context in
                if let refusal = await door.refusal(declaration.right, request, context, pageCheck: check) {
                    return refusal.headOnly
                }
                do throws(WireError) { return try await handler(request, context).headOnly } catch {
                    return error.response(context).headOnly
                }
            }
        }
        try verify(router)
        return router
    }

    /// Throws unless the router serves exactly what is declared.
    func verify(_ router: Router<GatewayContext>) throws(RouteError) {
        let served = Set(router.routes.map { "\($0.method.rawValue) \($0.path.description)" })
        // What answers GET answers HEAD, with the same right.
        let heads = declarations.filter { $0.method == .get }.map { "HEAD \($0.path)" }
        let declared = Set(declarations.map(\.name) + heads)
        if let stray = served.subtracting(declared).min() { throw .undeclared(stray) }
        if let missing = declared.subtracting(served).min() { throw .notServed(missing) }
    }

    /// What checks a right of people and of flaggers; nil for rights of keys in the settings, which the door checks itself.
    private func pageCheck(for right: Right) -> PageCheck? {
        switch right {
        case .tryPage: pageCheck
        case .desk: deskCheck
        case .flagger: flaggerCheck
        case .open, .platform, .staff: nil
        }
    }

    private func checkDeclarations() throws(RouteError) {
        var names: Set<String> = []
        for declaration in declarations {
            let name = declaration.name
            guard names.insert(name).inserted else { throw .declaredTwice(name) }
            guard declaration.path.hasPrefix("/") else { throw .incomplete(name, missing: "path") }
            guard !declaration.summary.isEmpty else { throw .incomplete(name, missing: "summary") }
            let statuses = declaration.answers.map(\.status)
            guard !statuses.isEmpty, Set(statuses).count == statuses.count else {
                throw .incomplete(name, missing: "answers")
            }
            switch declaration.right {
            case .open: break
            case .platform, .staff, .flagger:
                guard statuses.contains(401), statuses.contains(403) else {
                    throw .incomplete(name, missing: "answers to callers without the right")
                }
            case .tryPage, .desk: break
            }
            let isChecked = [.open, .platform, .staff].contains(declaration.right)
            guard isChecked || pageCheck(for: declaration.right) != nil else { throw .rightUnchecked(name) }
        }
    }
}

extension Response {
    /// The answer without its body, its length still told.
    fileprivate var headOnly: Response {
        var response = self
        let length = body.contentLength
        response.body = ResponseBody()
        response.headers[.contentLength] = length.map { String($0) }
        return response
    }
}
