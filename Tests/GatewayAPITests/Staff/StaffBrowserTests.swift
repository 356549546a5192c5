import Casework
import Foundation
import Hummingbird
import HummingbirdTesting
import Testing

@testable import DeskWeb

/// The desk in a real browser, before a server with prepared cases; `scripts/install tests` brings Chromium and Python.
@Suite struct StaffBrowserTests {
    static let names = [
        "a_member_signs_in_by_keyboard", "a_case_is_taken_and_ruled_by_key", "keys_do_nothing_in_a_field",
        "a_picture_is_shown_only_while_it_is_held", "a_change_shows_in_an_open_case_and_in_the_queue",
        "every_page_fits", "an_invitation_keeps_its_secret_out_of_the_address",
        "fifty_cases_are_decided_by_keyboard_alone", "forms_work_without_scripts",
    ]

    @Test func `a member of staff works at the desk`() async throws {
        var desk = DeskHouse()
        desk.desk = DeskSettings(publicURL: "http://127.0.0.1:1", listensOnLoopback: true)
        try desk.staff.openSamples()
        for number in 0..<60 { try desk.staff.open("many\(number)", ground: .terms) }

        let output = try await desk.application().test(.live) { client async throws in
            try await Self.run(address: "http://127.0.0.1:\(try #require(client.port))")
        }

        var passed: [String] = []
        for line in output.split(separator: "\n") {
            guard let found = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
                let name = found["check"] as? String
            else { continue }
            #expect(found["ok"] as? Bool == true, "\(name): \(found["detail"] as? String ?? "")")
            passed.append(name)
        }
        #expect(passed == Self.names)
    }

    private static let root = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Runs the script to its end and gives back what it printed.
    private static func run(address: String) async throws -> String {
        let python = root.appending(path: ".build/venv/bin/python")
        for program in [python.path(), "/usr/bin/chromium", "/usr/bin/chromedriver"] {
            try #require(
                FileManager.default.fileExists(atPath: program), "\(program) is not here: run scripts/install tests")
        }
        let pictures = root.appending(path: ".build/screenshots")
        try FileManager.default.createDirectory(at: pictures, withIntermediateDirectories: true)
        let output = pictures.appending(path: "desk.out")
        try #require(FileManager.default.createFile(atPath: output.path(), contents: nil))
        let process = Process()
        process.executableURL = python
        process.arguments = [root.appending(path: "Tests/EndToEndTests/Python/desk.py").path()]
        process.environment = ProcessInfo.processInfo.environment.merging([
            "VANGRAIL_TEST_URL": address, "VANGRAIL_TEST_SCREENSHOTS": pictures.path(), "PYTHONDONTWRITEBYTECODE": "1",
        ]) { $1 }
        process.standardOutput = try FileHandle(forWritingTo: output)
        await withCheckedContinuation { ended in
            process.terminationHandler = { _ in ended.resume() }
            do { try process.run() } catch {
                process.terminationHandler = nil
                Issue.record("the script does not start: \(error)")
                ended.resume()
            }
        }
        return try String(contentsOf: output, encoding: .utf8)
    }
}
