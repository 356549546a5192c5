import Casework
import Desk
import SafetyModel

/// The pictures that a case is about, each with what is known of it.
struct ItemCards {
    let page: CasePage

    var html: HTML {
        guard !page.file.items.isEmpty else { return "" }
        return """
            <section aria-labelledby="items"><h2 id="items">\(page.file.items.count == 1 ? "1 item" : "\(page.file.items.count) items")</h2>
            \(page.shownItems.map { ItemCard(page: page, number: $0.number, state: $0.state).html })
            \(parts)</section>
            """
    }

    private var parts: HTML {
        guard page.parts > 1 else { return "" }
        let links = (1...page.parts).map { part -> HTML in
            "<a href=\"\(page.address)?items=\(part)\"\(HTML.when(part == page.part, " aria-current=\"page\""))>\(part)</a> "
        }
        return "<nav class=\"pages\" aria-label=\"Items\">Items \(links)</nav>"
    }
}

/// One item.
struct ItemCard {
    let page: CasePage
    let number: Int
    let state: ItemState

    private var item: Item { state.item }
    private var name: String { "item-\(number)" }

    var html: HTML {
        """
        <article class="card item" data-row="\(item.id.text)" id="\(name)" tabindex="-1" aria-labelledby="\(name)-title">
        \(picture)
        <div>
        <div class="title">\(choice)\(badges)</div>
        <dl class="facts">
        <dt>Item</dt><dd><code>\(item.id.text)</code></dd>
        \(owner)\(relation)\(link)
        <dt>Posted</dt><dd>\(Times.html(item.postedAt))\(made)</dd>
        \(ruling)\(order)\(gate)\(earlier)
        </dl>
        \(lifts)
        </div>
        </article>
        """
    }

    private var isSelectable: Bool {
        page.allows(.rule) || page.allows(.hide) || page.allows(.show) || page.allows(.erase)
    }

    private var choice: HTML {
        let title: HTML = "<h3 id=\"\(name)-title\">Item \(number)</h3>"
        guard isSelectable else { return title }
        let isChosen = page.given.map { $0.all("items").contains(item.id.text) } ?? state.isUndecided
        return """
            <label><input type="checkbox" name="items" value="\(item.id.text)" form="rule"\
            \(HTML.when(isChosen, " checked")) aria-label="Item \(number) belongs to the ruling">\(title)</label>
            """
    }

    private var badges: HTML {
        var badges: [HTML] = ["<span class=\"badge \(style)\">\(state.visibility.words)</span>"]
        if state.isRestricted, !state.isAcknowledged {
            badges.append("<span class=\"badge maybe\">not confirmed yet</span>")
        }
        if !item.isHosted { badges.append("<span class=\"badge\">Held at the gate</span>") }
        if item.isSynthetic { badges.append("<span class=\"badge\">AI</span>") }
        if let at = state.erasedAt { badges.append("<span class=\"badge\">Erased \(Times.text(at))</span>") }
        return "<span class=\"badges\">\(badges)</span>"
    }

    private var style: String {
        switch state.visibility {
        case .visible: ""
        case .hidden: "maybe"
        case .removed: "bad"
        case .labelled: "good"
        }
    }

    private var picture: HTML {
        if page.view.quarantined.contains(item.id) { return quarantine }
        guard page.view.shown.contains(item.id) else {
            let words = state.erasedAt == nil ? "This picture is not shown to you." : "This picture is erased."
            return "<div class=\"reveal\"><div class=\"frame\">\(words)</div></div>"
        }
        let address = "\(page.address)/items/\(PathIdentifier.encoded(item.id.text))/picture"
        return """
            <div class="reveal" data-picture="\(address)" data-alt="Picture of item \(number)">
            <div class="frame" aria-live="polite">Not shown</div>
            <div class="steps" hidden>
            <button type="button" data-view="outline" aria-pressed="false">Drawing</button>
            <button type="button" data-view="grey" aria-pressed="false">Grey</button>
            <button type="button" data-view="full">Hold: full</button></div>
            <noscript><p><a href="\(address)?view=outline" target="_blank" rel="noopener noreferrer">Drawing</a> ·
            <a href="\(address)?view=grey" target="_blank" rel="noopener noreferrer">Small, grey</a></p></noscript>
            </div>
            """
    }

    /// What was removed is shown to nobody until two groups of people open it together.
    private var quarantine: HTML {
        let address = "\(page.address)/items/\(PathIdentifier.encoded(item.id.text))/quarantine"
        return """
            <div class="reveal"><div class="frame">In quarantine</div>
            <details><summary>Open it together</summary>
            <form method="post" action="\(address)" enctype="multipart/form-data">\(StaffPage.token(page.visit))
            <label class="field">Key of the reviewers
            <input type="password" name="reviewers" maxlength="64" autocomplete="off" required></label>
            <label class="field">Key of the leads
            <input type="password" name="leads" maxlength="64" autocomplete="off" required></label>
            <p class="hint">Each of you types your own. It is open to you alone for a quarter of an hour, and recorded.</p>
            <button type="submit">Open</button></form></details></div>
            """
    }

    private var owner: HTML {
        guard let owner = item.owner else { return "<dt>Owner</dt><dd>not known</dd>" }
        let standing = page.view.accounts[owner.account]?.standing(at: page.now).words
        return """
            <dt>Owner</dt><dd>\(page.accountLink(owner.account))\(HTML.when(owner.isMinor, " <span class=\"badge child\">minor</span>"))
            <span class="hint">\(owner.language.text)\(standing.map { ", \($0)" } ?? "")</span></dd>
            """
    }

    private var relation: HTML {
        switch item.relation {
        case .reported: ""
        case .copy(let origin, let proof):
            "<dt>Relation</dt><dd>Copy of <code>\(origin.text)</code>: \(proof.words). It follows that ruling.</dd>"
        case .sibling(let origin):
            "<dt>Relation</dt><dd>Near <code>\(origin.text)</code>, or from the same request. Needs its own look.</dd>"
        case .derivative(let origin):
            "<dt>Relation</dt><dd>Made from <code>\(origin.text)</code>. Needs its own look.</dd>"
        }
    }

    /// Text to copy, never a link: opening it would tell the other side, and show the picture.
    private var link: HTML {
        guard let link = page.view.links[item.id] else { return "" }
        return """
            <dt>Where</dt><dd class="link"><code>\(link)</code>
            <button class="copy" type="button" data-copy="\(link)">Copy</button></dd>
            """
    }

    private var made: HTML {
        guard let operation = item.operation else { return "" }
        return
            " <span class=\"hint\">by \(operation == .generate ? "a prompt" : operation == .edit ? "an edit" : "variation")</span>"
    }

    private var ruling: HTML {
        guard let id = state.ruling, let ruling = page.file.rulings[id] else { return "" }
        return "<dt>Ruling</dt><dd>\(ruling.ruling.form.reason.words), \(ruling.status.words)</dd>"
    }

    private var order: HTML {
        guard let order = state.order else { return "" }
        return "<dt>Order</dt><dd>Restricted by order <code>\(order.text)</code></dd>"
    }

    private var gate: HTML {
        let decisions = [item.releasedBy, heldBy].compactMap { $0 }
        return .joined(
            decisions.compactMap { page.view.gate[$0] }.map { reasons -> HTML in
                let prompt: HTML = reasons.prompt.map { "<blockquote>\($0)</blockquote>" } ?? ""
                return """
                    <dt>Gate</dt><dd>\(reasons.outcome) <span class="hint"><code>\(reasons.decision.text)</code></span>
                    \(HTML.when(!reasons.reasons.isEmpty, "<br>\(reasons.reasons.joined(separator: "; "))"))\(prompt)
                    \(HTML.when(!reasons.coverage.isEmpty, "<details><summary>What was read</summary><ul>\(reasons.coverage.map { "<li>\($0)</li>" })</ul></details>"))</dd>
                    """
            })
    }

    private var heldBy: DecisionID? {
        switch page.file.origin {
        case .held(let decision), .refusal(let decision, _): item.isHosted ? nil : decision
        default: nil
        }
    }

    private var earlier: HTML {
        guard let earlier = page.view.earlier[item.id], !earlier.isEmpty else { return "" }
        let rows = earlier.prefix(10).map { ruling -> HTML in
            """
            <li>\(ruling.reason.words), \(Times.text(ruling.at)), \(page.caseLink(ruling.caseID))
            <span class="hint">\(ruling.distance) bits apart</span></li>
            """
        }
        return "<dt>Near rulings</dt><dd><ul class=\"plain\">\(Array(rows))</ul></dd>"
    }

    /// Letting this file pass an entry of the bank takes two persons.
    private var lifts: HTML {
        guard page.allows(.liftMatch) else { return "" }
        return """
            <details><summary>Let it pass a bank entry</summary>\(page.form(.liftMatch, """
                \(page.hidden("item", item.id.text))<label class="inline">Entry
                <input name="entry" maxlength="80" placeholder="bnk_…" required></label>
                <button type="submit">Propose</button>
                """))</details>
            """
    }
}
