import ArgumentParser
import Foundation
import PolicyEngine
import SafetyModel
import Screening

/// `vangrail check`: what would be decided, without a server, a data folder or a generator.
struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Decide on a prompt with pictures, or on many, without making anything.",
        discussion: """
            With --jsonl it reads one request a line from standard input and answers each with one line: \
            {"id","operation":"generate|edit|vary","prompt" or "turns":[…],"images":[paths],"mask":path,"account":{…}} \
            becomes {"id","decision","reasons":[{"category","rule"}],"coverage":{…}}. A picture that cannot be read \
            gives hold; a bad line gives {"id","error"} and exit 1 at the end.
            """)

    @Argument(help: "The prompt.") var prompt: String?
    @Option(name: .customLong("image"), help: "A picture to edit; repeat for several.") var images: [String] = []
    @Option(help: "A mask for the first picture.") var mask: String?
    @Option(help: "generate, edit or vary; edit when there is a picture.") var operation: String?
    @Option(name: .customLong("turn"), help: "An earlier turn of the conversation, oldest first; repeat.")
    var turns: [String] = []
    @Option(help: "A policy file; the embedded policy when left out.") var policy: String?
    @Option(help: "A file of models to ask too, as the setting picture-models names one.") var models = ""
    @Flag(help: "Answer in JSON.") var json = false
    @Flag(help: "Read requests from standard input, one JSON object a line.") var jsonl = false
    @Flag(help: "Show what each reader found, and where.") var explain = false

    func validate() throws {
        guard jsonl || prompt != nil else { throw ValidationError("give a prompt, or --jsonl and lines to read") }
        guard operation.map({ SafetyModel.Operation(rawValue: $0) != nil }) ?? true else {
            throw ValidationError("--operation is generate, edit or vary")
        }
    }

    func run() async throws {
        let bench = try await CheckBench(policy: PolicyCommand.load(policy), models: models)
        let failed = jsonl ? await runLines(bench) : await runOne(bench)
        await bench.close()
        if failed { throw ExitCode(1) }
    }

    private func runOne(_ bench: CheckBench) async -> Bool {
        var line = CheckLine(id: "check")
        line.operation = operation.flatMap(SafetyModel.Operation.init(rawValue:))
        line.turns = turns + [prompt ?? ""]
        line.images = images
        line.mask = mask
        let decision = await bench.decide(line)
        if json {
            CheckAnswer.write(CheckAnswer(id: decision.decision.id.text, decision))
        } else {
            for text in CheckText.lines(decision, explained: explain) { print(text) }
        }
        return false
    }

    private func runLines(_ bench: CheckBench) async -> Bool {
        var failed = false
        while let line = readLine(strippingNewline: true) {
            if line.allSatisfy(\.isWhitespace) { continue }
            do throws(CheckLineError) {
                let read = try CheckLine.parse(line)
                CheckAnswer.write(CheckAnswer(id: read.id, await bench.decide(read)))
            } catch {
                failed = true
                CheckAnswer.write(CheckAnswer.Failure(id: error.id, error: error.description))
            }
        }
        return failed
    }
}

extension CheckLine {
    /// A line without words yet.
    init(id: String) { self.id = id }
}
