import Foundation
import Testing

extension EndToEnd {
    /// The whole way of one picture in a real browser: a victim, a platform that posts copies, a reviewer, a second
    /// person, the account that complains, and somebody else who reverses.
    @Suite struct DeskWalkTests {
        static let checks = Checks(script: "desk_walk.py")
        private static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo="

        static let outcomes = Task {
            try Places.requireBrowser()
            try FileManager.default.createDirectory(at: Places.screenshots, withIntermediateDirectories: true)
            let (platform, mail) = (try Server.freePort(), try Server.freePort())
            return try await checks.outcomes(
                arguments: [
                    "--platform-webhook-url", "http://127.0.0.1:\(platform)/hook",
                    "--media-origins", "http://127.0.0.1:\(platform)",
                    "--smtp-host", "127.0.0.1", "--smtp-port", "\(mail)", "--smtp-encryption", "opportunistic",
                    "--smtp-from", "desk@gate.example", "--hide-per-hour", "14",
                ],
                environment: [
                    "VANGRAIL_TEST_ADMIN_KEY": Server.adminKey, "VANGRAIL_TEST_PLATFORM_PORT": "\(platform)",
                    "VANGRAIL_TEST_PLATFORM_SECRET": secret, "VANGRAIL_TEST_MAIL_PORT": "\(mail)",
                    "VANGRAIL_TEST_PROGRAM": try Places.program("vangrail").path(),
                ], serverEnvironment: ["VANGRAIL_PLATFORM_WEBHOOK_SECRETS": secret], secondsMax: 400)
        }

        static let names = [
            "staff_come_in_by_invitation", "the_platform_posts_a_picture_and_others_post_copies",
            "earlier_rulings_count_against_the_account", "a_victim_reports_in_dutch_on_a_phone_and_sees_it_hidden",
            "a_reviewer_rules_and_a_second_person_agrees", "the_account_reads_why_and_complains",
            "somebody_else_reverses_it_and_everything_is_undone",
            "a_flood_of_false_notices_hides_little_and_costs_nobody_an_account",
        ]

        @Test func `the script and this suite list the same checks`() async throws {
            #expect(try await Self.checks.names() == Self.names)
        }

        @Test(arguments: names)
        func `a reported picture goes the whole way`(check: String) async throws {
            let outcomes = try await Self.outcomes.value

            guard let failure = outcomes.failures[check] else {
                Issue.record("\(check) did not run\n\(outcomes.errors)")
                return
            }
            #expect(failure == nil, "\(failure ?? "")")
        }
    }
}
