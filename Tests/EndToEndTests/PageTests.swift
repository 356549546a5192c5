import Foundation
import Testing

extension EndToEnd {
    /// The page at `/` in a real browser, used by keyboard, on a desktop and on a phone.
    @Suite struct PageTests {
        static let checks = Checks(script: "browser.py")
        static let outcomes = Task {
            try Places.requireBrowser()
            try FileManager.default.createDirectory(at: Places.screenshots, withIntermediateDirectories: true)
            return try await checks.outcomes()
        }

        static let names = [
            "the_page_carries_a_strict_policy", "the_page_loads_nothing_from_outside",
            "a_person_asks_for_a_picture_by_keyboard", "a_person_sees_why_an_edit_is_refused",
            "a_person_is_asked_to_say_it_differently", "a_person_protects_an_own_photo_and_withdraws",
            "a_person_checks_where_a_picture_comes_from",
            "the_page_fits_a_phone", "the_page_fits_a_desktop",
        ]

        @Test func `the script and this suite list the same checks`() async throws {
            #expect(try await Self.checks.names() == Self.names)
        }

        @Test(arguments: names)
        func `the page serves a person`(check: String) async throws {
            let outcomes = try await Self.outcomes.value

            guard let failure = outcomes.failures[check] else {
                Issue.record("\(check) did not run\n\(outcomes.errors)")
                return
            }
            #expect(failure == nil, "\(failure ?? "")")
        }
    }
}
