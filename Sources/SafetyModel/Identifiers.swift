/// A typed identifier: text that names one thing of one kind, never a bare `String`.
public protocol Identifier: Hashable, Sendable, Codable, CustomStringConvertible {
    /// The identifier as it is written on the wire, in the store and in the audit trail.
    var text: String { get }

    /// Wraps text that is already known to name such a thing.
    init(text: String)
}

extension Identifier {
    /// The identifier as it is written.
    public var description: String { text }

    /// Reads the identifier from a single string.
    public init(from decoder: any Decoder) throws {
        self.init(text: try decoder.singleValueContainer().decode(String.self))
    }

    /// Writes the identifier as a single string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// What a mark in the pixels says: 48 random bits that resolve to an output.
public struct MarkID: Hashable, Sendable {
    public static let bits = 48
    public let value: UInt64

    /// Nil for more than 48 bits.
    public init?(_ value: UInt64) {
        guard value >> Self.bits == 0 else { return nil }
        self.value = value
    }

    private init(cut value: UInt64) { self.value = value & (1 << Self.bits - 1) }

    /// A new one.
    public static func mint() -> MarkID { MarkID(cut: .random(in: 0...(.max))) }
}

/// An identifier that Vangrail makes itself: a prefix that says what it names, then 26 characters that sort by time.
public protocol MintedIdentifier: Identifier {
    /// The letters before the underscore, for instance `dec`.
    static var prefix: String { get }
}

extension MintedIdentifier {
    /// Makes an identifier from a time and 80 random bits (the ULID layout in Crockford's base 32).
    public init(at moment: Moment, random: UInt64, random2: UInt16) {
        self.init(text: Self.prefix + "_" + crockford(moment: moment, high: random2, low: random))
    }

    /// Makes an identifier from the present time and the system's random source.
    public static func mint(at moment: Moment) -> Self {
        Self(at: moment, random: .random(in: .min ... .max), random2: .random(in: .min ... .max))
    }
}

private func crockford(moment: Moment, high: UInt16, low: UInt64) -> String {
    let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
    var letters = [UInt8](repeating: 0, count: 26)
    var time = UInt64(clamping: moment.milliseconds)
    for index in stride(from: 9, through: 0, by: -1) {
        letters[index] = alphabet[Int(time & 31)]
        time >>= 5
    }
    var (upper, lower) = (UInt64(high), low)
    for index in stride(from: 25, through: 10, by: -1) {
        letters[index] = alphabet[Int(lower & 31)]
        lower = lower >> 5 | upper << 59
        upper >>= 5
    }
    return String(decoding: letters, as: UTF8.self)
}

/// Names one decision; callers see it in `x-vangrail-decision`, people quote it in a complaint.
public struct DecisionID: MintedIdentifier {
    public static let prefix = "dec"
    public let text: String
    public init(text: String) { self.text = text }
}

/// Names one case that waits for a person.
public struct CaseID: MintedIdentifier {
    public static let prefix = "case"
    public let text: String
    public init(text: String) { self.text = text }
}

/// Names one picture that the gate released or held.
public struct OutputID: MintedIdentifier {
    public static let prefix = "out"
    public let text: String
    public init(text: String) { self.text = text }
}

/// Names an entry of a bank.
public struct BankEntryID: MintedIdentifier {
    public static let prefix = "bnk"
    public let text: String
    public init(text: String) { self.text = text }
}

/// Names an account of the platform, in the platform's own words (`X-Vangrail-User`).
public struct AccountID: Identifier {
    public let text: String
    public init(text: String) { self.text = text }
}

/// Names one rule of a policy, for instance `undress-real-person`.
public struct RuleID: Identifier, ExpressibleByStringLiteral {
    public let text: String
    public init(text: String) { self.text = text }
    public init(stringLiteral value: String) { self.text = value }
}
