import Casework
import Desk
import SafetyModel

/// A case on one screen.
struct CasePage {
    let view: CaseView
    let visit: StaffVisit
    let settings: CaseworkSettings
    let exposure: Exposure
    let now: Moment
    /// What was just done.
    var said: String?
    /// Why it was not done.
    var failed: String?
    /// What was typed in a form that was not carried out.
    var given: StaffForm?
    /// Which items are shown, counted from 1.
    var part = 1

    /// Items on one page, and in one ruling from it.
    static let partSize = 50

    var file: CaseFile { view.file }
    var address: String { "/desk/cases/\(file.id.text)" }

    var page: StaffPage {
        StaffPage(
            title: file.id.text,
            main: """
                <div data-case="\(file.id.text)" data-sequence="\(file.sequence)">
                \(CaseHead(page: self).html)
                <p id="changed" class="alert maybe" role="status" hidden>This case has changed.
                 <a href="\(address)">Show it as it stands</a></p>
                \(StaffPage.alert(failed))\(StaffPage.note(failed == nil ? said : nil))
                \(rest)\(failures)
                <div class="case">
                <div>
                \(ProposalCards(page: self).html)
                \(HandOverCard(page: self).html)
                \(OrderCard(page: self).html)
                \(NoticeCards(page: self).html)
                \(ItemCards(page: self).html)
                \(ComplaintCards(page: self).html)
                \(AccountCards(page: self).html)
                \(RulingCards(page: self).html)
                \(ReportCards(page: self).html)
                \(NoteCard(page: self).html)
                \(TimelineView(page: self).html)
                </div>
                <div class="side">
                \(RulingPanel(page: self).html)
                \(ActionPanel(page: self).html)
                \(ClockCard(page: self).html)
                </div>
                </div>
                </div>
                """, visit: visit, modules: ["staff-pictures.js", "staff-queue.js"], openCase: file.id)
    }

    private var rest: HTML {
        guard exposure.wantsBreak else { return "" }
        return """
            <p class="alert maybe" role="status">You have looked at \(exposure.lastHour) pictures within the hour,
             \(exposure.today) today. Take a break; the case stays yours.</p>
            """
    }

    private var failures: HTML {
        guard !view.failures.isEmpty else { return "" }
        return """
            <div class="alert maybe"><strong>Not carried out yet</strong>
            <ul>\(view.failures.map { "<li>\($0)</li>" })</ul></div>
            """
    }

    /// The member may give that command now. An auditor gives none.
    func allows(_ kind: CommandKind) -> Bool { visit.role != .auditor && view.allowed.contains(kind) }

    /// The member holds the case.
    var isMine: Bool { file.standingClaim(at: now)?.by == visit.member.id }

    /// A form that gives a command. `key` names it for the keyboard.
    func form(
        _ kind: CommandKind, key: String? = nil, id: String? = nil, style: String = "row", _ content: HTML
    ) -> HTML {
        """
        <form\(attribute("id", id)) class="\(style)" method="post" action="\(address)/\(kind.rawValue)"
         enctype="multipart/form-data"\(attribute("data-key", key))>\(StaffPage.token(visit))\(content)</form>
        """
    }

    private func attribute(_ name: String, _ value: String?) -> HTML {
        value.map { " \(HTML.trusted(name))=\"\($0)\"" } ?? ""
    }

    func hidden(_ name: String, _ value: String) -> HTML {
        "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">"
    }

    /// Sealed words while they are kept.
    func words(_ row: SealedID?) -> HTML {
        guard let row else { return "" }
        return view.words[row].map { "<blockquote>\($0)</blockquote>" } ?? "<p class=\"hint\">Its words are erased.</p>"
    }

    func accountLink(_ account: AccountID) -> HTML {
        "<a href=\"/desk/accounts/\(PathIdentifier.encoded(account.text))\">\(account.text)</a>"
    }

    func caseLink(_ id: CaseID) -> HTML { "<a href=\"/desk/cases/\(id.text)\"><code>\(id.text)</code></a>" }

    /// Reported ones first, then by when they came.
    var items: [ItemState] {
        file.items.values.sorted { left, right in
            let (first, second) = (left.item.relation.origin != nil, right.item.relation.origin != nil)
            if first != second { return !first }
            return (left.addedAt, left.item.id.text) < (right.addedAt, right.item.id.text)
        }
    }

    var parts: Int { max(1, (file.items.count + Self.partSize - 1) / Self.partSize) }

    /// The items of this part of the page with their numbers in the case.
    var shownItems: [(number: Int, state: ItemState)] {
        let start = (min(max(part, 1), parts) - 1) * Self.partSize
        return items.enumerated().dropFirst(start).prefix(Self.partSize).map { ($0.offset + 1, $0.element) }
    }
}

extension ItemState {
    /// Nobody has ruled on it, no order restricts it, and it is still there.
    var isUndecided: Bool { ruling == nil && order == nil && erasedAt == nil }
}
