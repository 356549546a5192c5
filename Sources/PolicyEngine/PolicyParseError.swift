/// Why a policy file is not a policy: where, what, and what was perhaps meant.
public struct PolicyParseError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The stable word for a kind of mistake.
    public enum Code: String, CaseIterable, Hashable, Sendable {
        case tooLarge = "policy-too-large"
        case notYAML = "policy-not-yaml"
        case wrongShape = "policy-wrong-shape"
        case unknownKey = "policy-unknown-key"
        case missingKey = "policy-missing-key"
        case unknownValue = "policy-unknown-value"
        case duplicate = "policy-duplicate"
        case neverFires = "policy-rule-never-fires"
        case unsafeRelease = "policy-unsafe-release"
    }

    public var code: Code
    /// The file as the caller named it.
    public var file: String
    /// Counted from 1.
    public var line: Int
    /// Lower case, no full stop, the file's words in backticks.
    public var message: String
    /// How to mend it, for instance "did you mean `refuse`?".
    public var hint: String?

    public init(code: Code, file: String, line: Int, message: String, hint: String? = nil) {
        self.code = code
        self.file = file
        self.line = line
        self.message = message
        self.hint = hint
    }

    /// `FILE:LINE: message; hint`, as editors and terminals link it.
    public var description: String { "\(file):\(line): \(message)" + (hint.map { "; \($0)" } ?? "") }
}
