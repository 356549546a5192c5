import Foundation
import LensWire
import SafetyModel
import Testing

@testable import PictureModels

struct ModelsFileTests {
    private static let folder = URL(filePath: "/etc/vangrail/")

    private static func read(_ yaml: String, environment: [String: String] = [:]) throws -> ModelsFile {
        try ModelsFile(yaml: yaml, folder: folder, environment: environment)
    }

    /// A model at a server with one rule, with lines put in.
    private static func remote(_ more: String = "", rule: String = "{label: a, category: violence, clear: 0.5}")
        -> String
    {
        """
        models:
          - name: one
            kind: openai-moderation
            url: http://127.0.0.1:1/v1/
            labels: [a, b]
            rules: [\(rule)]
            \(more)
        """
    }

    @Test func `a local model is read with everything that it says of itself`() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "model-\(UUID().uuidString).onnx")
        try Data([1]).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let read = try Self.read(
            """
            runtime: lib/onnxruntime.so
            models:
              - name: ages
                kind: onnx
                reader: age
                at: output
                file: \(file.path())
                size: [320, 240]
                fit: contain
                layout: pixels
                colours: bgr
                mean: 0.5
                deviation: [0.1, 0.2, 0.3]
                labels: [0-2, 3-9, 18, adult]
                squash: softmax
                rules:
                  - {labels: [0-2, 3-9], subject: child-like, at-least: 0.3}
                  - {label: 18, category: adult-sexual, suspected: 0.2, severe: 0.9}
            """)

        #expect(read.runtime == "/etc/vangrail/lib/onnxruntime.so")
        let model = try #require(read.models.first)
        #expect(model.name == "ages" && model.reader == .age && model.stages == [.output])
        #expect(model.squash == .softmax && model.labels == ["0-2", "3-9", "18", "adult"])
        #expect(
            model.rules == [
                LevelRule(labels: [0, 1], effect: .subject(.childLike, atLeast: 0.3, below: nil)),
                LevelRule(labels: [2], effect: .category(.adultSexual, [.suspected: 0.2, .severe: 0.9])),
            ])
        #expect(
            read.localModels == [
                LocalModel(
                    file: file.path(), width: 320, height: 240, fit: .contain, layout: .pixels, colours: .bgr,
                    mean: [0.5, 0.5, 0.5], deviation: [0.1, 0.2, 0.3], labels: 4)
            ])
    }

    @Test func `a model at a server takes its key from the environment`() throws {
        let yaml = Self.remote("key-variable: MODERATION_KEY")

        let model = try #require(try Self.read(yaml, environment: ["MODERATION_KEY": "s3"]).models.first)

        guard case .remote(let remote) = model.place else { throw ModelsFileError.notYAML("no remote model") }
        #expect(remote.key == "s3" && remote.url == "http://127.0.0.1:1/v1" && remote.dialect == .moderation)
        #expect(model.stages == [.input, .output])
        let error = #expect(throws: ModelsFileError.self) { try Self.read(yaml) }
        #expect(error?.description.contains("MODERATION_KEY") == true)
    }

    @Test(
        arguments: [
            ("models: []", "1 to 16"), ("models: 3", "a list"), ("- a", "a table"), ("a: [", "not YAML"),
            ("modles: []", "did you mean `models`?"),
            (remote("seconds: 900"), "0.1 to 120"), (remote("size: 3"), "unknown key `size`"),
            (remote("reader: text"), "`model` or `age`"), (remote("at: [before]"), "`input`, `output`"),
            (remote("squash: hard"), "`softmax`"), (remote(rule: ""), "there are none"),
            (remote(rule: "{label: c, category: violence, clear: 1}"), "labels of the model: a, b"),
            (remote(rule: "{label: a, category: unread, clear: 1}"), "one of undress"),
            (remote(rule: "{label: a, category: violence}"), "from which value"),
            (remote(rule: "{label: a, subject: real-person, below: 1}"), "`child-like`"),
            (remote(rule: "{label: a, subject: child-like}"), "`at-least` or `below`"),
            (remote(rule: "{label: a, category: violence, claer: 1}"), "did you mean `clear`?"),
            ("models: [{name: a, kind: onxx, labels: [a], rules: []}]", "`onnx`"),
            ("models: [{name: a b, kind: onnx}]", "letters, digits and hyphens"),
            (
                "models: [{name: a, kind: onnx, size: 8, file: /nowhere.onnx, labels: [a], "
                    + "rules: [{label: a, category: hate, clear: 1}]}]", "no file `/nowhere.onnx`"
            ),
        ])
    func `what is wrong is said, and where`(yaml: String, says: String) {
        let error = #expect(throws: ModelsFileError.self) { try Self.read(yaml) }
        #expect(error?.description.contains(says) == true, "\(error?.description ?? "")")
    }

    @Test func `a file that is not there is named`() {
        let error = #expect(throws: ModelsFileError.self) { try ModelsFile(path: "/nowhere.yaml", environment: [:]) }
        #expect(error?.description.contains("/nowhere.yaml") == true)
    }
}
