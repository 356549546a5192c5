extension JSON: ExpressibleByStringLiteral, ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// A string.
    public init(stringLiteral value: String) { self = .string(JSONText(value)) }
    /// A whole number.
    public init(integerLiteral value: Int) { self = .number(JSONNumber(text: String(value))) }
    /// True or false.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    /// An array.
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }
    /// An object; its keys are written as they stand.
    public init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(JSONObject(elements.map { (key: $0.0, value: $0.1) }))
    }

    /// A string.
    public init(_ text: String) { self = .string(JSONText(text)) }
    /// A string, or null.
    public init(_ text: String?) { self = text.map { JSON($0) } ?? .null }
    /// A whole number.
    public init(_ number: Int) { self = .number(JSONNumber(text: String(number))) }
    /// A number with at most four digits behind the point.
    public init(_ number: Double) {
        let rounded = (number * 10_000).rounded() / 10_000
        self = rounded.isFinite ? .number(JSONNumber(text: "\(rounded)")) : .null
    }
    /// An object from members in order; a member that is nil is left out.
    public init(_ members: [(String, JSON?)]) {
        self = .object(JSONObject(members.compactMap { name, value in value.map { (key: name, value: $0) } }))
    }
}
