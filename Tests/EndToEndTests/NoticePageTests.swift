import Foundation
import Testing

extension EndToEnd {
    /// The door for notices in a real browser: a person on a phone reports a picture and follows the report.
    @Suite struct NoticePageTests {
        static let checks = Checks(script: "notice_browser.py")
        static let outcomes = Task {
            try Places.requireBrowser()
            try FileManager.default.createDirectory(at: Places.screenshots, withIntermediateDirectories: true)
            return try await checks.outcomes()
        }

        static let names = [
            "a_dutch_victim_reports_on_a_phone_and_follows_the_report", "a_report_works_without_scripts",
            "the_way_out_leaves_nothing_behind", "a_keyboard_reaches_everything", "every_language_fits_a_phone",
            "a_secret_in_a_link_leaves_the_address",
        ]

        @Test func `the script and this suite list the same checks`() async throws {
            #expect(try await Self.checks.names() == Self.names)
        }

        @Test(arguments: names)
        func `the door for notices serves a person`(check: String) async throws {
            let outcomes = try await Self.outcomes.value

            guard let failure = outcomes.failures[check] else {
                Issue.record("\(check) did not run\n\(outcomes.errors)")
                return
            }
            #expect(failure == nil, "\(failure ?? "")")
        }
    }
}
