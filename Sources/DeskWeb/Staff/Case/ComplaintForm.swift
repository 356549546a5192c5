import Casework
import Desk
import SafetyModel

/// The decision on a complaint; where a part stays or a notice is to be acted on, with a ruling in its place.
struct ComplaintForm {
    let page: CasePage
    let state: ComplaintState

    var html: HTML {
        guard page.allows(.decideComplaint) else { return "" }
        guard page.isMine else { return "<p class=\"hint\">Claim the case before you decide.</p>" }
        let given = page.given.flatMap { $0.line("complaint") == state.complaint.id.text ? $0 : nil }
        return page.form(
            .decideComplaint, style: "stack",
            """
            \(page.hidden("complaint", state.complaint.id.text))
            <fieldset><legend>Decision</legend><div class="row">\(ComplaintDecision.Result.allCases.map { result($0, given) })</div></fieldset>
            <label>Reason <select name="complaint-reason" required><option value=""></option>\(ComplaintDecision.Reason.allCases.map { reason($0, given) })</select></label>
            <details\(HTML.when(given?.isOn("replace") ?? false, " open"))>
            <summary>A ruling in place of the first</summary><div class="stack">
            <label class="inline row"><input type="checkbox" name="replace" value="yes"\(HTML.when(given?.isOn("replace") ?? false, " checked"))>
            Put this ruling in its place</label>
            <fieldset><legend>Items</legend>\(page.items.prefix(CasePage.partSize).map(item))</fieldset>
            \(RulingFieldset(page: page, prefix: "in-place-\(state.complaint.id.text)", given: given, isRequired: false).html)
            </div></details>
            <div><button class="primary" type="submit">Decide</button></div>
            """)
    }

    private func result(_ result: ComplaintDecision.Result, _ given: StaffForm?) -> HTML {
        """
        <label class="inline"><input type="radio" name="result" value="\(result.rawValue)" required\
        \(HTML.when(given?.line("result") == result.rawValue, " checked"))>\(result.words)</label>
        """
    }

    private func reason(_ reason: ComplaintDecision.Reason, _ given: StaffForm?) -> HTML {
        """
        <option value="\(reason.rawValue)"\(HTML.when(given?.line("complaint-reason") == reason.rawValue, " selected"))>\(reason.words)</option>
        """
    }

    private func item(_ state: ItemState) -> HTML {
        """
        <label class="inline row"><input type="checkbox" name="items" value="\(state.item.id.text)" checked>\(state.item.id.text)</label>
        """
    }
}
