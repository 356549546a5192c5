public import HTTPTypes

/// What a route is, said before it can be served: method, path, right, what it does, takes and answers. The same words
/// make `/openapi.json`.
public struct RouteDeclaration: Sendable {
    /// One status that the route can answer.
    public struct Answer: Sendable {
        public var status: Int
        public var meaning: String
        /// The media type of the body; nil when there is none.
        public var mediaType: String?
        /// The name of a schema in `Schemas`; nil for bodies that are not JSON.
        public var schema: String?
        /// The answer can also come as server-sent events.
        public var streams: Bool

        public init(
            _ status: Int, _ meaning: String, mediaType: String? = "application/json", schema: String? = nil,
            streams: Bool = false
        ) {
            self.streams = streams
            self.status = status
            self.meaning = meaning
            self.mediaType = mediaType
            self.schema = schema
        }
    }

    /// One kind of body that the route reads.
    public struct Body: Sendable {
        public var mediaType: String
        public var schema: String

        public init(_ mediaType: String, schema: String) {
            self.mediaType = mediaType
            self.schema = schema
        }
    }

    /// A query parameter or header that the route reads.
    public struct Input: Sendable {
        public enum Place: String, Sendable { case query, header }

        public var name: String
        public var place: Place
        public var meaning: String

        public init(_ name: String, in place: Place, _ meaning: String) {
            self.name = name
            self.place = place
            self.meaning = meaning
        }
    }

    public var method: HTTPRequest.Method
    /// Absolute, with `{name}` for a segment that varies.
    public var path: String
    public var right: Right
    public var summary: String
    public var bodies: [Body]
    public var inputs: [Input]
    public var answers: [Answer]

    public init(
        _ method: HTTPRequest.Method, _ path: String, right: Right, summary: String, bodies: [Body] = [],
        inputs: [Input] = [], answers: [Answer]
    ) {
        self.method = method
        self.path = path
        self.right = right
        self.summary = summary
        self.bodies = bodies
        self.inputs = inputs
        self.answers = answers
    }

    /// Method and path, as errors and logs name the route.
    public var name: String { "\(method.rawValue) \(path)" }

    /// The names of the segments that vary.
    public var pathParameters: [String] {
        path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
    }

    /// True when an address without its query has the shape of this route's path.
    func matches(path address: String) -> Bool {
        let wanted = path.split(separator: "/")
        let given = address.split(separator: "/")
        return wanted.count == given.count
            && zip(wanted, given).allSatisfy { $0.0.hasPrefix("{") || $0.0 == $0.1 }
    }
}
