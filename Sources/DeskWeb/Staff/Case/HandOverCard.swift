import Casework
import Desk

/// What a person has to tell somebody outside, each with the word that it was told.
struct HandOverCard {
    let page: CasePage

    var html: HTML {
        let waiting = page.file.outstanding.filter { $0.value.isForPerson }.sorted { $0.key < $1.key }
        guard !waiting.isEmpty else { return "" }
        return """
            <section class="card"><h2>For a person to tell</h2><ul class="stack">\(waiting.map { row($0.key, $0.value) })</ul>
            </section>
            """
    }

    private func row(_ id: EffectID, _ effect: Effect) -> HTML {
        let done = HTML.when(
            [.reviewer, .childSafety, .lead].contains(page.visit.role),
            page.form(
                .acknowledge,
                """
                \(page.hidden("effect", "\(id.sequence)-\(id.index)"))<button type="submit">Told</button>
                """))
        return "<li class=\"row\"><span>\(Self.words(effect))</span>\(done)</li>"
    }

    private static func words(_ effect: Effect) -> String {
        switch effect {
        case .submitToCommission(let statement): "The Commission's database: statement \(statement.text)"
        case .confirmOrder(let order): "The sender of order \(order.text): that it has come in"
        case .reportOrderEffect(let order): "The sender of order \(order.text): what effect was given"
        case .report(let report): "The authorities: report \(report.text)"
        case .correctReport(let report): "The authorities: report \(report.text) was reversed"
        case .informCoordinator(let flagger): "The coordinator: misuse by flagger \(flagger.text)"
        default: ""
        }
    }
}
