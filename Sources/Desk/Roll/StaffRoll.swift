public import AuditTrail
import Casework
import SafetyModel
public import Screening
public import StaffAccess

/// Who works at the desk: members, their sessions, who is let in; and the registers of flaggers and authorities.
///
/// INVARIANT: members change one at a time and only here, so that a one-time code counts once and no failed attempt is
/// lost.
public actor StaffRoll: StaffRegister {
    /// Members at most.
    static let membersMax = 500
    /// Sessions at most that one member has at once; the oldest end.
    static let sessionsMax = 8
    /// Who waits to be let in, at most: each takes the time of a passphrase check.
    static let waitingMax = 32
    static let signInsMax = 24
    /// What a session's forms carry their token for.
    static let formPurpose = "desk"

    let desk: CaseDesk
    let ledger: any Ledger
    let digester: KeyedDigest
    let clock: Timepiece
    let entrance: StaffEntrance
    let random: RandomSource
    /// What the authenticator app shows beside the member's name.
    let issuer: String
    let signInProvider: SignInProvider?
    var members: [StaffID: StaffMember] = [:]
    var sessions: [TokenDigest: SessionRecord] = [:]
    var visits = OpenVisits()
    /// Sign-ins that wait or are checked; they leave room for what administrators do.
    var signIns = 0
    private var turns = Turns(waitingMax: StaffRoll.waitingMax)

    /// Reads who works here and which sessions go on.
    public static func open(
        desk: CaseDesk, store: any DeskStore, ledger: any Ledger, digester: KeyedDigest, issuer: String,
        random: RandomSource, provider: SignInProvider? = nil, cost: PassphraseCost = .standard
    ) async throws(DeskError) -> StaffRoll {
        let roll = StaffRoll(desk, ledger, digester, issuer, random, provider, cost)
        await roll.take(
            members: try await Documents.all(.staff, in: store), sessions: try await Documents.all(.session, in: store))
        return roll
    }

    private init(
        _ desk: CaseDesk, _ ledger: any Ledger, _ digester: KeyedDigest, _ issuer: String, _ random: RandomSource,
        _ provider: SignInProvider?, _ cost: PassphraseCost
    ) {
        self.desk = desk
        self.ledger = ledger
        self.digester = digester
        self.issuer = issuer
        self.random = random
        signInProvider = provider
        clock = desk.clock
        entrance = StaffEntrance(cost: cost, random: random)
    }

    private func take(members: [StaffMember], sessions: [SessionRecord]) {
        for member in members { self.members[member.id] = member }
        for session in sessions where session.endsAt > clock.now() { self.sessions[session.digest] = session }
    }

    /// Members change in here, one after the other.
    func inTurn<Value: Sendable>(
        _ work: @Sendable (isolated StaffRoll) async throws(DeskError) -> Value
    ) async throws(DeskError) -> Value {
        switch turns.enter() {
        case .now: break
        case .wait: await withCheckedContinuation { turns.wait($0) }
        case .full: throw .unavailable
        }
        defer { turns.end() }
        return try await work(self)
    }

    func named(_ name: String) -> StaffMember? {
        SignInName(name).flatMap { name in members.values.first { $0.name == name } }
    }

    /// Stores a member as they are from now on, with a record of why.
    func store(_ member: StaffMember, action: String, by actor: StaffID?) async throws(DeskError) {
        guard let document = Documents.document(.staff, member.id.text, member) else { throw .unavailable }
        try await commit([.putDocument(document), note(action, about: member.id, by: actor)])
        members[member.id] = member
    }

    func note(_ action: String, about member: StaffID?, by actor: StaffID?) -> LedgerWrite {
        var fields = ["action": action]
        if let actor { fields["by"] = digester.digest(["staff", actor.text]) }
        let subject = member.map { digester.digest(["staff", $0.text]) } ?? "staff"
        return .audit(AuditEntry(kind: .staffAction, subject: subject, at: clock.now(), fields: fields))
    }

    func commit(_ writes: [LedgerWrite]) async throws(DeskError) {
        do throws(StoreError) { try await ledger.commit(writes) } catch { throw .unavailable }
    }

    func mustBeAdmin(_ member: Member) throws(DeskError) {
        guard member.role == .admin else { throw .refused(.notAllowed(.confirmSender)) }
    }
}
