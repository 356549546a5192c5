import Casework
import Desk
import SafetyModel

/// Stands where the desk's own door and register belong until they are put in here: nobody can sign in, and everything
/// else says that it is not available.
struct DeskNotWired: StaffDoor, StaffRegister {
    let settings = CaseworkSettings()

    func queue(_ wish: QueueWish, for member: Member, limit: Int, offset: Int) async throws(DeskError) -> QueuePage {
        throw .unavailable
    }
    func caseView(_ id: CaseID, for member: Member) async throws(DeskError) -> CaseView { throw .unavailable }
    // WHY: the program has a command `case` of its own.
    func perform(_ command: Casework.CaseCommand, on id: CaseID, by member: Member) async throws(DeskError)
        -> CaseFile
    {
        throw .unavailable
    }
    func seal(_ words: String, in id: CaseID, by member: Member) async throws(DeskError) -> SealedID {
        throw .unavailable
    }
    func picture(_ item: ItemID, in id: CaseID, as view: PictureView, for member: Member)
        async throws(DeskError) -> Picture
    { throw .unavailable }
    func search(_ words: String, for member: Member) async throws(DeskError) -> [QueueEntry] { throw .unavailable }
    func account(_ id: AccountID, for member: Member) async throws(DeskError) -> AccountView { throw .unavailable }
    func exposure(of member: Member) async throws(DeskError) -> Exposure { throw .unavailable }
    func forecast(for member: Member) async throws(DeskError) -> WorkForecast { throw .unavailable }
    func changes() -> AsyncStream<CaseID> { AsyncStream { $0.finish() } }

    func signIn(name: String, passphrase: String, code: String, from address: String)
        async throws(DeskError) -> SignInOutcome
    { throw .unavailable }
    func session(_ secret: String) async -> StaffSession? { nil }
    func signOut(_ secret: String) async {}
    func invitation(_ secret: String) async throws(DeskError) -> Enrolment { throw .unavailable }
    func enrol(_ secret: String, passphrase: String, code: String) async throws(DeskError) -> [String] {
        throw .unavailable
    }
    func members(for member: Member) async throws(DeskError) -> [StaffRow] { throw .unavailable }
    func invite(_ id: StaffID, name: String, roles: Set<Role>, by member: Member) async throws(DeskError) -> String {
        throw .unavailable
    }
    func change(_ id: StaffID, roles: Set<Role>, isActive: Bool, by member: Member) async throws(DeskError) {
        throw .unavailable
    }
    func flaggers(for member: Member) async throws(DeskError) -> [TrustedFlagger] { throw .unavailable }
    func put(_ flagger: TrustedFlagger, by member: Member) async throws(DeskError) { throw .unavailable }
    func authorities(for member: Member) async throws(DeskError) -> [Authority] { throw .unavailable }
    func put(_ authority: Authority, by member: Member) async throws(DeskError) { throw .unavailable }
}
