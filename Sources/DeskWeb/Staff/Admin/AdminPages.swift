import Casework
import Desk
import SafetyModel
import Screening

/// The frame of the administration's pages, and the short ones.
enum AdminPages {
    private static let places: [(address: String, words: String, about: String)] = [
        ("/desk/admin/staff", "Staff", "Who works at the desk, and in which roles."),
        ("/desk/admin/flaggers", "Trusted flaggers", "Whose notices have priority (Art. 22)."),
        ("/desk/admin/authorities", "Authorities", "Whose orders count, and who takes reports (Art. 9, 10, 18)."),
        ("/desk/admin/switches", "Switches", "What is switched off at the gate."),
        ("/desk/admin/policy", "Policy", "The rules by which the gate judges."),
        ("/desk/admin/banks", "Banks", "Known pictures, by fingerprint only."),
        ("/desk/admin/disputes", "Disputed protections", "Registrations of pictures that somebody objects to."),
    ]

    static func page(_ title: String, _ visit: StaffVisit, said: Bool = false, _ main: HTML) -> StaffPage {
        let tabs = places.map { place -> HTML in
            "<a href=\"\(place.address)\"\(HTML.when(place.words == title, " aria-current=\"page\""))>\(place.words)</a>"
        }
        return StaffPage(
            title: title,
            main: """
                <div class="head"><h1>\(title)</h1></div>
                <nav class="tabs" aria-label="Administration">\(tabs)</nav>
                \(StaffPage.note(said ? "Done. It acts at once." : nil))\(main)
                """, visit: visit)
    }

    static func overview(_ visit: StaffVisit) -> StaffPage {
        let cards = places.map { place -> HTML in
            "<div class=\"card\"><h2><a href=\"\(place.address)\">\(place.words)</a></h2><p class=\"hint\">\(place.about)</p></div>"
        }
        return page("Administration", visit, "<div class=\"figures\">\(cards)</div>")
    }

    static func flaggerKey(_ name: String, key: String, _ visit: StaffVisit) -> StaffPage {
        shownOnce(
            "A key for \(name)",
            "Give this key, which opens /flagger/v1/notices, to \(name), by a way that only they read.",
            key, back: "/desk/admin/flaggers", visit)
    }

    static func invitation(_ name: String, secret: String, address: String, _ visit: StaffVisit) -> StaffPage {
        shownOnce(
            "Invitation", "Give this address, which works once, to \(name), by a way that only they read.",
            "\(address)/desk/invitation#\(secret)", back: "/desk/admin/staff", visit)
    }

    private static func shownOnce(
        _ title: String, _ words: String, _ secret: String, back: String, _ visit: StaffVisit
    ) -> StaffPage {
        page(
            title, visit,
            """
            <div class="card stack"><p>\(words) <strong>It is shown only now.</strong></p>
            <p class="link"><code>\(secret)</code><button class="copy" type="button" data-copy="\(secret)">Copy</button></p>
            <p><a class="button" href="\(back)">Done</a></p></div>
            """)
    }

    static func policy(_ policy: PolicyText, _ visit: StaffVisit) -> StaffPage {
        page(
            "Policy", visit,
            """
            <section class="card"><h2>\(policy.version)</h2>
            <p class="hint">Below it lies the floor in code, which no rule lowers. It changes with the file and a restart.</p>
            <pre>\(policy.rules)</pre></section>
            """)
    }

    static func form(_ address: String, _ visit: StaffVisit, style: String = "stack", _ content: HTML) -> HTML {
        """
        <form class="\(style)" method="post" action="\(address)" enctype="multipart/form-data">\(StaffPage.token(visit))\(content)</form>
        """
    }

    /// A box for each value of a list.
    static func boxes<Value: Hashable>(
        _ name: String, _ all: [Value], _ chosen: Set<Value>, value: (Value) -> String, words: (Value) -> String
    ) -> [HTML] {
        all.map { one in
            """
            <label class="inline"><input type="checkbox" name="\(name)" value="\(value(one))"\(HTML.when(chosen.contains(one), " checked"))>\(words(one))</label>
            """
        }
    }
}

/// Who works at the desk.
struct StaffListPage {
    let rows: [StaffRow]
    let visit: StaffVisit
    let said: Bool

    private var mayChange: Bool { AdminRights.mayChange(visit.role) }

    var page: StaffPage {
        let invite = HTML.when(
            mayChange,
            """
            <section class="card"><h2>Invite somebody</h2>\(AdminPages.form("/desk/admin/staff", visit, """
                <div class="row"><label class="field">Short name to sign in with
                <input name="id" maxlength="64" required pattern="[a-z0-9.\\-]+" autocapitalize="none" placeholder="a.vries"></label>
                <label class="field">Name that colleagues see <input name="name" maxlength="100" required></label></div>
                <div class="row">\(roles([]))</div>
                <div><button class="primary" type="submit">Make an invitation</button></div>
                """))</section>
            """)
        return AdminPages.page(
            "Staff", visit, said: said,
            """
            <section class="card"><div class="scroll"><table>
            <thead><tr><th>Name</th><th>Short name</th><th>Roles</th><th>State</th></tr></thead>
            <tbody>\(rows.map(row))</tbody></table></div></section>\(invite)
            """)
    }

    private func roles(_ chosen: Set<Role>) -> [HTML] {
        AdminPages.boxes("roles", Role.allCases, chosen, value: \.rawValue, words: \.words)
    }

    private func row(_ row: StaffRow) -> HTML {
        let state = !row.isActive ? "switched off" : row.isEnrolled ? "active" : "invited"
        let held = Role.allCases.filter(row.roles.contains).map(\.words).joined(separator: ", ")
        let change = HTML.when(
            mayChange,
            """
            <details><summary>Change</summary>\(AdminPages.form("/desk/admin/staff/\(PathIdentifier.encoded(row.id.text))", visit, """
                <div class="row">\(roles(row.roles))</div>
                <label class="inline row"><input type="checkbox" name="active" value="yes"\(HTML.when(row.isActive, " checked"))>May sign in</label>
                <div><button type="submit">Save</button></div>
                """))\(AdminPages.form("/desk/admin/staff/\(PathIdentifier.encoded(row.id.text))/invitation", visit, """
                <p class="hint">For a lost phone or passphrase: what let them in before counts no more.</p>
                <div><button type="submit">Invite anew</button></div>
                """))</details>
            """)
        return
            "<tr><th scope=\"row\">\(row.name)</th><td>\(row.id.text)</td><td>\(held)\(change)</td><td>\(state)</td></tr>"
    }
}
