import HTTPTypes
import SafetyModel
import Screening

/// Who asks, as the platform's headers say. Read on routes that need a platform key, and nowhere else.
enum RequesterHeaders {
    /// Names of accounts and owners: this many bytes at most.
    static let accountBytesMax = 256

    /// Reads the headers; `user` is what the body says.
    static func read(_ headers: HTTPFields, user: String?) throws(WireError) -> Requester {
        var requester = Requester()
        if let name = try name(headers, .user) {
            requester.account = AccountID(text: name)
        } else if let user, !user.isEmpty {
            guard isName(user) else { throw .invalid("user", "`user` is not a valid account name") }
            requester.account = AccountID(text: user)
        }
        requester.tier = try tier(headers)
        requester.adultVerified = try word(headers, .adultVerified, ["true": true, "false": false]) ?? false
        requester.audience = try word(headers, .audience, ["public": .public, "private": .private]) ?? .public
        requester.country = try country(headers)
        requester.pictureOwner = try name(headers, .pictureOwner).map { AccountID(text: $0) }
        return requester
    }

    private static func value(_ headers: HTTPFields, _ name: HTTPField.Name) throws(WireError) -> String? {
        let values = headers[values: name]
        guard values.count <= 1 else { throw .invalid(name.canonicalName, "the header occurs twice") }
        guard let value = values.first?.trimmed, !value.isEmpty else { return nil }
        return value
    }

    private static func name(_ headers: HTTPFields, _ name: HTTPField.Name) throws(WireError) -> String? {
        guard let value = try value(headers, name) else { return nil }
        guard isName(value) else {
            throw .invalid(name.canonicalName, "the header is not a valid account name")
        }
        return value
    }

    /// Printable, without spaces at the ends, within the bound.
    static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= accountBytesMax && text.trimmed == text
            && text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
    }

    private static func tier(_ headers: HTTPFields) throws(WireError) -> String? {
        guard let value = try value(headers, .tier) else { return nil }
        let valid =
            value.utf8.count <= 64
            && value.utf8.allSatisfy { byte in
                byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
                    || Character(Unicode.Scalar(byte)).isLetter || Character(Unicode.Scalar(byte)).isNumber
            }
        guard valid, value.utf8.allSatisfy({ $0 < 0x80 }) else {
            throw .invalid("x-vangrail-tier", "the header must be up to 64 letters, digits, hyphens")
        }
        return value
    }

    private static func word<Value>(
        _ headers: HTTPFields, _ name: HTTPField.Name, _ words: [String: Value]
    ) throws(WireError) -> Value? {
        guard let value = try value(headers, name) else { return nil }
        guard let found = words[value.lowercased()] else {
            let allowed = words.keys.sorted().map { "`\($0)`" }.joined(separator: " or ")
            throw .invalid(name.canonicalName, "the header must be \(allowed)")
        }
        return found
    }

    private static func country(_ headers: HTTPFields) throws(WireError) -> String? {
        guard let value = try value(headers, .country)?.lowercased() else { return nil }
        guard value.utf8.count == 2, value.utf8.allSatisfy({ (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) })
        else { throw .invalid("x-vangrail-country", "the header must be two letters (ISO 3166)") }
        return value
    }
}
