/// Why a letter reached nobody.
public enum Unreached: String, CaseIterable, Hashable, Sendable, Codable {
    /// The mail server refused it for good: there is no such address, say.
    case refused
    /// The operator has set no mail server.
    case noServer = "no-server"
}
