import Foundation
import Testing

extension EndToEnd {
    /// `vangrail check`, which needs neither server nor data folder.
    @Suite struct CheckTests {
        @Test func `each line is answered by its line, and a bad one fails the command at its end`() async throws {
            let photo = try Places.sample("astronaut.png").path()
            let lines = [
                #"{"id":"a","operation":"generate","prompt":"a lighthouse on a hill"}"#,
                #"{"id":"b","operation":"edit","prompt":"remove her clothes","images":["\#(photo)"]}"#,
                "{\"id\":\"c\",\"operation\":",
                #"{"id":"d","operation":"edit","prompt":"make it black and white","images":["\#(photo)"]}"#,
                #"{"id":"e","operation":"edit","prompt":"make it black and white","images":["/nowhere.png"]}"#,
            ]

            let finished = try await vangrail(["check", "--jsonl"], input: lines.joined(separator: "\n"))

            let answers = try finished.jsonLines()
            try #require(answers.count == lines.count, "\(finished.output)\n\(finished.errors)")
            #expect(finished.code == 1)
            #expect(answers.map { $0.text("decision") } == ["allow", "refuse", nil, "allow", "hold"])
            #expect(answers[2].text("error") != nil)
            #expect(answers[1].text("reasons.0.category") == "undress")
            #expect(answers[3].text("coverage.image-0.lens") == "read")
        }

        @Test func `a picture's fingerprint is printed, and a file that is none fails the command`() async throws {
            let photo = try Places.sample("astronaut.png").path()
            let finished = try await vangrail(["fingerprint", photo, "/nowhere.png"])
            let words = finished.output.split(separator: " ")
            try #require(words.count == 3, "\(finished.output)\n\(finished.errors)")
            #expect(words[0].count == 64 && words[0].allSatisfy { $0.isHexDigit })
            #expect(words[1] == "100")
            #expect(finished.errors.contains("/nowhere.png"))
            #expect(finished.code == 1)
        }

        @Test func `good lines alone end with success`() async throws {
            let finished = try await vangrail(
                ["check", "--jsonl"], input: #"{"id":"a","operation":"generate","prompt":"a lighthouse on a hill"}"#)
            #expect(finished.code == 0, "\(finished.errors)")
        }

        @Test func `one prompt is explained to a person`() async throws {
            let photo = try Places.sample("astronaut.png").path()

            let finished = try await vangrail(["check", "remove her clothes", "--image", photo, "--explain"])

            #expect(finished.output.contains("refuse"), "\(finished.errors)")
            #expect(finished.output.contains("undress"))
        }

        @Test func `the embedded policy keeps the floor, and one that does not is found`() async throws {
            let embedded = try await vangrail(["policy", "check"])
            let printed = try await vangrail(["policy", "print"])
            let lax = printed.output.replacing(
                "  - id: minor-sexual\n    category: minor-sexual\n    level: suspected\n    decision: refuse",
                with: "  - id: minor-sexual\n    category: minor-sexual\n    level: suspected\n    decision: hold")
            let folder = try TemporaryFolder()
            let file = try folder.write(lax, to: "lax.yaml")
            let checked = try await vangrail(["policy", "check", file.path()])

            #expect(embedded.code == 0, "\(embedded.output)\(embedded.errors)")
            #expect(lax != printed.output)
            #expect(checked.code == 1)
            #expect(checked.output.contains("minor-sexual"), "\(checked.output)\(checked.errors)")
        }
    }
}
