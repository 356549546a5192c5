import Casework
import SafetyModel
import StaffAccess
public import StaffFederation

/// The organisation's own sign-in.
public struct SignInProvider: Sendable {
    /// What people call it.
    public var name: String
    var client: OIDCClient

    /// Takes what people call it, and what speaks to it.
    public init(name: String, client: OIDCClient) {
        self.name = name
        self.client = client
    }
}

/// Ways to the provider that are open, each for one browser.
struct OpenVisits {
    /// At most at once; the oldest end.
    static let max = 1_000

    private var visits: [TokenDigest: PendingSignIn] = [:]

    mutating func add(_ pending: PendingSignIn, _ digest: TokenDigest, at now: Moment) {
        visits = visits.filter { now < $0.value.beganAt.adding(seconds: PendingSignIn.validSeconds) }
        if visits.count >= Self.max, let oldest = visits.min(by: { $0.value.beganAt < $1.value.beganAt }) {
            visits[oldest.key] = nil
        }
        visits[digest] = pending
    }

    /// Each serves once.
    mutating func take(_ digest: TokenDigest) -> PendingSignIn? { visits.removeValue(forKey: digest) }
}

// Signing in on the word of the organisation's provider. Its roles count, as it gives them at each sign-in.
extension StaffRoll {
    /// What the organisation's own sign-in is called.
    public nonisolated var provider: String? { signInProvider?.name }

    /// Where to send somebody who signs in there.
    public func beginAtProvider() async throws(DeskError) -> ProviderVisit {
        guard let signInProvider else { throw .unknown }
        let now = clock.now()
        do throws(OIDCError) {
            let (address, pending) = try await signInProvider.client.begin(at: now)
            let token = SecretToken(random: random)
            visits.add(pending, token.digest, at: now)
            return ProviderVisit(address: address, secret: token.text)
        } catch {
            try await commit([note("provider-\(error.code)", about: nil, by: nil)])
            throw .unavailable
        }
    }

    /// Lets in who comes back with what the provider vouches for.
    public func finishAtProvider(_ secret: String, _ answer: ProviderAnswer) async throws(DeskError) -> SignInOutcome {
        guard let signInProvider, let token = SecretToken(text: secret), let pending = visits.take(token.digest) else {
            return .wrong
        }
        let identity: FederatedIdentity
        do throws(OIDCError) {
            identity = try await signInProvider.client.finish(
                OIDCCallback(code: answer.code, state: answer.state, issuer: answer.issuer, error: answer.error),
                pending: pending, at: clock.now())
        } catch {
            try await commit([note("provider-\(error.code)", about: nil, by: nil)])
            return .wrong
        }
        return try await inTurn { roll async throws(DeskError) in
            guard let member = try await roll.admitted(identity) else { return .wrong }
            return .signedIn(try await roll.begin(for: member))
        }
    }

    private func admitted(_ identity: FederatedIdentity) async throws(DeskError) -> StaffMember? {
        guard let known = members.values.first(where: { $0.federation == identity.link }) else {
            // WHY: one person in two places could agree with themselves. Who works here already stays who they are.
            guard members.count < Self.membersMax, let name = identity.proposedName.flatMap(Self.shortName),
                members[StaffID(text: name.text)] == nil
            else {
                try await commit([note("provider-name-taken", about: nil, by: nil)])
                return nil
            }
            let member = StaffMember.federated(
                id: StaffID(text: name.text), name: name, displayName: identity.displayName ?? name.text,
                roles: identity.roles, link: identity.link, at: clock.now())
            try await store(member, action: "provider-first-sign-in", by: member.id)
            return member
        }
        let admission = StaffMember.admit(
            known, by: identity.link, displayName: identity.displayName ?? known.displayName, roles: identity.roles)
        switch admission {
        case .signedIn(let changed):
            try await store(changed ?? known, action: "provider-sign-in", by: known.id)
            return changed ?? known
        case .refused(let refusal):
            try await commit([note(refusal.code, about: known.id, by: nil)])
            return nil
        }
    }

    /// What stands before the `@`.
    private static func shortName(_ proposed: SignInName) -> SignInName? {
        SignInName(String(proposed.text.prefix { $0 != "@" }))
    }
}
