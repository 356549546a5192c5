public import Casework
import SafetyModel
import Screening
import StaffAccess

// Who may work here, and the registers that only an administrator changes.
extension StaffRoll {
    /// Everybody, by their short names.
    public func members(for member: Member) async throws(DeskError) -> [StaffRow] {
        guard [.admin, .lead, .auditor].contains(member.role) else { throw .refused(.notAllowed(.confirmSender)) }
        return members.values.sorted { $0.id.text < $1.id.text }.map { member in
            StaffRow(
                id: member.id, name: member.displayName, roles: member.roles, isActive: member.isActive,
                isEnrolled: member.isEnrolled)
        }
    }

    /// Makes an invitation that counts once, for three days.
    public func invite(
        _ id: StaffID, name: String, roles: Set<Role>, by member: Member
    ) async throws(DeskError) -> String {
        try mustBeAdmin(member)
        return try await inTurn { roll async throws(DeskError) in
            guard roll.members[id] == nil else { throw .invalid(.name) }
            return try await roll.invite(id, name, roles, by: member.id)
        }
    }

    /// The same for somebody who is there already; name and roles stay.
    public func inviteAnew(_ id: StaffID, by member: Member) async throws(DeskError) -> String {
        try mustBeAdmin(member)
        return try await inTurn { roll async throws(DeskError) in
            guard roll.members[id] != nil else { throw .unknown }
            return try await roll.invite(id, nil, nil, by: member.id)
        }
    }

    /// Both by whoever holds the admin key: the way in for the first administrator, and for the only one who lost it.
    public func invite(_ id: StaffID, name: String?, roles: Set<Role>?) async throws(DeskError) -> String {
        try await inTurn { roll async throws(DeskError) in try await roll.invite(id, name, roles, by: nil) }
    }

    private func invite(
        _ id: StaffID, _ name: String?, _ roles: Set<Role>?, by actor: StaffID?
    ) async throws(DeskError) -> String {
        let known = members[id]
        guard let signInName = SignInName(id.text), signInName.text == id.text,
            let name = name ?? known?.displayName, !name.isEmpty, name.unicodeScalars.count <= 100,
            let roles = roles ?? known?.roles, !roles.isEmpty
        else { throw .invalid(.name) }
        let now = clock.now()
        let invited: (member: StaffMember, token: SecretToken)
        if let known {
            invited = known.reactivated().renamed(name, roles: roles).invited(at: now, random: random)
        } else {
            guard members.count < Self.membersMax else { throw .refused(.tooMany) }
            invited = StaffMember.invited(
                id: id, name: signInName, displayName: name, roles: roles, at: now, random: random)
        }
        // WHY: whoever holds the admin key can invite another administrator at any time.
        if actor != nil { try mustLeaveAdmin(invited.member) }
        try await store(invited.member, action: "invited", by: actor)
        return invited.token.text
    }

    /// Gives other roles, or lets somebody in no more; their sessions feel it at once.
    public func change(
        _ id: StaffID, roles: Set<Role>, isActive: Bool, by member: Member
    ) async throws(DeskError) {
        try mustBeAdmin(member)
        guard !roles.isEmpty || !isActive else { throw .invalid(.name) }
        try await inTurn { roll async throws(DeskError) in
            guard let known = roll.members[id] else { throw .unknown }
            var changed = known.renamed(known.displayName, roles: roles.isEmpty ? known.roles : roles)
            if known.isActive != isActive {
                changed = isActive ? changed.reactivated() : changed.deactivated(at: roll.clock.now())
            }
            try roll.mustLeaveAdmin(changed)
            try await roll.store(changed, action: isActive ? "changed" : "switched-off", by: member.id)
        }
    }

    /// Once somebody can administer the desk, somebody always can.
    private func mustLeaveAdmin(_ changed: StaffMember) throws(DeskError) {
        guard let before = members[changed.id], before.administers, !changed.administers else { return }
        guard members.values.contains(where: { $0.id != changed.id && $0.administers }) else {
            throw .lastAdministrator
        }
    }

    /// Trusted flaggers, by their ids.
    public func flaggers(for member: Member) async throws(DeskError) -> [TrustedFlagger] { await desk.flaggers }

    /// Adds one or replaces it.
    public func put(_ flagger: TrustedFlagger, by member: Member) async throws(DeskError) {
        try mustBeAdmin(member)
        var flagger = flagger
        flagger.keyDigest = await desk.flaggers.first { $0.id == flagger.id }?.keyDigest
        try await desk.put(flagger, with: [note("flagger-\(flagger.id.text)", about: nil, by: member.id)])
    }

    /// A new key for a flagger's machine door, shown once.
    public func makeKey(for id: FlaggerID, by member: Member) async throws(DeskError) -> String {
        try mustBeAdmin(member)
        guard var flagger = await desk.flaggers.first(where: { $0.id == id }) else { throw .unknown }
        let key = SecretToken(random: random)
        flagger.keyDigest = key.digest.hex
        try await desk.put(flagger, with: [note("flagger-key-\(id.text)", about: nil, by: member.id)])
        return key.text
    }

    /// The flagger that a key belongs to.
    public func flagger(behind key: String) async -> FlaggerID? {
        guard let token = SecretToken(text: key) else { return nil }
        return await desk.flaggers.first { $0.keyDigest == token.digest.hex }?.id
    }

    /// Authorities that send orders and take reports, by their ids.
    public func authorities(for member: Member) async throws(DeskError) -> [Authority] { await desk.authorities }

    /// Adds one or replaces it.
    public func put(_ authority: Authority, by member: Member) async throws(DeskError) {
        try mustBeAdmin(member)
        try await desk.put(authority, with: [note("authority-\(authority.id.text)", about: nil, by: member.id)])
    }
}

extension StaffMember {
    fileprivate var administers: Bool { isActive && isEnrolled && roles.contains(.admin) }
}
