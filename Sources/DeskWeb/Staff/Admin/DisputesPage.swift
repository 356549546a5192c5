import Casework
import Desk
import SafetyModel

/// What people say against registrations of protected pictures. Nobody sees the pictures: only fingerprints were sent.
struct DisputesPage {
    let disputes: [ProtectionDispute]
    let visit: StaffVisit
    let said: Bool

    private static let address = "/desk/admin/disputes"

    var page: StaffPage {
        let list: HTML = disputes.isEmpty ? "<p class=\"hint\">Nothing waits.</p>" : .joined(disputes.map(card))
        return AdminPages.page(
            "Disputed protections", visit, said: said,
            """
            <p class="hint">A registration stops edits of its picture by everybody but its owner's account. Let it stand where
            the person shown, or somebody for them, may well have made it.</p><section class="card">\(list)</section>
            """)
    }

    private func card(_ dispute: ProtectionDispute) -> HTML {
        let registered: HTML =
            dispute.registeredAt.map { "registered \(Times.html($0))" } ?? "the registration has ended since"
        let owner: HTML = dispute.namesOwner ? ", with an account's name" : ", without an account's name"
        return """
            <article><h2><code>\(dispute.entry.text)</code></h2><p>\(registered)\(owner); disputed \(Times.html(dispute.since))</p>
            \(dispute.statements.map { "<blockquote>\($0)</blockquote>" as HTML })\(HTML.when(AdminRights.mayChange(visit.role), decide(dispute)))
            </article>
            """
    }

    private func decide(_ dispute: ProtectionDispute) -> HTML {
        AdminPages.form(
            Self.address, visit, style: "row",
            """
            <input type="hidden" name="entry" value="\(dispute.entry.text)">
            <button type="submit" name="decision" value="keep">Let it stand</button>
            <button class="danger" type="submit" name="decision" value="end">End the registration</button>
            """)
    }
}
