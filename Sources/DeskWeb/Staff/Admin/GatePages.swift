import Casework
import Desk
import SafetyModel
import Screening

/// What is switched off at the gate.
struct SwitchesPage {
    let switches: [SwitchSetting]
    let visit: StaffVisit
    let said: Bool

    private static let address = "/desk/admin/switches"
    private var mayChange: Bool { AdminRights.mayChange(visit.role) }

    var page: StaffPage {
        let list: HTML =
            switches.isEmpty
            ? "<p class=\"hint\">Nothing is switched off.</p>"
            : """
            <div class="scroll"><table><thead><tr><th>Off</th><th>Since</th><th>By</th><th>Why</th><th></th></tr></thead>
            <tbody>\(switches.sorted { $0.scope.name < $1.scope.name }.map(row))</tbody></table></div>
            """
        return AdminPages.page(
            "Switches", visit, said: said, "<section class=\"card\">\(list)</section>\(HTML.when(mayChange, off))")
    }

    private func row(_ setting: SwitchSetting) -> HTML {
        let on = HTML.when(
            mayChange,
            AdminPages.form(
                Self.address, visit, style: "row",
                """
                <input type="hidden" name="scope" value="\(setting.scope.name)"><input type="hidden" name="state" value="on">
                <button type="submit">Switch on</button>
                """))
        return """
            <tr><th scope="row"><code>\(setting.scope.name)</code></th><td>\(Times.html(setting.since))</td><td>\(setting.by)</td>
            <td>\(setting.note)</td><td>\(on)</td></tr>
            """
    }

    private var off: HTML {
        let scopes =
            ["generation", "people-edits"] + SafetyModel.Category.allCases.map { SwitchScope.category($0).name }
        return """
            <section class="card"><h2>Switch something off</h2>\(AdminPages.form(Self.address, visit, """
                <input type="hidden" name="state" value="off">
                <label>What <input name="scope" maxlength="300" required list="scopes" autocapitalize="none"
                 placeholder="generation, people-edits, tier:…, account:…, category:…"></label>
                <datalist id="scopes">\(scopes.map { "<option value=\"\($0)\"></option>" as HTML })</datalist>
                <label>Why <input name="note" maxlength="2000" required></label>
                <div><button class="danger" type="submit">Switch off for everybody in it</button></div>
                """))</section>
            """
    }
}

/// Known pictures, by what they are recognised by; a picture is never kept.
struct BanksPage {
    let bank: Bank?
    let entries: [BankEntry]
    let visit: StaffVisit
    let now: Moment
    let said: Bool

    var page: StaffPage {
        let filters = Bank.allCases.map { one -> HTML in
            "<a href=\"/desk/admin/banks?bank=\(one.rawValue)\"\(HTML.when(one == bank, " aria-current=\"true\""))>\(words(one))</a>"
        }
        let list: HTML =
            entries.isEmpty
            ? "<p class=\"hint\">No entries.</p>"
            : """
            <div class="scroll"><table><thead><tr><th>Entry</th><th>Bank</th><th>Source</th><th>Added</th><th>Until</th><th>State</th></tr></thead>
            <tbody>\(entries.map(row))</tbody></table></div>\(more)
            """
        return AdminPages.page(
            "Banks", visit, said: said,
            """
            <nav class="tabs" aria-label="Which bank"><a href="/desk/admin/banks"\(HTML.when(bank == nil, " aria-current=\"true\""))>All</a>\(filters)</nav>
            <section class="card">\(list)</section>
            """)
    }

    private func words(_ bank: Bank) -> String {
        switch bank {
        case .reported: "Reported"
        case .intimate: "Intimate"
        case .illegal: "Illegal"
        case .protected: "Protected"
        }
    }

    private var more: HTML {
        guard entries.count == AdminRoutes.entriesMax, let last = entries.last else { return "" }
        let filter = bank.map { "bank=\($0.rawValue)&" } ?? ""
        return "<p><a href=\"/desk/admin/banks?\(filter)after=\(last.id.text)\">Later ones ›</a></p>"
    }

    private func row(_ entry: BankEntry) -> HTML {
        let until: HTML = entry.expiresAt.map { Times.html($0) } ?? "no end"
        let turn = HTML.when(
            AdminRights.mayChange(visit.role),
            AdminPages.form(
                "/desk/admin/banks", visit, style: "row",
                """
                <input type="hidden" name="entry" value="\(entry.id.text)">
                <input type="hidden" name="state" value="\(entry.isEnabled ? "off" : "on")">
                <button type="submit">Switch \(entry.isEnabled ? "off" : "on")</button>
                """))
        return """
            <tr><th scope="row"><code>\(entry.id.text)</code></th><td>\(entry.bank.rawValue)</td><td>\(entry.source)</td>
            <td>\(Times.html(entry.addedAt))</td><td>\(until)</td>
            <td>\(entry.isEnabled ? "on" : "off")\(turn)</td></tr>
            """
    }
}
