internal import SafetyModel

/// A prompt that words, rules and tables have read; where they leave it unclear the encoders read it too.
public struct PromptDraft: Sendable {
    var sheet: SignalSheet
    var findings: PromptFindings
    var question: Question?
    var doubt: Doubt?

    /// What the learned reader is asked about the text as a whole.
    struct Question: Sendable {
        var model: GeneralModel
        var glance: GeneralModel.Glance
        /// Reasons why words of harm may be ordinary here.
        var contexts: Set<String>
        var clause: String
        var isChild: Bool
        var isReal: Bool
    }

    /// What the second opinion cannot tell by its tables, and the signal for each part of it.
    struct Doubt: Sendable {
        var second: SecondOpinion
        var unclear: [SecondOpinion.Unclear]
        var signals: [Signal]
    }

    /// `finished` takes some milliseconds instead of microseconds.
    public var needsEncoder: Bool { question?.glance.needsEncoder ?? false || doubt != nil }

    /// Reads on, and gives the findings.
    public func finished() -> PromptFindings {
        var sheet = sheet
        if let signal = question?.answer() { sheet.add(signal) }
        var findings = findings
        if let doubt, let place = doubt.second.finish(doubt.unclear) {
            sheet.add(doubt.signals[place])
            findings.isUnderstood = false
        }
        findings.signals = sheet.signals
        return findings
    }
}

extension PromptDraft.Question {
    fileprivate func answer() -> Signal? {
        let reading = model.finish(glance)
        guard reading.isHarmful, contexts.isDisjoint(with: reading.strongest.ordinaryIn) else { return nil }
        let category = reading.strongest.category(isChild: isChild, isReal: isReal)
        return Signal(
            category, .clear,
            evidence: Evidence(
                reader: .prompt, note: "The text as a whole reads as \(category.rawValue) to the learned reader.",
                clause: clause, view: "plain", target: category.rawValue, word: reading.words.first))
    }
}
