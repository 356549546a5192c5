/// The keys of the desk, told in one place: in the dialog behind `?` and at `/desk/keys`.
enum KeyTable {
    static let rows: [(keys: String, does: String)] = [
        ("n", "Take the next case"),
        ("j  k", "Next and previous item or row"),
        ("Enter", "Open the row"),
        ("v", "Show the picture: drawing, then small and grey, then in full while the key is held"),
        ("s", "Take the item into the ruling, or leave it out"),
        ("c", "Claim the case, or give it back"),
        ("r", "To the ruling"),
        ("1 – 9", "Choose the reason with that number"),
        ("a", "Confirm what waits for a second person; else send the ruling"),
        ("x", "Reject what waits for a second person"),
        ("h", "Hide the chosen items"),
        ("u", "Undo the last ruling"),
        ("/", "Search"),
        ("Esc", "Leave a field"),
        ("?", "These keys"),
    ]

    private static var table: HTML {
        "<table class=\"keys\"><tbody>\(rows.map { "<tr><th scope=\"row\"><kbd>\($0.keys)</kbd></th><td>\($0.does)</td></tr>" })</tbody></table>"
    }

    static let dialog: HTML = """
        <dialog id="keys" aria-labelledby="keys-title">
        <h2 id="keys-title">Keys</h2>
        \(table)
        <p class="hint">Keys do nothing while a field has the focus. <label class="inline"><input id="keys-on"
         type="checkbox" checked> Keys are on</label></p>
        <form method="dialog"><button type="submit">Close</button></form>
        </dialog>
        """

    static func page(_ visit: StaffVisit) -> StaffPage {
        StaffPage(title: "Keys", main: "<div class=\"narrow\"><h1>Keys</h1>\(table)</div>", visit: visit)
    }
}
