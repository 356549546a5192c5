internal import Foundation

/// A passphrase as bytes that are the same however it was typed: Unicode's form NFKC, in UTF-8.
public struct Passphrase: Sendable {
    /// Unicode scalars that a new passphrase has at least, after NFKC.
    public static let scalarsMin = 12
    /// Bytes of UTF-8 that somebody may type at most.
    public static let bytesMax = 1024

    let normalised: String

    var bytes: [UInt8] { Array(normalised.utf8) }

    /// What somebody typed to sign in; nil when it is empty or longer than `bytesMax`, so that it cannot be right.
    public init?(typed text: String) {
        guard !text.isEmpty, text.utf8.count <= Self.bytesMax else { return nil }
        normalised = text.precomposedStringWithCompatibilityMapping
    }

    /// What somebody chose as a new passphrase. `names` are the names that they go by: what signs them in and what
    /// others see.
    public init(choosing text: String, names: [String]) throws(PassphraseError) {
        guard text.utf8.count <= Self.bytesMax else { throw .tooLong }
        guard let typed = Passphrase(typed: text), typed.normalised.unicodeScalars.count >= Self.scalarsMin else {
            throw .tooShort
        }
        try PassphraseRules.check(typed.normalised, names: names)
        self = typed
    }
}

extension Passphrase: CustomStringConvertible, CustomReflectable {
    /// Hides the passphrase from logs.
    public var description: String { "Passphrase(hidden)" }
    /// Hides the passphrase from dumps.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
