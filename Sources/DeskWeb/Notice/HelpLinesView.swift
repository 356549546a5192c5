/// Help lines as a card: those near the reader's language first, the others folded.
struct HelpLinesView {
    let words: Words

    var card: HTML {
        let sorted = HelpLines.all.sorted(for: words.language)
        let emergency = sorted.near.first?.emergency ?? "112"
        let near = HTML.joined(sorted.near.map { country($0, isOpen: true) })
        let world = sorted.world.map { country($0, isOpen: false) } ?? ""
        let others = HTML.joined(sorted.others.map { country($0, isOpen: false) })
        return """
            <section class="card help" aria-labelledby="help-title">
            <h2 id="help-title">\(words("help.title"))</h2>
            <p>\(words("help.text")) <strong>\(danger(emergency))</strong></p>
            \(near)
            <details><summary>\(words("help.others"))</summary>\(world)\(others)</details>
            </section>

            """
    }

    /// The sentence with the number as a link to call.
    private func danger(_ number: String) -> HTML {
        let parts = words("help.danger").components(around: "{number}")
        return "\(parts.before)\(call(number))\(parts.after)"
    }

    private func call(_ number: String) -> HTML {
        let digits = number.filter { $0.isNumber || $0 == "+" }
        return "<a href=\"tel:\(digits)\" dir=\"ltr\">\(number)</a>"
    }

    private func country(_ country: HelpLines.Country, isOpen: Bool) -> HTML {
        let name = country.code == "world" ? words("help.everywhere") : country.name
        let emergency: HTML = isOpen ? "" : country.emergency.map { " (\(call($0)))" } ?? ""
        let lines = HTML.joined(country.lines.map(line))
        return "<h3>\(name)\(emergency)</h3><ul class=\"plain\">\(lines)</ul>\n"
    }

    private func line(_ line: HelpLines.Line) -> HTML {
        let audience: HTML =
            line.audience == "all" ? "" : " <span class=\"hint\">\(words("help.\(line.audience)"))</span>"
        let phone: HTML = line.phone.map { ": \(call($0))" } ?? ""
        let name: HTML =
            line.page.map {
                "<a href=\"\($0)\" rel=\"noreferrer nofollow\" target=\"_blank\"><bdi>\(line.name)</bdi></a>"
            }
            ?? "<bdi>\(line.name)</bdi>"
        return "<li>\(name)\(phone)\(audience)</li>"
    }
}

extension String {
    /// What stands before and after the first occurrence; all of it before where there is none.
    func components(around wanted: String) -> (before: String, after: String) {
        guard let range = firstRange(of: wanted) else { return (self, "") }
        return (String(self[..<range.lowerBound]), String(self[range.upperBound...]))
    }
}
