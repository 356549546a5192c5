public import Casework
import WireJSON

/// Which of a provider's words give which roles.
public struct RoleClaim: Hashable, Sendable {
    /// Words that are looked at in one token at most.
    public static let wordsMax = 1000

    private let name: String
    /// By the bytes of the word: a group that only looks like another gives none of its roles.
    private let roles: [[UInt8]: Set<Role>]

    /// Takes the claim's name and a map from its values to roles. The name is either a claim's name as it
    /// is, or a path into an object with points between, for instance `realm_access.roles`. Throws `.settings` for an
    /// empty name and for a map without a role.
    public init(name: String, roles: [String: Set<Role>]) throws(OIDCError) {
        guard (1...256).contains(name.utf8.count), roles.values.contains(where: { !$0.isEmpty }) else {
            throw .settings(.roles)
        }
        self.name = name
        self.roles = Dictionary(uniqueKeysWithValues: roles.map { (Array($0.key.utf8), $0.value) })
    }

    /// The roles that the claims give; a claim is one word or an array of words.
    func roles(in claims: JSON) -> Set<Role> {
        guard let claim = claims.member(name) ?? path(in: claims) else { return [] }
        let words = claim.elements.map { $0.prefix(Self.wordsMax).compactMap { $0.text } } ?? claim.text.map { [$0] }
        return (words ?? []).reduce(into: []) { $0.formUnion(roles[Array($1.utf8)] ?? []) }
    }

    private func path(in claims: JSON) -> JSON? {
        name.split(separator: ".", omittingEmptySubsequences: false).reduce(Optional(claims)) { value, part in
            value?.member(String(part))
        }
    }
}
