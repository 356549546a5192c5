import Casework
import SafetyModel
import WireJSON

extension TermsValues {
    /// The rules for machines (Art. 14(1), (5)); durations in seconds.
    var json: JSON {
        let (clocks, misuse) = (casework.clocks, casework.misuse)
        return [
            "format": "vangrail-terms", "version": 1, "policy": JSON(policyVersion),
            "categories": .array(
                rules.map { rule in
                    [
                        "category": JSON(rule.category.rawValue), "clause": JSON(rule.category.rawValue),
                        "outcomes": .array(rule.outcomes.sorted(by: >).map { JSON($0.rawValue) }),
                    ]
                }),
            "clauses": .array(TermsClause.ours.map { JSON($0.text) }),
            "automated_means": [
                "decides": ["refuse", "ask", "hold", "hide", "pause"],
                "pause_seconds_max": Self.number(ClockSettings.machinePauseSecondsMax),
                "hiding": [
                    "on": .bool(casework.hiding.isOn), "clause": JSON(casework.pendingClause.text),
                    "per_sender_day": JSON(casework.hiding.perSenderDay),
                    "overall_hour": JSON(casework.hiding.overallHour),
                ],
            ],
            "human_review": [
                "punishments": true, "second_person_for_children": true, "second_person_for_removal": true,
            ],
            "ladders": ["adults": Self.json(casework.adults), "minors": Self.json(casework.minors)],
            "misuse": [
                "count_min": JSON(misuse.countMin), "percent_min": JSON(misuse.percentMin),
                "frame_seconds": Self.number(misuse.frameSeconds),
                "warning_seconds": Self.number(misuse.warningSeconds),
                "durations_seconds": .array(misuse.durationsSeconds.map(Self.number)),
            ],
            "complaints": [
                "free": true, "window_seconds": Self.number(clocks.complaintSeconds),
                "decision_seconds": Self.number(clocks.complaintDecisionSeconds), "another_person": true,
                "settlement_bodies": .array(casework.settlementBodies.map { JSON($0.text) }),
            ],
            "deadlines": [
                "receipt_seconds": Self.number(clocks.receiptSeconds),
                "grave_decision_seconds": Self.number(clocks.graveDecisionSeconds),
                "decision_seconds": Self.number(clocks.decisionSeconds),
                "removal_seconds": Self.number(ClockSettings.removalSeconds),
            ],
            "contact": JSON([
                ("operator", JSON(operatorName)), ("everybody", JSON(contact)),
                ("authorities", JSON(authorities?.address)),
                ("authority_languages", .array((authorities?.languages ?? []).map { JSON($0) })),
                ("representative", JSON(representative)),
            ]),
        ]
    }

    private static func number(_ seconds: Int64) -> JSON { JSON(Int(seconds)) }

    private static func json(_ ladder: Ladder) -> JSON {
        [
            "strike_seconds": number(ladder.strikeSeconds), "other_weight": 1,
            "weights": JSON(
                ladder.weights.sorted { $0.key.rawValue < $1.key.rawValue }.map { ($0.key.rawValue, JSON($0.value)) }),
            "rungs": .array(ladder.rungs.map { ["points": JSON($0.points), "measure": json($0.step)] }),
            "child_abuse": json(ladder.childAbuseStep),
        ]
    }

    private static func json(_ step: AccountStep) -> JSON {
        switch step {
        case .warning: ["kind": "warning"]
        case .lossOfGeneration(let seconds): ["kind": "loss-of-generation", "seconds": seconds.map(number) ?? .null]
        case .suspension(let seconds): ["kind": "suspension", "seconds": number(seconds)]
        case .removal: ["kind": "removal"]
        }
    }
}
