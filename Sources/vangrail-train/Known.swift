internal import ArgumentParser
internal import Dispatch
internal import Foundation
internal import PromptReading
internal import Synchronization

/// Packs dictionary words into the file that the reader knows them by.
struct Known: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Packs the words of scripts/type_words.py, but those that matter, into known.words and known.md.")

    @Option(
        help: "Words, one a line: the language's code, a tab, the word; a tab and `kept` where somebody vouched for it."
    )
    var words: String
    @Option(help: "The compiled language files.") var languages: String
    @Option(help: "The folder that the files go into.") var out: String
    @Option(help: "A file for the words that are left out, each with the reason.") var refused: String?

    /// Words that one turn of a core reads.
    private static let portion = 2_000

    func run() throws {
        let proposals = try Self.proposals(words)
        var training = try KnownWordsTraining(compiledFile: languages)
        var card = KnownCard()
        var refusals = ""
        for (proposal, refusal) in zip(proposals, Self.refusals(of: proposals, training)) {
            if let refusal {
                refusals += "\(refusal.rawValue)\t\(proposal.code)\t\(proposal.word)\n"
            } else {
                training.add(proposal.word, code: proposal.code)
                card.count(proposal.code)
            }
        }
        if let refused { try Data(refusals.utf8).write(to: URL(filePath: refused), options: .atomic) }
        try Data(training.bytes()).write(to: URL(filePath: out + "/known.words"), options: .atomic)
        try Data(card.text.utf8).write(to: URL(filePath: out + "/known.md"), options: .atomic)
        print("\(training.count) words")
    }

    private struct Proposal: Sendable {
        var code: String
        var word: String
        var isVouchedFor: Bool
    }

    private static func proposals(_ path: String) throws -> [Proposal] {
        try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").enumerated().map { number, line in
            let parts = line.split(separator: "\t")
            guard parts.count == 2 || parts.count == 3 && parts[2] == "kept" else {
                throw ValidationError("line \(number + 1): not a code, a tab and a word, perhaps a tab and `kept`")
            }
            return Proposal(code: String(parts[0]), word: String(parts[1]), isVouchedFor: parts.count == 3)
        }
    }

    /// For each word why it is left out, or nil; read by all cores.
    private static func refusals(
        of proposals: [Proposal], _ training: KnownWordsTraining
    ) -> [KnownWordsTraining.Refusal?] {
        let portions = Mutex<[Int: [KnownWordsTraining.Refusal?]]>([:])
        DispatchQueue.concurrentPerform(iterations: (proposals.count + portion - 1) / portion) { turn in
            let some = proposals[turn * portion..<min(proposals.count, (turn + 1) * portion)]
            let found = some.map { training.refusal(of: $0.word, code: $0.code, isVouchedFor: $0.isVouchedFor) }
            portions.withLock { $0[turn] = found }
        }
        return portions.withLock { found in found.keys.sorted().flatMap { found[$0] ?? [] } }
    }
}

/// How many words each language has.
struct KnownCard {
    private var counts: [String: Int] = [:]

    mutating func count(_ code: String) { counts[code, default: 0] += 1 }

    var text: String {
        let lines = [
            "# Dictionary words", "",
            "`known.words`: words of dictionaries that are known and no more, for edits and for generations about somebody",
            "(decision 0038). `scripts/type_words.py` proposes them out of simplemma, spacy-lookups-data, wordfreq and",
            "pythainlp, `vangrail-train known` leaves out what the language files list or what is like a word that matters,",
            "unless somebody vouched for it (`scripts/kept-words.tsv`).",
            "The file holds hashes only, and takes one in 65,536 other words for one of these.", "",
            "| language | words |", "|---|---|",
        ]
        return (lines + counts.sorted { $0.key < $1.key }.map { "| \($0.key) | \($0.value) |" })
            .joined(separator: "\n") + "\n"
    }
}
