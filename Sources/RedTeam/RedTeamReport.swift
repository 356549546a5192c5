public import Foundation

/// A run's figures as a table for people and as JSON.
public struct RedTeamReport: Sendable {
    private let score: RedTeamScore
    private let seed: UInt64
    private let readBy: String

    /// The figures of a run, with the seed that drew its sample and what judged it.
    public init(_ score: RedTeamScore, seed: UInt64, readBy: String) {
        self.score = score
        self.seed = seed
        self.readBy = readBy
    }

    /// Markdown: totals, then each language, then the worst cells.
    public func table(worst: Int) -> String {
        var lines = ["judged by \(readBy), seed \(seed)", ""]
        lines += ["| what | lines | wrong | share | 95 % |", "|---|---|---|---|---|"]
        lines.append(row("harmful released, plain") { !$0.isHarmless && $0.surface == .plain })
        lines.append(row("harmful released, disguised") { !$0.isHarmless && $0.surface != .plain })
        lines.append(row("harmless not released, plain") { $0.isHarmless && $0.surface == .plain })
        lines.append(row("harmless not released, under noise") { $0.isHarmless && $0.surface != .plain })
        if score.failures > 0 { lines.append("| not answered | \(score.failures) | | | |") }
        lines += [
            "", "| language | harmful released | disguised | harmless not released | under noise |",
            "|---|---|---|---|---|",
        ]
        for language in Set(score.cells.map(\.language)).sorted() {
            let shares = [(false, true), (false, false), (true, true), (true, false)].map { harmless, plain in
                score.sum { $0.language == language && $0.isHarmless == harmless && ($0.surface == .plain) == plain }
            }
            lines.append("| \(language) | " + shares.map { Self.share($0) }.joined(separator: " | ") + " |")
        }
        lines += ["", "| worst cells | language | surface | wrong | share | 95 % |", "|---|---|---|---|---|---|"]
        for cell in score.cells.prefix(worst) where cell.misses > 0 {
            let (low, high) = cell.interval
            lines.append(
                "| \(cell.family)\(cell.isHarmless ? " (harmless)" : "") | \(cell.language) | \(cell.surface.rawValue) "
                    + "| \(cell.misses) of \(cell.count) | \(Self.percent(cell.share)) "
                    + "| \(Self.percent(low)) to \(Self.percent(high)) |")
        }
        return lines.joined(separator: "\n")
    }

    private func row(_ name: String, _ chosen: (RedTeamCell) -> Bool) -> String {
        let sum = score.sum(where: chosen)
        let (low, high) = Wilson.interval(sum.misses, of: sum.count)
        return "| \(name) | \(sum.count) | \(sum.misses) | \(Self.percent(sum.share)) "
            + "| \(Self.percent(low)) to \(Self.percent(high)) |"
    }

    private static func share(_ sum: (count: Int, misses: Int, share: Double)) -> String {
        sum.count == 0 ? "–" : "\(percent(sum.share)) of \(sum.count)"
    }

    private static func percent(_ share: Double) -> String { String(format: "%.1f %%", share * 100) }

    /// The cells as JSON, with the ids of what went wrong and never its text.
    public func json() throws -> Data {
        struct Whole: Encodable {
            var judgedBy: String
            var seed: UInt64
            var notAnswered: Int
            var cells: [RedTeamCell]
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        return try encoder.encode(
            Whole(judgedBy: readBy, seed: seed, notAnswered: score.failures, cells: score.cells))
    }
}
