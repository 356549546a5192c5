import GatewayAPI
import WireJSON

/// The fields of a form of the desk, as text. Names may repeat where the page has several boxes of one name.
struct StaffForm: Sendable {
    private var fields: [String: [String]] = [:]

    /// An empty form.
    init() {}

    init(_ parts: [MultipartPart]) {
        for part in parts where part.filename == nil {
            guard let text = UTF8Check.text(part.bytes) else { continue }
            fields[part.name, default: []].append(text)
        }
    }

    /// All values of a name, in the form's order.
    func all(_ name: String) -> [String] { fields[name] ?? [] }

    /// The one value of a name without space around it; empty where it is missing or comes twice.
    func line(_ name: String) -> String {
        let values = all(name)
        guard values.count == 1 else { return "" }
        return values[0].trimmingPrefix(while: \.isWhitespace).reversed().trimmingPrefix(while: \.isWhitespace)
            .reversed().map(String.init).joined()
    }

    /// The words of a text area, with plain line ends.
    func words(_ name: String) -> String { line(name).replacing("\r\n", with: "\n") }

    /// A value from a closed list; nil for anything else.
    func choice<Value: RawRepresentable>(_ name: String) -> Value? where Value.RawValue == String {
        Value(rawValue: line(name))
    }

    /// Every value of a closed list that was ticked.
    func choices<Value: RawRepresentable & Hashable>(_ name: String) -> Set<Value> where Value.RawValue == String {
        Set(all(name).compactMap(Value.init(rawValue:)))
    }

    func isOn(_ name: String) -> Bool { !line(name).isEmpty }

    /// True when the form carries the session's token.
    func carries(_ token: String) -> Bool {
        let given = all("token")
        return given.count == 1 && AccessKeys.equal(Array(given[0].utf8), Array(token.utf8))
    }
}
