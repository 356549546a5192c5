public import HTTPTypes
public import Hummingbird
public import WireJSON

/// A request that is answered with an error, in the shape of the OpenAI dialect. Refusals are not errors: they are
/// decisions, and are answered by `DecisionAnswer`.
public struct WireError: Error, Hashable, Sendable {
    public var status: Int
    public var type: String
    public var code: String
    public var message: String
    /// The field, part or header that is at fault.
    public var param: String?
    /// Clients obey this; nil leaves it to the status.
    public var shouldRetry: Bool?
    public var retryAfterSeconds: Int?
    /// The connection cannot be used again, because the request was not read to its end.
    var closesConnection = false
    /// Methods that the address does have, for 405.
    var allow: [String] = []

    public init(
        _ status: Int, type: String = "invalid_request_error", code: String, _ message: String, param: String? = nil,
        shouldRetry: Bool? = nil, retryAfterSeconds: Int? = nil
    ) {
        self.status = status
        self.type = type
        self.code = code
        self.message = message
        self.param = param
        self.shouldRetry = shouldRetry
        self.retryAfterSeconds = retryAfterSeconds
    }

    static let keyMissing = WireError(
        401, code: "invalid_api_key", "no API key was given; send it as `Authorization: Bearer KEY`")
    static let keyUnknown = WireError(401, code: "invalid_api_key", "the API key is not known here")
    static let keyOfOtherKind = WireError(
        403, type: "permission_error", code: "key_not_allowed", "this API key does not open this address")
    static let busy = WireError(
        503, type: "server_error", code: "overloaded", "too many requests run at once; try again in a moment",
        shouldRetry: true, retryAfterSeconds: 1)
    static let storeUnavailable = WireError(
        503, type: "server_error", code: "store_unavailable", "the store does not answer; try again in a moment",
        shouldRetry: true, retryAfterSeconds: 2)
    static let internalFailure = WireError(
        500, type: "server_error", code: "internal_error", "something went wrong here", shouldRetry: false)
    static let notFound = WireError(404, code: "not_found", "there is nothing at this address")

    static func tooLarge(limit: Int) -> WireError {
        var error = WireError(413, code: "request_too_large", "the body is larger than \(limit) bytes")
        error.closesConnection = true
        return error
    }

    static let tooSlow: WireError = {
        var error = WireError(408, code: "request_timeout", "the body did not arrive in time", shouldRetry: false)
        error.closesConnection = true
        return error
    }()

    static let interrupted: WireError = {
        var error = WireError(400, code: "request_interrupted", "the body was cut off")
        error.closesConnection = true
        return error
    }()

    static func methodNotAllowed(_ allowed: [String]) -> WireError {
        var error = WireError(405, code: "method_not_allowed", "this address does not have this method")
        error.allow = allowed
        return error
    }

    /// A field, part or header that is missing or wrong.
    public static func invalid(_ param: String?, _ message: String, code: String = "invalid_value") -> WireError {
        WireError(400, code: code, message, param: param)
    }

    /// The error object, all four keys of the dialect.
    var json: JSON {
        ["error": ["message": JSON(message), "type": JSON(type), "param": JSON(param), "code": JSON(code)]]
    }

    /// The answer to send.
    public func response(_ context: GatewayContext) -> Response {
        context.note.set(code: code)
        var headers = HTTPFields()
        if let shouldRetry { headers[.shouldRetry] = shouldRetry ? "true" : "false" }
        if let retryAfterSeconds { headers[.retryAfter] = String(retryAfterSeconds) }
        if closesConnection { headers[.connection] = "close" }
        if status == 401 { headers[.wwwAuthenticate] = "Bearer" }
        if !allow.isEmpty { headers[.allow] = allow.joined(separator: ", ") }
        return .json(json, status: HTTPResponse.Status(code: status), headers: headers)
    }
}

extension Response {
    /// An answer with a JSON body.
    public static func json(
        _ json: JSON, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
    ) -> Response {
        var headers = headers
        headers[.contentType] = "application/json"
        return Response(status: status, headers: headers, body: json.body)
    }
}
