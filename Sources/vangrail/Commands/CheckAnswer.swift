import Foundation
import SafetyModel
import Screening

/// One line of the answer of `vangrail check --json` and `--jsonl`.
struct CheckAnswer: Encodable {
    struct Reason: Encodable {
        var category: String?
        var rule: String
    }

    /// The answer to a line that is no request; `id` is null where the line has none.
    struct Failure: Encodable {
        enum Key: CodingKey { case id, error }
        var id: String?
        var error: String

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(id, forKey: .id)
            try container.encode(error, forKey: .error)
        }
    }

    var id: String
    var decision: String
    var reasons: [Reason]
    /// Reader states by input: `{"prompt":{"prompt":"read"},"image-0":{"lens":"read"}}`.
    var coverage: [String: [String: String]]

    init(id: String, _ decision: GateDecision) {
        self.id = id
        self.decision = decision.decision.kind.rawValue
        reasons = decision.decision.reasons.map { Reason(category: $0.category?.rawValue, rule: $0.rule.text) }
        coverage = decision.decision.coverage.entries.reduce(into: [:]) {
            $0[$1.input, default: [:]][$1.reader.rawValue] = $1.state.rawValue
        }
    }

    /// Prints one JSON object on one line, at once.
    static func write(_ value: some Encodable) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(value) else { return }
        FileHandle.standardOutput.write(data + Data("\n".utf8))
    }
}

/// The answer for people.
enum CheckText {
    static func lines(_ decision: GateDecision, explained: Bool) -> [String] {
        let made = decision.decision
        var lines = ["decision  \(made.kind.rawValue)", "subject   \(decision.subject.rawValue)"]
        lines += made.reasons.map {
            "reason    \($0.category?.rawValue ?? "access") (rule \($0.rule.text), ground \($0.ground.rawValue))"
        }
        lines += decision.faults.map { "picture   \($0.input) could not be read: \($0.error.code)" }
        guard explained else { return lines }
        for signal in decision.signals {
            let evidence = signal.evidence
            lines.append("signal    \(signal.category.rawValue) \(signal.level.name): \(evidence.note)")
            let parts = [
                ("view", evidence.view), ("clause", evidence.clause), ("operation", evidence.operation),
                ("target", evidence.target), ("word", evidence.word),
            ]
            lines += parts.compactMap { name, value in
                value.map { "            " + name.padding(toLength: 10, withPad: " ", startingAt: 0) + $0 }
            }
        }
        lines += made.coverage.entries.map { "coverage  \($0.input): \($0.reader.rawValue) \($0.state.rawValue)" }
        lines.append("judged by \(made.versions.policy), \(made.versions.model), vangrail \(made.versions.binary)")
        return lines
    }
}
