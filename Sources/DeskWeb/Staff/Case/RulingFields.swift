import Casework
import Desk
import SafetyModel

/// Reads the fields of a ruling. What is left open has its usual value; what cannot be read is said.
enum RulingFields {
    /// On what a ruling rests: the usual ground of its reason, a law, or a clause.
    enum Ground: String, CaseIterable { case usual, law, clause }

    static func read(_ form: StaffForm) throws(DeskError) -> RulingForm {
        guard let reason: RulingReason = form.choice("reason") else { throw .invalid(.words) }
        var items: Set<ItemID> = []
        for text in form.all("items") { items.insert(try PathIdentifier.foreign(text)) }
        guard !items.isEmpty else { throw .refused(.noItems) }
        var ruling = RulingForm(items: items, reason: reason)
        for text in form.all("strikes") { ruling.strikes.insert(try PathIdentifier.foreign(text)) }
        ruling.bank = form.isOn("bank")
        ruling.measure = form.choice("measure") ?? .remove
        ruling.subjectIsWoman = ["yes": true, "no": false][form.line("woman")]
        ruling.territory = try territory(form.line("territory"))
        try ground(form, usual: UsualGround.of(reason), into: &ruling)
        return ruling
    }

    private static func ground(
        _ form: StaffForm, usual: UsualGround?, into ruling: inout RulingForm
    ) throws(DeskError) {
        if form.isOn("category") {
            guard let category: SafetyModel.Category = form.choice("category") else {
                throw .refused(.invalid(.category))
            }
            ruling.category = category
        } else {
            ruling.category = usual?.category
        }
        switch form.choice("ground") ?? Ground.usual {
        case .usual:
            ruling.citing = usual?.law
            ruling.clause = usual?.clause
        case .law:
            let law = LegalGround(
                jurisdiction: form.line("jurisdiction").lowercased(), citation: form.line("citation"))
            guard law.isValid else { throw .refused(.invalid(.legalGround)) }
            ruling.citing = law
        case .clause:
            let clause = form.line("clause")
            guard !clause.isEmpty else { throw .refused(.groundMissing) }
            ruling.clause = TermsClause(text: clause)
        }
    }

    /// Empty for everywhere, else two-letter codes with commas or spaces between them.
    static func territory(_ text: String) throws(DeskError) -> Territory {
        guard !text.isEmpty else { return .everywhere }
        let codes = text.lowercased().split { $0 == "," || $0 == " " }.map(String.init)
        guard !codes.isEmpty, codes.count <= 250,
            codes.allSatisfy({ code in code.utf8.count == 2 && code.utf8.allSatisfy { (0x61...0x7A).contains($0) } })
        else { throw .refused(.invalid(.territory)) }
        return .countries(Set(codes))
    }
}
