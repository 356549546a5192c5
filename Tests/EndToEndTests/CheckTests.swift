import Foundation
import TestSupport
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

        @Test func `a plugged-in model is tried, says its numbers, and stops what it finds`() async throws {
            let photo = try Places.sample("astronaut.png").path()
            let folder = try TemporaryFolder()
            let file = try folder.models(finding: "adult-sexual")

            let shown = try await vangrail(["models", file.path(), photo])
            let decided = try await vangrail(["check", "make it brighter", "--image", photo, "--models", file.path()])
            let without = try await vangrail(["check", "make it brighter", "--image", photo])

            #expect(shown.code == 0 && shown.output.contains("\tcolours\tred 0."), "\(shown.output)\(shown.errors)")
            #expect(decided.output.contains("refuse") && without.output.contains("allow"), "\(decided.output)")
            try Data("nothing".utf8).write(to: folder.url.appending(path: "mean.onnx"))
            let broken = try await vangrail(["models", file.path()])
            #expect(broken.code == 1 && broken.errors.contains("`runtime`"), "\(broken.errors)")
        }

        @Test func `a labelled picture says in its answer what the label says, and its own words stop nothing`()
            async throws
        {
            try await Server.with(arguments: ["--label-language", "nl"]) { server, _ in
                let answer = try await server.send(
                    "POST", "/v1/images/generations",
                    json: ["prompt": "Barack Obama giving a speech", "size": "768x512"])
                #expect(answer.status == 200, "\(String(decoding: answer.body, as: UTF8.self))")
                let label = try answer.json().text("data.0.vangrail.label.kind")
                #expect(label == "deep-fake")
                #expect(try answer.json().text("data.0.vangrail.label.text")?.hasPrefix("Deepfake") == true)
            }
        }

        @Test func `a server asks its models about sources and outputs`() async throws {
            let folder = try TemporaryFolder()
            let file = try folder.models(finding: "violence")

            try await Server.with(arguments: ["--picture-models", file.path()]) { server, _ in
                let answer = try await server.send(
                    "POST", "/v1/images/generations", json: ["prompt": "a lighthouse on a hill", "size": "256x256"])
                #expect(answer.status == 400, "\(String(decoding: answer.body, as: UTF8.self))")
            }
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

extension TemporaryFolder {
    /// A file that plugs in a model of the mean of each colour, which finds something in every picture.
    fileprivate func models(finding category: String) throws -> URL {
        let library = Places.root.appending(path: ".build/venv/lib")
        let names = FileManager.default.enumerator(atPath: library.path())?.compactMap { $0 as? String } ?? []
        guard let runtime = names.first(where: { $0.contains("onnxruntime/capi/libonnxruntime.so") }) else {
            throw Missing("ONNX Runtime is not here: run scripts/install tests")
        }
        try Data(TinyModel.meanColours(side: 16)).write(to: url.appending(path: "mean.onnx"))
        return try write(
            """
            runtime: \(library.appending(path: runtime).path())
            models:
              - name: colours
                kind: onnx
                file: mean.onnx
                size: 16
                labels: [red, green, blue]
                rules:
                  - {labels: [red, green, blue], category: \(category), severe: 0}
            """, to: "models.yaml")
    }
}
