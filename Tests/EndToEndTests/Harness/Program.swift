import Foundation
import Synchronization

/// A program that was started, with what it writes going to files so that no pipe can fill up.
final class Program: Sendable {
    /// The variables that a program inherits; the Vangrail ones of the person who runs the tests stay outside.
    static let inherited = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("VANGRAIL_") }

    let identifier: Int32
    /// What it has printed so far.
    let output: URL
    private let errors: URL
    private let ending: Ending

    /// Starts a program. `folder` receives the files `NAME.out` and `NAME.err`.
    init(
        _ executable: URL, _ arguments: [String], environment: [String: String] = [:], input: String = "",
        folder: URL, name: String
    ) throws {
        output = folder.appending(path: name + ".out")
        errors = folder.appending(path: name + ".err")
        let inputFile = folder.appending(path: name + ".in")
        try Data(input.utf8).write(to: inputFile)
        for file in [output, errors] where !FileManager.default.createFile(atPath: file.path(), contents: nil) {
            throw Missing("\(file.path()) cannot be written")
        }
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.environment = Self.inherited.merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }
            .merging(environment) { $1 }
        process.standardInput = try FileHandle(forReadingFrom: inputFile)
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        let ending = Ending()
        process.terminationHandler = { ended in
            ending.resolve(
                Status(code: ended.terminationStatus, wasSignalled: ended.terminationReason == .uncaughtSignal))
        }
        try process.run()
        self.ending = ending
        identifier = process.processIdentifier
    }

    /// How a program ended.
    struct Status: Hashable, Sendable {
        /// The exit code, or the number of the signal.
        var code: Int32
        var wasSignalled: Bool
    }

    /// Nil while the program runs.
    var status: Status? { ending.status }

    func send(_ signal: Int32) { _ = kill(identifier, signal) }

    /// Waits for the end; kills the program when it takes longer than that.
    func wait(secondsMax: Double) async throws -> Status {
        for _ in 0..<Int(secondsMax * 100) {
            if let status { return status }
            try await Task.sleep(for: .milliseconds(10))
        }
        send(SIGKILL)
        throw Missing("\(output.lastPathComponent): no end within \(secondsMax) seconds\n\(tail)")
    }

    var outputText: String { (try? String(contentsOf: output, encoding: .utf8)) ?? "" }
    var errorText: String { (try? String(contentsOf: errors, encoding: .utf8)) ?? "" }

    /// The end of both files, for a message about a failure.
    var tail: String {
        "--- output\n" + String(outputText.suffix(2000)) + "\n--- errors\n" + String(errorText.suffix(4000))
    }
}

/// Keeps how a program ended.
private final class Ending: Sendable {
    private let value = Mutex<Program.Status?>(nil)

    var status: Program.Status? { value.withLock(\.self) }

    func resolve(_ status: Program.Status) { value.withLock { $0 = status } }
}

/// What a program said, and how it ended.
struct Finished: Sendable {
    var code: Int32
    var output: String
    var errors: String

    /// The output's lines, each read as a JSON object.
    func jsonLines() throws -> [[String: Any]] {
        try output.split(separator: "\n").map { try JSON.object(Data($0.utf8)) }
    }
}

/// Runs a program to its end.
func run(
    _ executable: URL, _ arguments: [String], environment: [String: String] = [:], input: String = "",
    secondsMax: Double = 60
) async throws -> Finished {
    let folder = try TemporaryFolder()
    let program = try Program(
        executable, arguments, environment: environment, input: input, folder: folder.url, name: "program")
    let status = try await program.wait(secondsMax: secondsMax)
    return Finished(code: status.code, output: program.outputText, errors: program.errorText)
}

/// Runs `vangrail` to its end.
func vangrail(_ arguments: [String], environment: [String: String] = [:], input: String = "") async throws -> Finished {
    try await run(try Places.program("vangrail"), arguments, environment: environment, input: input)
}
