import Casework
import Desk
import SafetyModel

/// Stands where the register of staff belongs until it is put in here: nobody can sign in, and everything else says that
/// it is not available.
struct RegisterNotWired: StaffRegister {
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
