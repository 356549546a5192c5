import Casework
import Desk
import SafetyModel
import Screening

/// Reads the forms of the administration.
enum AdminFields {
    /// A short name for records: small letters, digits, hyphens and points.
    static func isHandle(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D || byte == 0x2E
            }
    }

    private static func country(_ text: String) throws(DeskError) -> String {
        let code = text.lowercased()
        guard LanguageCode(code).isValid else { throw .refused(.invalid(.territory)) }
        return code
    }

    static func flagger(_ form: StaffForm, now: Moment) throws(DeskError) -> TrustedFlagger {
        let id = form.line("id")
        guard isHandle(id) else { throw .invalid(.name) }
        var flagger = TrustedFlagger(
            id: FlaggerID(text: id), coordinator: try country(form.line("coordinator")), area: form.choices("area"),
            validFrom: now)
        guard !flagger.area.isEmpty else { throw .refused(.invalid(.category)) }
        if form.isOn("from") { flagger.validFrom = try day(form.line("from")) }
        if form.isOn("until") { flagger.validUntil = try day(form.line("until")) }
        flagger.isSuspended = form.isOn("suspended")
        return flagger
    }

    static func authority(_ form: StaffForm) throws(DeskError) -> Authority {
        let id = form.line("id")
        guard isHandle(id) else { throw .invalid(.name) }
        return Authority(
            id: AuthorityID(text: id), country: try country(form.line("country")), mayOrder: form.choices("orders"),
            takesReports: form.isOn("reports"))
    }

    static func scope(_ form: StaffForm) throws(DeskError) -> SwitchScope {
        let text = form.line("scope")
        guard text.utf8.count <= 300, let scope = SwitchScope(name: text) else { throw .unknown }
        switch scope {
        case .tier(let name) where name.isEmpty: throw .unknown
        case .account(let account) where account.text.isEmpty: throw .unknown
        default: return scope
        }
    }

    private static func day(_ text: String) throws(DeskError) -> Moment {
        guard let moment = Times.moment(day: text) else { throw .invalid(.words) }
        return moment
    }
}
