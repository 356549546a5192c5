import Foundation
import PromptReading
import RedTeam
import SafetyModel

/// The repository's corpus, read once for all tests.
enum RepositoryCorpus {
    static let cases: Result<[CorpusCase], CorpusError> = Result { () throws(CorpusError) in
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Corpus")
        return try Corpus(folder: root.path).cases
    }
}

/// What becomes of a prompt under a strict platform's policy: any clear signal refuses, not understood asks.
enum Outcome: String {
    case released, ask, refuse

    init(_ findings: PromptFindings) {
        let isHarmful = findings.signals.contains { $0.category != .notUnderstood && $0.level >= .clear }
        // The floor asks where harm to a real person is only suspected.
        let isDoubtful = findings.signals.contains {
            [.undress, .sexualisedPerson, .degradation].contains($0.category) && $0.level == .suspected
        }
        self = isHarmful ? .refuse : findings.isUnderstood && !isDoubtful ? .released : .ask
    }
}

extension PromptReader {
    /// Reads one case of the corpus, perhaps on another surface.
    func outcome(_ item: CorpusCase, _ surface: Surface = .plain) -> Outcome {
        var turns = item.turns
        if let last = turns.popLast() { turns.append(surface.apply(last)) }
        return Outcome(
            read(Prompt(turns: turns), in: PromptContext(operation: item.operation, pictures: item.pictures)))
    }
}
