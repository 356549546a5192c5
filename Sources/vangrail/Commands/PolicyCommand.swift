import ArgumentParser
import Foundation
import PolicyEngine
import SafetyModel

/// Looks at policy files without running anything.
struct PolicyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy", abstract: "Check a policy against the floor, or explain a judgement.",
        subcommands: [CheckPolicy.self, ExplainPolicy.self, PrintPolicy.self])

    /// Reads a policy file, or the embedded one when no file is named.
    static func load(_ path: String?) throws -> Policy {
        do {
            guard let path else { return try Policy.embedded() }
            guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
                throw ValidationError("policy file `\(path)` cannot be read")
            }
            return try Policy.parse(text, file: path)
        } catch let error as PolicyParseError { throw ValidationError("\(error)") }
    }
}

/// `vangrail policy check [FILE]`
struct CheckPolicy: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Evaluate the rules, without the clamp in code, against the floor over the whole space of facts.",
        discussion: "Exit 0: the rules alone stay above the floor. Exit 1: they do not; a counter-example is printed.")

    @Argument(help: "Policy file; the embedded policy when left out.") var file: String?

    func run() async throws {
        let policy = try PolicyCommand.load(file)
        switch PolicyCheck.run(policy) {
        case .aboveFloor(let points): print("\(policy.version): above the floor at all \(points) points judged")
        case .belowFloor(let example):
            print("\(policy.version): BELOW THE FLOOR\n\(example)")
            throw ExitCode(1)
        }
    }
}

/// `vangrail policy print`
struct PrintPolicy: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "print", abstract: "Print the embedded policy, to start a policy of your own from.")

    func run() async throws { print(Policy.embeddedText, terminator: "") }
}

/// `vangrail policy explain [FILE] --fact subject=real-person --level undress=clear`
struct ExplainPolicy: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Show which rules match given facts, which do not, and on which condition.")

    @Argument(help: "Policy file; the embedded policy when left out.") var file: String?
    @Option(name: .customLong("fact"), help: "A fact as NAME=VALUE, for instance subject=real-person; repeat.")
    var facts: [String] = []
    @Option(
        name: .customLong("level"), help: "A category's level as CATEGORY=LEVEL, for instance undress=clear; repeat.")
    var levels: [String] = []
    @Flag(help: "Show quiet categories too.") var all = false

    func run() async throws {
        let policy = try PolicyCommand.load(file)
        let facts = try FactWords.read(facts: facts, levels: levels)
        for line in policy.explain(facts) where all || !line.isQuiet { print(line) }
        let judgement = policy.evaluate(facts)
        print("=> \(judgement.kind.rawValue)\(judgement.clamped ? " (raised by the floor)" : "")")
        for reason in judgement.reasons {
            print(
                "   \(reason.category?.rawValue ?? "access"): rule \(reason.rule.text), ground \(reason.ground.rawValue)"
            )
        }
    }
}
