/// Why the routes cannot be served; the program does not start.
public enum RouteError: Error, Hashable, Sendable {
    /// Two declarations of one method and path.
    case declaredTwice(String)
    /// The declaration lacks what every route must say.
    case incomplete(String, missing: String)
    /// The router would serve something that nobody declared.
    case undeclared(String)
    /// Declared, but the router would not serve it.
    case notServed(String)
    /// No check was given for the right that the route declares.
    case rightUnchecked(String)

    /// One line for the log.
    public var message: String {
        switch self {
        case .declaredTwice(let route): "route `\(route)` is declared twice"
        case .incomplete(let route, let missing): "route `\(route)` does not declare its \(missing)"
        case .undeclared(let route): "route `\(route)` is served but not declared"
        case .notServed(let route): "route `\(route)` is declared but not served"
        case .rightUnchecked(let route): "route `\(route)` needs a right that nothing checks"
        }
    }
}
