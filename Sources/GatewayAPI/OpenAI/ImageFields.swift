import SafetyModel
import Screening
import WireJSON

/// The fields of a request whichever way they came, JSON or form. Every field is taken once, by name and type; what is
/// left over at the end is unknown.
struct ImageFields {
    /// One field as it came.
    enum Value {
        case json(JSON)
        /// A field of a form: always text.
        case text(String)
        case file(MultipartPart)
    }

    private var fields: [(name: String, value: Value)]

    /// Takes the members of a JSON object; a member that is null is as good as absent.
    init(_ json: JSON) throws(WireError) {
        guard case .object(let object) = json else { throw .invalid(nil, "the body must be a JSON object") }
        fields = object.members.compactMap { member in
            member.value == .null ? nil : (name: member.key, value: .json(member.value))
        }
    }

    /// Takes the parts of a form. Files keep their bytes, fields become text; only `image[]` may repeat.
    init(_ parts: [MultipartPart]) throws(WireError) {
        fields = []
        var names: Set<String> = []
        for part in parts {
            guard names.insert(part.name).inserted || part.name == "image[]" else {
                let hint = part.name == "image" ? "; send several pictures as `image[]`" : ""
                throw .invalid(Self.shown(part.name), "the form has this part twice\(hint)", code: "duplicate_part")
            }
            if part.filename != nil || Self.pictureParts.contains(part.name) {
                fields.append((part.name, .file(part)))
            } else {
                guard let text = UTF8Check.text(part.bytes) else {
                    throw .invalid(Self.shown(part.name), "the part is not valid UTF-8")
                }
                fields.append((part.name, .text(text)))
            }
        }
    }

    private static let pictureParts: Set<String> = ["image", "image[]", "mask", "mask[]"]

    /// A caller's own name for something, cut to what an answer may repeat.
    static func shown(_ name: String) -> String { String(name.prefix(64)) }

    /// Takes a field out, whatever it is.
    mutating func take(_ name: String) -> Value? {
        guard let index = fields.firstIndex(where: { $0.name == name }) else { return nil }
        return fields.remove(at: index).value
    }

    /// Takes every part with that name out.
    mutating func takeFiles(_ name: String) throws(WireError) -> [MultipartPart] {
        var files: [MultipartPart] = []
        while let value = take(name) {
            guard case .file(let part) = value else { throw .invalid(name, "`\(name)` must be a file") }
            files.append(part)
        }
        return files
    }

    /// Takes a string of at most that many characters (Unicode scalars).
    mutating func string(_ name: String, max: Int) throws(WireError) -> String? {
        let text: String
        switch take(name) {
        case nil: return nil
        case .text(let value): text = value
        case .json(.string(let value)):
            guard value.byteCount <= max * 12 else { throw Self.tooLong(name, max) }
            text = value.string
        case .json(let value): throw .invalid(name, "`\(name)` must be a string, not \(value.kindName)")
        case .file: throw .invalid(name, "`\(name)` must be text, not a file")
        }
        guard text.utf8.count <= max * 4, text.unicodeScalars.count <= max else { throw Self.tooLong(name, max) }
        return text
    }

    private static func tooLong(_ name: String, _ max: Int) -> WireError {
        .invalid(name, "`\(name)` must have at most \(max) characters", code: "string_above_max_length")
    }

    /// Takes a string that must be one of those.
    mutating func choice(_ name: String, _ allowed: [String]) throws(WireError) -> String? {
        guard let value = try string(name, max: 64) else { return nil }
        guard allowed.contains(value) else {
            throw .invalid(name, "`\(name)` must be one of \(allowed.map { "`\($0)`" }.joined(separator: ", "))")
        }
        return value
    }

    /// Takes a whole number in a range.
    mutating func integer(_ name: String, _ range: ClosedRange<Int>) throws(WireError) -> Int? {
        let value: Int?
        switch take(name) {
        case nil: return nil
        case .text(let text):
            // WHY: clients write null and empty fields in forms.
            guard !text.isEmpty, text != "null" else { return nil }
            value = text.utf8.count <= 20 ? Int(text) : nil
        case .json(let json): value = json.integer
        case .file: value = nil
        }
        guard let value, range.contains(value) else {
            throw .invalid(
                name, "`\(name)` must be a whole number from \(range.lowerBound) to \(range.upperBound)",
                code: "integer_out_of_range")
        }
        return value
    }

    /// Takes true or false.
    mutating func boolean(_ name: String) throws(WireError) -> Bool? {
        switch take(name) {
        case nil: return nil
        case .json(.bool(let value)): return value
        case .text(let text) where ["true", "True", "1"].contains(text): return true
        case .text(let text) where ["false", "False", "0", "null", ""].contains(text): return false
        default: throw .invalid(name, "`\(name)` must be true or false")
        }
    }

    /// What nobody took.
    var rest: [(name: String, value: Value)] { fields }
}
