internal import PromptReading
internal import RedTeam
internal import SafetyModel

/// A line of the corpus that the second opinion learns from, or is measured on.
struct OpinionRow {
    var line: SecondTraining.Line
    var isHarmful: Bool
    /// What people ask, harmless: not written to be near to harm, nor to test a rule.
    var isPlain: Bool
    /// Families of one group are left out together.
    var group: String
    /// How much it counts: less where slots make many lines of one.
    var weight: Float
    /// For measuring only.
    var isHeldOut: Bool

    /// WHY: what is asked about in vain is counted against the tables line by line, so harmless lines are learned well.
    private static let harmlessWeight: Float = 8
    /// WHY: lines written to be as near to harm as can be are rarer in life than in the corpus.
    private static let nearWeight: Float = 1.5

    private static let plainFamilies: Set = ["plain", "blind"]

    private static func weight(of item: CorpusCase) -> Float {
        guard item.isHarmless else { return 1 }
        return item.family.hasPrefix("near-") || item.family.hasSuffix("-twin") ? nearWeight : harmlessWeight
    }

    /// Lines to train on and lines to measure on.
    static func rows(corpus: String, bits: Int = OpinionTrainer().bits) throws -> (
        known: [OpinionRow], heldOut: [OpinionRow]
    ) {
        // By words and rules alone: what is trained here must not be there before.
        let reader = try PromptReader(compiledFile: PromptReader.embeddedFolder + "/languages.bin")
        let rows = rows(
            of: try Corpus(folder: corpus).cases + Corpus(folder: corpus + "/second").cases,
            SecondTraining(reader, bits: bits))
        return (rows.filter { !$0.isHeldOut }, rows.filter(\.isHeldOut))
    }

    /// Edits of pictures, each text once. Lines about minors are left out, whatever their label.
    static func rows(of cases: [CorpusCase], _ training: SecondTraining) -> [OpinionRow] {
        var seen: Set<String> = []
        var rows: [OpinionRow] = []
        var templates: [String] = []
        for item in cases where item.operation != .generate && item.pictures > 0 && !item.family.contains("minors") {
            let text = item.turns.joined(separator: "\n")
            guard !Minors.standBesideSexual(in: text),
                seen.insert("\(item.language) \(item.isHarmless) \(text.lowercased())").inserted
            else { continue }
            let line = training.line(text)
            guard !line.isAboutChild else { continue }
            rows.append(
                OpinionRow(
                    line: line, isHarmful: !item.isHarmless,
                    isPlain: item.isHarmless && plainFamilies.contains(item.family),
                    group: FamilyFolds.group(of: item.family),
                    weight: weight(of: item),
                    isHeldOut: item.isHeldOut || item.family.hasSuffix("-held")))
            templates.append(item.id)
        }
        let counts = templates.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
        for (index, template) in templates.enumerated() {
            rows[index].weight /= Float(counts[template] ?? 1).squareRoot()
        }
        return rows
    }
}
