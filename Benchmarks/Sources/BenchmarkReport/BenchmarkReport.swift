import ArgumentParser
import FoundationEssentials
import LoadResult

/// Puts the results of one run together.
@main
struct BenchmarkReport: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prints one run's results as Markdown and writes them as JSON.",
        discussion: "Exits with 1 where a promised figure was measured and not met, unless --lenient.")

    @Argument(help: "The folder with the results of the run.")
    var folder: String

    @Option(help: "The file for the whole report.")
    var json: String

    @Flag(help: "Exit with 0 whatever the figures.")
    var lenient = false

    func run() throws {
        let report = RunReport(
            machine: try one("machine.json", as: [String: String].self) ?? [:],
            loads: try all("load", as: LoadResult.self),
            reached: try one("reached.json", as: [String: Int].self) ?? [:],
            bodies: try all("body", as: BodyLimitResult.self),
            slow: try all("slow", as: SlowClientsResult.self),
            memories: try all("memory", as: RunMemory.self))
        print(MarkdownReport(report: report).text)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try encoder.encode(report).write(to: URL(filePath: json))
        if !lenient, report.figures.contains(where: { !$0.met }) { throw ExitCode(1) }
    }

    private func one<Value: Decodable>(_ file: String, as type: Value.Type) throws -> Value? {
        let path = "\(folder)/\(file)"
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        return try JSONDecoder().decode(type, from: Data(contentsOf: URL(filePath: path)))
    }

    /// Every `KIND-….json`, in the order of its name, which starts with a number.
    private func all<Value: Decodable>(_ kind: String, as type: Value.Type) throws -> [Value] {
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        return try files.filter { $0.hasPrefix(kind + "-") && $0.hasSuffix(".json") }
            .compactMap { try one($0, as: type) }
    }
}
