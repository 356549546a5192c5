import Casework
import Desk

/// The form for an order of an authority.
struct OrderPage {
    let visit: StaffVisit
    let authorities: [Authority]
    var given: StaffForm?
    var message: String?

    var page: StaffPage {
        StaffPage(
            title: "An order of an authority",
            main: """
                <div class="narrow"><h1>An order of an authority</h1>\(StaffPage.alert(message))
                <p class="hint">To act against content (Art. 9), to give information (Art. 10), or to keep evidence. It opens a
                 case, or joins the one that holds its pictures. What the order lacks can be completed there; nothing is done on
                 it before it is whole and its sender is known.</p>
                \(AdminPages.form("/desk/orders", visit, style: "card stack", """
                    <fieldset><legend>Order</legend><div class="stack">\(Order.Kind.allCases.map(kind))</div></fieldset>
                    <label>Authority <input name="authority" list="authorities" required maxlength="64" autocapitalize="none"
                     value="\(line("authority"))"></label>
                    <datalist id="authorities">\(authorities.map { "<option value=\"\($0.id.text)\">" as HTML })</datalist>
                    <fieldset><legend>What it holds</legend><div class="stack">\(AdminPages.boxes("elements", OrderElement.allCases, elements, value: \.rawValue, words: \.words))</div></fieldset>
                    <label>Where the pictures stand, one address a line
                    <textarea name="links" rows="3" maxlength="200000">\(given?.words("links") ?? "")</textarea></label>
                    <label>Accounts, one a line
                    <textarea name="accounts" rows="2" maxlength="20000">\(given?.words("accounts") ?? "")</textarea></label>
                    <label>Territory <input name="territory" maxlength="1000" placeholder="everywhere, or for instance: nl, de"
                     autocapitalize="none" value="\(line("territory"))"></label>
                    <div class="row"><label class="field">Keep evidence until
                    <input type="date" name="preserve-until" value="\(line("preserve-until"))"></label>
                    <label class="field">Tell the recipient not before
                    <input type="date" name="tell-not-before" value="\(line("tell-not-before"))"></label></div>
                    <label>Its words <textarea name="words" rows="4" maxlength="10000">\(given?.words("words") ?? "")</textarea></label>
                    <div><button class="primary" type="submit">Take it in</button></div>
                    """))</div>
                """, visit: visit)
    }

    private func line(_ name: String) -> String { given?.line(name) ?? "" }
    private var elements: Set<OrderElement> { given?.choices("elements") ?? [] }

    private func kind(_ kind: Order.Kind) -> HTML {
        """
        <label class="inline row"><input type="radio" name="kind" value="\(kind.rawValue)" required\
        \(HTML.when(line("kind") == kind.rawValue, " checked"))>\(kind.words)</label>
        """
    }
}
