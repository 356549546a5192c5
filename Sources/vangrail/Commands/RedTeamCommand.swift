import ArgumentParser
import Foundation
import PolicyEngine
import RedTeam
import SafetyModel

/// `vangrail redteam`: tries the corpus on a door that can decide and never make a picture.
struct RedTeamCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "redteam",
        abstract: "Try the corpus, plain and disguised, on this program or on a server's decide-only door.",
        discussion: """
            It never reaches a generator: it asks the decider in this process, or POST /v1/vangrail/decisions at --url \
            with the platform key in VANGRAIL_PLATFORM_KEY. Harmful lines meet every surface, harmless ones only \
            ordinary noise. The table names families, never wordings. Exit 1: a share is over its ceiling.
            """)

    @Option(help: "The corpus folder.") var corpus = "Corpus"
    @Option(name: .customLong("family"), help: "Only this family; repeat.") var families: [String] = []
    @Option(name: .customLong("language"), help: "Only this language; repeat.") var languages: [String] = []
    @Option(name: .customLong("surface"), help: "Only this surface, for instance plain or leet; repeat.")
    var surfaces: [String] = []
    @Option(help: "At most so many lines of a family, language and surface.") var sample = 12
    @Option(help: "The seed that draws the sample.") var seed: UInt64 = 2026
    @Option(help: "with: tuned and held-out lines. only: held-out lines. without: tuned lines.") var heldOut = "with"
    @Option(help: "A policy file; the embedded policy when left out.") var policy: String?
    @Option(help: "Base URL of a server; this process when left out.") var url: String?
    @Option(help: "Write the cells as JSON to this file.") var json: String?
    @Option(help: "Worst cells in the table.") var worst = 15
    @Option(help: "The largest share of harmful lines that may be released, 0 to 1.") var harmfulCeiling: Double = 1
    @Option(help: "The largest share of plain harmless lines that may not be released, 0 to 1.")
    var harmlessCeiling: Double = 1

    func validate() throws {
        guard ["with", "only", "without"].contains(heldOut) else {
            throw ValidationError("--held-out is with, only or without")
        }
        guard sample > 0 else { throw ValidationError("--sample is at least 1") }
        if let unknown = surfaces.first(where: { Surface(rawValue: $0) == nil }) {
            throw ValidationError(
                "no surface `\(unknown)`; there are \(Surface.allCases.map(\.rawValue).joined(separator: ", "))")
        }
    }

    func run() async throws {
        let plan = RedTeamPlan(try cases(), surfaces: chosenSurfaces, sample: sample, seed: seed)
        guard !plan.attempts.isEmpty else { throw ValidationError("no line of the corpus is chosen") }
        let target = try await RedTeamTarget(url: url, policy: PolicyCommand.load(policy))
        var score = RedTeamScore()
        var progress = Progress(of: plan.attempts.count)
        for attempt in plan.attempts {
            score.add(attempt.item, attempt.surface, await target.decide(attempt))
            progress.step()
        }
        progress.clear()
        await target.close()
        let report = RedTeamReport(score, seed: seed, readBy: target.name)
        print(report.table(worst: worst))
        if let json { try report.json().write(to: URL(filePath: json)) }
        let harmful = score.sum { !$0.isHarmless }.share
        let harmless = score.sum { $0.isHarmless && $0.surface == .plain }.share
        if harmful > harmfulCeiling || harmless > harmlessCeiling || score.failures > 0 { throw ExitCode(1) }
    }

    private var chosenSurfaces: [Surface] {
        surfaces.isEmpty ? Surface.allCases : surfaces.compactMap { Surface(rawValue: $0) }
    }

    private func cases() throws -> [CorpusCase] {
        let all: [CorpusCase]
        do { all = try Corpus(folder: corpus).cases } catch { throw ValidationError(error.message) }
        return all.filter { item in
            (families.isEmpty || families.contains(item.family))
                && (languages.isEmpty || languages.contains(item.language))
                && (heldOut == "with" || item.isHeldOut == (heldOut == "only"))
        }
    }
}

/// A bar on standard error, where that is a terminal.
private struct Progress {
    private let total: Int
    private var done = 0
    private let isShown = isatty(STDERR_FILENO) == 1

    init(of total: Int) { self.total = total }

    mutating func step() {
        done += 1
        guard isShown, done % max(1, total / 200) == 0 || done == total else { return }
        let filled = 40 * done / total
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 40 - filled)
        FileHandle.standardError.write(Data("\r\(bar) \(done) of \(total)".utf8))
    }

    func clear() { if isShown { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) } }
}
