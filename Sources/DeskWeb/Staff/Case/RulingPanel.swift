import Casework
import Desk
import SafetyModel

/// The one form of a ruling, for all chosen items at once.
struct RulingPanel {
    let page: CasePage

    var html: HTML {
        let canRule = page.allows(.rule) && page.items.contains(where: \.isUndecided)
        guard canRule || canHide || canShow || canErase else { return "" }
        let fields = RulingFieldset(page: page, prefix: "rule", given: page.given)
        return """
            <section class="card" id="ruling-panel" tabindex="-1" aria-labelledby="ruling-title">
            <h2 id="ruling-title">\(canRule ? "Ruling" : "Chosen items")</h2>
            \(HTML.when(canRule && !page.isMine, "<p class=\"hint\">Claim the case before you rule.</p>"))
            \(page.form(.rule, id: "rule", style: "stack", """
                \(HTML.when(canRule, fields.html))
                <div class="go">\(HTML.when(canRule, rule))\(hide)\(show)\(erase)</div>
                """))
            </section>
            """
    }

    private var canHide: Bool {
        page.allows(.hide)
            && page.items.contains { $0.item.isHosted && !$0.isRestricted && $0.erasedAt == nil && $0.order == nil }
    }

    private var canShow: Bool { page.allows(.show) && page.items.contains { $0.visibility == .hidden } }
    private var canErase: Bool { page.allows(.erase) && page.items.contains { $0.erasedAt == nil } }

    private var rule: HTML {
        "<button class=\"primary\" type=\"submit\" data-key=\"rule\" aria-keyshortcuts=\"a\">Rule<kbd>a</kbd></button>"
    }

    private var hide: HTML {
        HTML.when(
            canHide,
            """
            <button type="submit" formnovalidate formaction="\(page.address)/hide" data-key="hide"
             aria-keyshortcuts="h">Hide<kbd>h</kbd></button>
            """)
    }

    private var show: HTML {
        HTML.when(
            canShow,
            "<button type=\"submit\" formnovalidate formaction=\"\(page.address)/show\">Show again</button>")
    }

    private var erase: HTML {
        guard canErase else { return "" }
        return """
            <details><summary>Erase</summary><div class="row">
            <select name="cause" aria-label="Why"><option value="victim-request">The person shown asks for it</option>
            <option value="window-ended">The complaint window has ended</option>
            <option value="child-abuse-law">The time of the named law is over</option></select>
            <button class="danger" type="submit" formnovalidate formaction="\(page.address)/erase">Erase for good</button>
            </div></details>
            """
    }
}

/// The fields of a ruling, in the panel and in a decision on a complaint.
struct RulingFieldset {
    let page: CasePage
    let prefix: String
    let given: StaffForm?
    /// The reason has to be chosen.
    var isRequired = true

    /// Reasons with a key, the most usual ones.
    static let keys: [RulingReason: Int] = [
        .undressed: 1, .intimateImage: 2, .sexualDepiction: 3, .revealingEdit: 4, .degradingEdit: 5, .childAbuse: 6,
        .harassment: 7, .consentShown: 8, .noBreach: 9,
    ]

    private static func order(_ reason: RulingReason) -> Int { keys[reason] ?? 10 }
    static let breaches = RulingReason.allCases.filter(\.isBreach).sorted { order($0) < order($1) }
    static let others = RulingReason.allCases.filter { !$0.isBreach }.sorted { order($0) < order($1) }

    var html: HTML {
        """
        <fieldset><legend>Reason</legend><div class="reasons">
        <p class="sub">In breach</p>\(Self.breaches.map(reason))
        <p class="sub">Not in breach</p>\(Self.others.map(reason))</div></fieldset>
        \(ground)
        <details\(HTML.when(given != nil, " open"))><summary>Category, measure, strikes, bank</summary><div class="stack">
        \(category)\(measure)\(bank)\(family)\(territory)</div></details>
        \(strikes)\(woman)
        <label>Note <textarea name="note" rows="2" maxlength="10000">\(given?.words("note") ?? "")</textarea></label>
        """
    }

    private func isGiven(_ name: String, _ value: String, otherwise: Bool = false) -> Bool {
        guard let given, !given.line(name).isEmpty else { return otherwise }
        return given.line(name) == value
    }

    private func reason(_ reason: RulingReason) -> HTML {
        let id = "\(prefix)-\(reason.rawValue)"
        let key = Self.keys[reason].map(String.init) ?? ""
        let usual: HTML = UsualGround.of(reason).map { " Usual ground: \($0.words)." } ?? ""
        return """
            <div class="reason"><input type="radio" id="\(id)" name="reason" value="\(reason.rawValue)"\
            \(HTML.when(isRequired, " required"))\(HTML.when(!key.isEmpty && prefix == "rule", " data-key=\"\(key)\""))\
            \(HTML.when(isGiven("reason", reason.rawValue), " checked"))><kbd>\(prefix == "rule" ? key : "")</kbd>
            <label for="\(id)">\(reason.words)</label>
            <p class="policy">\(reason.policy)\(usual)</p></div>
            """
    }

    private var ground: HTML {
        let laws = UsualGround.laws.map {
            "<option value=\"\($0.citation)\">\($0.jurisdiction.uppercased())</option>" as HTML
        }
        let clauses = Set(RulingReason.allCases.compactMap { UsualGround.of($0)?.clause?.text }).sorted()
            .map { "<option value=\"\($0)\"></option>" as HTML }
        return """
            <fieldset><legend>Ground</legend><div class="stack">
            \(choice("ground", "usual", "The usual one of the reason", isOn: isGiven("ground", "usual", otherwise: true)))
            \(choice("ground", "law", "A law", isOn: isGiven("ground", "law")))
            <div class="grid2"><input name="jurisdiction" maxlength="2" placeholder="nl" aria-label="Jurisdiction, two letters"
             value="\(given?.line("jurisdiction") ?? "")" autocapitalize="none">
            <input name="citation" maxlength="300" placeholder="Act and article" aria-label="Citation" list="\(prefix)-laws"
             value="\(given?.line("citation") ?? "")"></div>
            \(choice("ground", "clause", "A clause of the terms", isOn: isGiven("ground", "clause")))
            <input name="clause" maxlength="100" placeholder="Clause" aria-label="Clause" list="\(prefix)-clauses"
             value="\(given?.line("clause") ?? "")">
            <datalist id="\(prefix)-laws">\(laws)</datalist><datalist id="\(prefix)-clauses">\(clauses)</datalist>
            </div></fieldset>
            """
    }

    private func choice(_ name: String, _ value: String, _ words: String, isOn: Bool) -> HTML {
        """
        <label class="inline row"><input type="radio" name="\(name)" value="\(value)"\(HTML.when(isOn, " checked"))>\(words)</label>
        """
    }

    private var category: HTML {
        let options = SafetyModel.Category.allCases.map { category -> HTML in
            """
            <option value="\(category.rawValue)"\(HTML.when(isGiven("category", category.rawValue), " selected"))>\(category.words)</option>
            """
        }
        return """
            <label>Category <select name="category"><option value="">The usual one of the reason</option>\(options)</select></label>
            """
    }

    private var measure: HTML {
        """
        <div class="row">\(choice("measure", "remove", "Remove", isOn: isGiven("measure", "remove", otherwise: true)))
        \(choice("measure", "label", "Label only", isOn: isGiven("measure", "label")))</div>
        """
    }

    private var bank: HTML {
        """
        <label class="inline row"><input type="checkbox" name="bank" value="yes"\(HTML.when(isGiven("bank", "yes"), " checked"))>
        Into the bank of confirmed pictures</label>
        """
    }

    private var family: HTML {
        """
        <label>After a miss, hold only requests with all these words
        <input name="family" maxlength="200" placeholder="two words or more; empty holds the whole operation"
         value="\(given?.line("family") ?? "")"></label>
        """
    }

    private var territory: HTML {
        """
        <label>Territory
        <input name="territory" maxlength="1000" placeholder="everywhere, or for instance: nl, de" autocapitalize="none"
         value="\(given?.line("territory") ?? "")"></label>
        """
    }

    private var strikes: HTML {
        var owners = Set(page.items.compactMap { $0.item.owner?.account })
        if let found = page.file.accountReturn { owners.insert(found.owner.account) }
        guard !owners.isEmpty else { return "" }
        let boxes = owners.sorted { $0.text < $1.text }.prefix(100).map { account -> HTML in
            let isOn = given?.all("strikes").contains(account.text) ?? false
            let points = page.view.accounts[account]?.points(at: page.now) ?? 0
            return """
                <label class="inline row"><input type="checkbox" name="strikes" value="\(account.text)"\
                \(HTML.when(isOn, " checked"))>\(account.text) <span class="hint">\(points) points</span></label>
                """
        }
        return "<fieldset><legend>Strike against</legend>\(Array(boxes))</fieldset>"
    }

    /// Said by a notice or known to the reviewer; nobody guesses it from a face.
    private var woman: HTML {
        let said = page.file.notices.values.compactMap(\.notice.subjectIsWoman)
        let known = Set(said).count == 1 ? said.first : nil
        return """
            <fieldset><legend>A woman or girl is shown</legend><div class="row">
            \(choice("woman", "yes", "Yes", isOn: isGiven("woman", "yes", otherwise: known == true)))
            \(choice("woman", "no", "No", isOn: isGiven("woman", "no", otherwise: known == false)))
            \(choice("woman", "unknown", "Not known", isOn: isGiven("woman", "unknown", otherwise: known == nil)))
            </div></fieldset>
            """
    }
}
