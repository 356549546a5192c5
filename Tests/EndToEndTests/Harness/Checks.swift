import Foundation

/// A Python script that runs named checks against a server and prints one JSON line for each.
struct Checks: Sendable {
    let script: String

    /// What became of every check, by name; a check that is missing did not run.
    struct Outcomes: Sendable {
        /// Nil for a check that passed, else its traceback.
        var failures: [String: String?]
        /// What the script wrote besides, for a message about a check that did not run.
        var errors: String
    }

    private var url: URL { Places.scripts.appending(path: script) }

    /// The names of the checks in the script, in order.
    func names() async throws -> [String] {
        let python = try Places.requirePython()
        return try await run(python, [url.path(), "--list"]).output.split(separator: "\n").map(String.init)
    }

    /// Runs all checks against a server of their own.
    func outcomes(
        arguments: [String] = [], environment: [String: String] = [:], serverEnvironment: [String: String] = [:],
        secondsMax: Double = 300
    ) async throws -> Outcomes {
        let python = try Places.requirePython()
        _ = try Places.sample("astronaut.png")
        return try await Server.with(arguments: arguments, environment: serverEnvironment) {
            server, data async throws in
            let variables = [
                "VANGRAIL_TEST_URL": server.url, "VANGRAIL_TEST_KEY": Server.platformKey,
                "VANGRAIL_TEST_DATA": data.path(), "VANGRAIL_TEST_SAMPLES": Places.samples.path(),
                "VANGRAIL_TEST_OUTPUT": server.program.output.path(),
                "VANGRAIL_TEST_PID": "\(server.program.identifier)",
                "VANGRAIL_TEST_SCREENSHOTS": Places.screenshots.path(), "PYTHONDONTWRITEBYTECODE": "1",
            ]
            let finished = try await run(
                python, [url.path()], environment: variables.merging(environment) { $1 }, secondsMax: secondsMax)
            var failures: [String: String?] = [:]
            for line in try finished.jsonLines() {
                guard let name = line.text("check") else { continue }
                failures[name] = .some(line["ok"] as? Bool == true ? nil : line.text("detail") ?? "no detail")
            }
            return Outcomes(failures: failures, errors: finished.errors + server.program.tail)
        }
    }
}
