import Casework
import Desk
import SafetyModel

/// An order by an authority (Art. 9, 10) and what became of it.
struct OrderCard {
    let page: CasePage

    var html: HTML {
        guard let state = page.file.order else { return "" }
        let order = state.order
        let known = order.elements.union(state.completed)
        let missing = OrderElement.allCases.filter { !known.contains($0) }
        return """
            <section class="card" aria-labelledby="order"><h2 id="order">Order \(order.kind.words)</h2>
            <dl class="facts">
            <dt>Number</dt><dd><code>\(order.id.text)</code>, received \(Times.html(state.receivedAt))</dd>
            <dt>Authority</dt><dd>\(order.authority.text)\(HTML.when(state.senderConfirmed, " <span class=\"badge good\">sender confirmed</span>"))</dd>
            <dt>Territory</dt><dd>\(order.territory.words)</dd>
            \(accounts(order))
            \(HTML.when(!missing.isEmpty, "<dt>Missing</dt><dd>\(missing.map(\.words).joined(separator: ", "))</dd>"))
            \(tell(order))\(effect(state))\(preservation)
            </dl>
            \(page.words(order.text))
            <div class="stack">\(complete(missing))\(confirm(state))\(give(state))\(end)</div>
            </section>
            """
    }

    private func accounts(_ order: Order) -> HTML {
        guard !order.accounts.isEmpty else { return "" }
        let links = order.accounts.sorted { $0.text < $1.text }.map { "\(page.accountLink($0)) " as HTML }
        return "<dt>Accounts</dt><dd>\(links)</dd>"
    }

    private func tell(_ order: Order) -> HTML {
        guard let moment = order.tellNotBefore else { return "" }
        return "<dt>Recipient</dt><dd>is told not before \(Times.html(moment))</dd>"
    }

    private func effect(_ state: OrderState) -> HTML {
        guard let effect = state.effect, let at = state.effectAt else { return "" }
        let reason = effect.reason.map { ", \($0.rawValue.replacing("-", with: " "))" } ?? ""
        return
            "<dt>Effect</dt><dd>\(effect.given.rawValue)\(reason), \(Times.html(at)), \(effect.items.count) items</dd>"
    }

    private var preservation: HTML {
        guard let kept = page.file.preservation else { return "" }
        let until: HTML = kept.until.map { "until \(Times.html($0))" } ?? "until the authority ends it"
        return "<dt>Preserved</dt><dd>\(until)</dd>"
    }

    private func complete(_ missing: [OrderElement]) -> HTML {
        guard page.allows(.completeOrder), !missing.isEmpty else { return "" }
        let boxes = missing.map { element -> HTML in
            """
            <label class="inline"><input type="checkbox" name="elements" value="\(element.rawValue)">\(element.words)</label>
            """
        }
        return page.form(
            .completeOrder, "<span>Has come in since:</span>\(boxes)<button type=\"submit\">Complete</button>")
    }

    private func confirm(_ state: OrderState) -> HTML {
        guard page.allows(.confirmSender), !state.senderConfirmed else { return "" }
        return page.form(.confirmSender, "<button type=\"submit\">I vouch for the sender</button>")
    }

    private func give(_ state: OrderState) -> HTML {
        guard page.allows(.giveEffect), state.effect == nil else { return "" }
        let given = OrderEffect.Given.allCases.map { "<option>\($0.rawValue)</option>" as HTML }
        let reasons = OrderEffect.Reason.allCases.map { reason -> HTML in
            "<option value=\"\(reason.rawValue)\">\(reason.rawValue.replacing("-", with: " "))</option>"
        }
        let items = state.order.items.map { item -> HTML in
            """
            <label class="inline"><input type="checkbox" name="items" value="\(item.text)" checked>\(item.text)</label>
            """
        }
        return page.form(
            .giveEffect, style: "stack",
            """
            <div class="row"><label class="inline">Effect <select name="given">\(given)</select></label>
            <label class="inline">Why not all <select name="effect-reason"><option value=""></option>\(reasons)</select></label></div>
            \(HTML.when(!items.isEmpty, "<div class=\"row\">Acted on: \(items)</div>"))
            <label>Information handed over <textarea name="words" rows="2" maxlength="10000"></textarea></label>
            <div><button type="submit">Give effect</button></div>
            """)
    }

    private var end: HTML {
        guard page.allows(.endPreservation), page.file.preservation != nil else { return "" }
        return page.form(.endPreservation, "<button type=\"submit\">End the preservation</button>")
    }
}

extension Territory {
    var words: String {
        switch self {
        case .everywhere: "everywhere"
        case .countries(let codes): codes.sorted().joined(separator: ", ")
        }
    }
}
