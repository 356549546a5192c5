import Casework
import Desk
import SafetyModel

/// Trusted flaggers (Art. 22).
struct FlaggersPage {
    let flaggers: [TrustedFlagger]
    let visit: StaffVisit
    let now: Moment
    let said: Bool

    private var mayChange: Bool { AdminRights.mayChange(visit.role) }
    private static let areas = SafetyModel.Category.allCases.filter {
        ![.bankMatch, .notUnderstood, .unread].contains($0)
    }

    var page: StaffPage {
        let list: HTML =
            flaggers.isEmpty
            ? "<p class=\"hint\">None yet.</p>"
            : """
            <div class="scroll"><table><thead><tr><th>Flagger</th><th>Awarded in</th><th>Area</th><th>Valid</th></tr></thead>
            <tbody>\(flaggers.sorted { $0.id.text < $1.id.text }.map(row))</tbody></table></div>
            """
        return AdminPages.page(
            "Trusted flaggers", visit, said: said,
            """
            <section class="card">\(list)</section>
            \(HTML.when(mayChange, "<section class=\"card\"><h2>Add one</h2>\(form(nil))</section>"))
            """)
    }

    private func row(_ flagger: TrustedFlagger) -> HTML {
        let until: HTML = flagger.validUntil.map { " to \(Times.day($0))" } ?? ""
        return """
            <tr><th scope="row">\(flagger.id.text)</th><td>\(flagger.coordinator.uppercased())</td>
            <td>\(flagger.area.sorted().map(\.words).joined(separator: ", "))
            \(HTML.when(mayChange, "<details><summary>Change</summary>\(form(flagger))\(key(flagger))</details>"))</td>
            <td>from \(Times.day(flagger.validFrom))\(until)\(HTML.when(flagger.isSuspended, " <span class=\"badge maybe\">suspended</span>"))</td></tr>
            """
    }

    private func key(_ flagger: TrustedFlagger) -> HTML {
        AdminPages.form(
            "/desk/admin/flaggers/\(PathIdentifier.encoded(flagger.id.text))/key", visit,
            """
            <p class="hint">\(flagger.keyDigest == nil ? "It has no key to its machine door." : "A new key ends the one before.")</p>
            <div><button type="submit">Make a key</button></div>
            """)
    }

    private func form(_ flagger: TrustedFlagger?) -> HTML {
        AdminPages.form(
            "/desk/admin/flaggers", visit,
            """
            <div class="row"><label class="field">Short name <input name="id" maxlength="64" required pattern="[a-z0-9.\\-]+"
             autocapitalize="none" value="\(flagger?.id.text ?? "")"\(HTML.when(flagger != nil, " readonly"))></label>
            <label class="field">Country of the coordinator <input name="coordinator" maxlength="2" required
             autocapitalize="none" value="\(flagger?.coordinator ?? "")"></label>
            <label class="field">Valid from <input name="from" type="date" value="\(Times.day(flagger?.validFrom ?? now))"></label>
            <label class="field">Until <input name="until" type="date" value="\(flagger?.validUntil.map(Times.day) ?? "")"></label></div>
            <fieldset><legend>Area</legend><div class="row">\(AdminPages.boxes("area", Self.areas, flagger?.area ?? [], value: \.rawValue, words: \.words))</div></fieldset>
            <label class="inline row"><input type="checkbox" name="suspended" value="yes"\(HTML.when(flagger?.isSuspended ?? false, " checked"))>Suspended by the coordinator (Art. 22(6))</label>
            <div><button type="submit">Save</button></div>
            """)
    }
}

/// Authorities whose orders count, and those that take reports.
struct AuthoritiesPage {
    let authorities: [Authority]
    let visit: StaffVisit
    let said: Bool

    private var mayChange: Bool { AdminRights.mayChange(visit.role) }

    var page: StaffPage {
        let list: HTML =
            authorities.isEmpty
            ? "<p class=\"hint\">None yet.</p>"
            : """
            <div class="scroll"><table><thead><tr><th>Authority</th><th>Country</th><th>May order</th><th>Takes reports</th></tr></thead>
            <tbody>\(authorities.sorted { $0.id.text < $1.id.text }.map(row))</tbody></table></div>
            """
        return AdminPages.page(
            "Authorities", visit, said: said,
            """
            <section class="card">\(list)</section>
            \(HTML.when(mayChange, "<section class=\"card\"><h2>Add one</h2>\(form(nil))</section>"))
            """)
    }

    private func row(_ authority: Authority) -> HTML {
        let kinds = Order.Kind.allCases.filter(authority.mayOrder.contains).map(\.words).joined(separator: "; ")
        return """
            <tr><th scope="row">\(authority.id.text)</th><td>\(authority.country.uppercased())</td>
            <td>\(kinds)\(HTML.when(mayChange, "<details><summary>Change</summary>\(form(authority))</details>"))</td>
            <td>\(authority.takesReports ? "yes" : "no")</td></tr>
            """
    }

    private func form(_ authority: Authority?) -> HTML {
        AdminPages.form(
            "/desk/admin/authorities", visit,
            """
            <div class="row"><label class="field">Short name <input name="id" maxlength="64" required pattern="[a-z0-9.\\-]+"
             autocapitalize="none" value="\(authority?.id.text ?? "")"\(HTML.when(authority != nil, " readonly"))></label>
            <label class="field">Country, or eu <input name="country" maxlength="2" required autocapitalize="none"
             value="\(authority?.country ?? "")"></label></div>
            <fieldset><legend>May order</legend><div class="row">\(AdminPages.boxes("orders", Order.Kind.allCases, authority?.mayOrder ?? [], value: \.rawValue, words: \.words))</div></fieldset>
            <label class="inline row"><input type="checkbox" name="reports" value="yes"\(HTML.when(authority?.takesReports ?? false, " checked"))>Takes reports of danger and child abuse (Art. 18)</label>
            <div><button type="submit">Save</button></div>
            """)
    }
}
