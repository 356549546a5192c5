import AuditTrail
import SafetyModel

/// How decisions and releases are written into the audit trail: ids, codes and keyed digests, nothing else.
enum AuditNotes {
    static func decision(
        _ decision: GateDecision, facts: Facts, account: String?, request: String, door: String
    ) -> AuditEntry {
        let made = decision.decision
        var fields = [
            "decision": made.kind.rawValue, "stage": made.stage.rawValue, "door": door,
            "operation": facts.operation.rawValue, "subject": facts.subject.rawValue,
            "source": facts.source.rawValue, "audience": facts.audience.rawValue,
            "request": request, "policy": made.versions.policy, "binary": made.versions.binary,
            "model": made.versions.model, "coverage": coverage(made.coverage),
        ]
        if !made.reasons.isEmpty { fields["reasons"] = reasons(made.reasons) }
        if let account { fields["account"] = account }
        if let fault = decision.faults.first { fields["fault"] = "\(fault.input) \(fault.error.code)" }
        return AuditEntry(kind: .decision, subject: made.id.text, at: made.at, fields: fields)
    }

    static func release(_ output: OutputRecord) -> AuditEntry {
        AuditEntry(
            kind: .release, subject: output.id.text, at: output.at,
            fields: ["decision": output.decision.text, "sha256": output.sha256])
    }

    static func failure(_ decision: DecisionID, _ error: GeneratorError, at now: Moment) -> AuditEntry {
        AuditEntry(kind: .generatorFailure, subject: decision.text, at: now, fields: ["error": error.code])
    }

    static func opened(_ held: HeldCase) -> AuditEntry {
        AuditEntry(
            kind: .caseOpened, subject: held.id.text, at: held.openedAt,
            fields: ["decision": held.decision.id.text, "stage": held.decision.stage.rawValue])
    }

    /// `minor-sexual/clear/rule …`, gravest first, as many as fit.
    private static func reasons(_ reasons: [Reason]) -> String {
        fitting(reasons.map { "\($0.category?.rawValue ?? "access")/\($0.level.name)/\($0.rule.text)" })
    }

    /// Readers with how many inputs they read, failed on, or were absent for: `lens=2+1-0`.
    private static func coverage(_ coverage: Coverage) -> String {
        let readers = Set(coverage.entries.map(\.reader)).sorted()
        return fitting(
            readers.map { reader in
                let own = coverage.entries.filter { $0.reader == reader }
                let count = { (state: Coverage.State) in own.count { $0.state == state } }
                return "\(reader.rawValue)=read:\(count(.read)),failed:\(count(.failed)),absent:\(count(.absent))"
            })
    }

    private static func fitting(_ parts: [String]) -> String {
        var text = ""
        for part in parts {
            let longer = text.isEmpty ? part : text + " " + part
            guard longer.utf8.count <= 240 else { return text + " +" }
            text = longer
        }
        return text
    }
}
