/// Fields of forms, each with its label.
struct FormViews {
    let words: Words
    /// Ids of fields that are wrong.
    var wrong: Set<String> = []

    func hidden(_ name: String, _ value: String) -> HTML {
        value.isEmpty ? "" : "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">\n"
    }

    func hidden(_ name: String, _ isOn: Bool) -> HTML { hidden(name, isOn ? "on" : "") }

    private func mark(_ id: String) -> HTML { wrong.contains(id) ? " aria-invalid=\"true\"" : "" }

    private func hint(_ id: String, _ text: String?) -> (described: HTML, paragraph: HTML) {
        guard let text else { return ("", "") }
        return (" aria-describedby=\"\(id)-hint\"", "<p class=\"hint\" id=\"\(id)-hint\">\(text)</p>")
    }

    private func label(_ id: String, _ text: String, _ isOptional: Bool) -> HTML {
        let optional: HTML = isOptional ? " <span class=\"hint\">\(words("optional"))</span>" : ""
        return "<label for=\"\(id)\">\(text)\(optional)</label>"
    }

    func line(
        _ id: String, _ label: String, value: String = "", hint text: String? = nil, isOptional: Bool = false,
        type: String = "text", more: HTML = ""
    ) -> HTML {
        let (described, paragraph) = hint(id, text)
        return """
            <div class="field">\(self.label(id, label, isOptional))\(paragraph)
            <input id="\(id)" name="\(id)" type="\(type)" value="\(value)" maxlength="254"\(described)\(mark(id))\(more)>
            </div>

            """
    }

    /// A field for a code, which browsers must not keep.
    func code(_ id: String, _ label: String, hint text: String? = nil, isOptional: Bool = false) -> HTML {
        let must: HTML = isOptional ? "" : " required"
        return line(
            id, label, hint: text, isOptional: isOptional,
            more: """
                 autocomplete="off" autocapitalize="none" spellcheck="false" dir="ltr" class="code-field"\
                 placeholder="xxxxx-xxxxx-xxxxx-xxxxx"\(must)
                """)
    }

    func text(
        _ id: String, _ label: String, value: String = "", hint text: String? = nil, isOptional: Bool = false,
        rows: Int = 5, more: HTML = ""
    ) -> HTML {
        let (described, paragraph) = hint(id, text)
        let must: HTML = isOptional ? "" : " required"
        return """
            <div class="field">\(self.label(id, label, isOptional))\(paragraph)
            <textarea id="\(id)" name="\(id)" rows="\(rows)" maxlength="10000"\(described)\(mark(id))\(must)\(more)>
            \(value)</textarea></div>

            """
    }

    func tick(_ name: String, _ label: String, isOn: Bool, hint text: String? = nil, more: HTML = "") -> HTML {
        let (described, paragraph) = hint(name, text)
        let checked: HTML = isOn ? " checked" : ""
        return """
            <div class="tick"><input id="\(name)" name="\(name)" type="checkbox"\(described)\(mark(name))\(checked)\(more)>
            <label for="\(name)">\(label)</label></div>\(paragraph)

            """
    }

    func choice(_ name: String, _ value: String, _ label: String, isOn: Bool, isFirst: Bool = false) -> HTML {
        // The first carries the plain id, so that a message can lead there.
        let id = isFirst ? name : "\(name)-\(value)"
        let checked: HTML = isOn ? " checked" : ""
        return """
            <div class="tick"><input id="\(id)" name="\(name)" type="radio" value="\(value)"\(mark(name))\(checked)>
            <label for="\(id)">\(label)</label></div>

            """
    }

    func button(_ label: String, name: String? = nil, value: String = "", style: String? = nil, more: HTML = "") -> HTML
    {
        let named: HTML = name.map { " name=\"\($0)\" value=\"\(value)\"" } ?? ""
        let styled: HTML = style.map { " class=\"\($0)\"" } ?? ""
        return "<button type=\"submit\"\(named)\(styled)\(more)>\(label)</button>"
    }

    /// A form to ourselves in the page's language.
    func form(_ action: String, id: String? = nil, _ inside: HTML) -> HTML {
        let named: HTML = id.map { " id=\"\($0)\"" } ?? ""
        return """
            <form method="post" action="\(action)?lang=\(words.language.rawValue)" enctype="multipart/form-data"\(named)>
            \(inside)</form>

            """
    }

    /// Says at the top what is wrong, each line leading to its field.
    func faults(_ faults: [(field: String, text: String)]) -> HTML {
        guard !faults.isEmpty else { return "" }
        let lines = HTML.joined(faults.map { "<li><a href=\"#\($0.field)\">\($0.text)</a></li>" })
        return """
            <section class="card bad" role="alert" aria-labelledby="outcome">
            <h2 id="outcome" tabindex="-1">\(words("notice.errors"))</h2><ul>\(lines)</ul></section>

            """
    }

    func card(_ kind: String, _ text: String) -> HTML {
        "<p class=\"card \(kind)\" role=\"status\" id=\"outcome\" tabindex=\"-1\">\(text)</p>\n"
    }
}
