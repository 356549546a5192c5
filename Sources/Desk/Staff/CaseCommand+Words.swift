import Casework

extension CaseCommand {
    /// The sealed rows that a command of staff brings.
    var sealedRows: [SealedID] {
        switch self {
        case .note(let row): [row]
        case .rule(let form): [form.note].compactMap { $0 }
        case .decideComplaint(_, let decision): [decision.note, decision.replacement?.note].compactMap { $0 }
        case .giveEffect(let effect): [effect.information].compactMap { $0 }
        case .reportDanger(let row): [row].compactMap { $0 }
        default: []
        }
    }
}
