import Foundation
import Testing

extension EndToEnd {
    /// What leaves says what it is: an independent reader of Content Credentials, and the public checker.
    @Suite struct ProvenanceTests {
        static let checks = Checks(script: "provenance.py")
        /// One run of the script serves all tests of this suite.
        static let outcomes = Task { try await checks.outcomes() }

        static let names = [
            "generations_are_trusted_in_three_formats", "edits_are_trusted_and_name_their_source",
            "an_edit_of_an_edit_carries_the_first_manifest", "nothing_of_the_request_stays_in_the_file",
            "copies_are_recognised_without_their_credentials", "a_genuine_photo_is_never_called_ours",
            "a_changed_byte_shows",
        ]

        @Test func `a fresh key of marks stands first, and the eight newest are kept`() async throws {
            let folder = try TemporaryFolder()
            let keys = try folder.write("", to: "unused").deletingLastPathComponent().appending(path: "keys/mark.keys")
            var seen: [String] = []
            for count in 1...9 {
                let finished = try await vangrail(
                    [
                        "credentials", "rotate-mark", "--data",
                        keys.deletingLastPathComponent().deletingLastPathComponent().path(),
                    ])
                #expect(finished.code == 0, "\(finished.errors)")
                let lines = try String(contentsOf: keys, encoding: .utf8).split(separator: "\n").map(String.init)
                seen.insert(try #require(lines.first), at: 0)
                #expect(lines == Array(seen.prefix(8)) && lines.count == min(8, count))
            }
            #expect(Set(seen).count == 9 && seen.allSatisfy { $0.count == 64 })
            let missing = try await vangrail(["credentials", "rotate-mark", "--data", "/nowhere"])
            #expect(missing.code != 0 && missing.errors.contains("/nowhere"))
        }

        @Test func `the script and this suite list the same checks`() async throws {
            #expect(try await Self.checks.names() == Self.names)
        }

        @Test(arguments: names)
        func `what leaves says what it is`(check: String) async throws {
            let outcomes = try await Self.outcomes.value

            guard let failure = outcomes.failures[check] else {
                Issue.record("\(check) did not run\n\(outcomes.errors)")
                return
            }
            #expect(failure == nil, "\(failure ?? "")")
        }
    }
}
