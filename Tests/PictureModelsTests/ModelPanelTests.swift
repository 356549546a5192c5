import LensWire
import SafetyModel
import Screening
import Synchronization
import Testing
import WireJSON

@testable import PictureModels

struct ModelPanelTests {
    /// A lens whose models say what the test wants.
    private struct Workers: ModelPanel.Workers {
        var numbers: [[Float]] = []
        var fails = false

        func scores(of picture: Picture) async throws(LensError) -> [[Float]] {
            if fails { throw .workerFailed }
            return numbers
        }

        func shrunk(_ picture: Picture, side: Int) async throws(LensError) -> Picture {
            Picture(bytes: [0x89, 0x50, UInt8(side / 256)])
        }
    }

    private static let picture = Picture(bytes: [1, 2, 3])

    private static func local(
        _ name: String, labels: [String] = ["no", "yes"], squash: PluggedModel.Squash = .none,
        rules: [LevelRule]? = nil,
        stages: Set<Facts.Stage> = [.input, .output]
    ) -> PluggedModel {
        PluggedModel(
            name: name, reader: .model, stages: stages, labels: labels, squash: squash,
            rules: rules ?? [
                LevelRule(labels: [1], effect: .category(.adultSexual, [.suspected: 0.3, .clear: 0.7]))
            ], place: .lens(LocalModel(file: "f", width: 1, height: 1, labels: labels.count)))
    }

    private static func remote(
        _ dialect: RemoteModel.Dialect, _ url: String, labels: [String] = ["Sexual", "Violence"], key: String = "k-1",
        seconds: Double = 5
    ) -> PluggedModel {
        PluggedModel(
            name: "far", reader: .model, stages: [.input, .output], labels: labels, squash: .none,
            rules: [LevelRule(labels: [0], effect: .category(.adultSexual, [.clear: 0.5]))],
            place: .remote(
                RemoteModel(
                    dialect: dialect, url: url, key: key, model: "m-1", prompt: nil, seconds: seconds)))
    }

    private static func outcome(
        _ models: [PluggedModel], _ workers: Workers = Workers(), at stage: Facts.Stage = .output, mayLeave: Bool = true
    ) async -> [ModelReading] {
        let panel = ModelPanel(models, workers: workers)
        let found = await panel.read(picture, at: stage, mayLeave: mayLeave)
        await panel.close()
        return found
    }

    private static func levels(_ reading: ModelReading?) -> [Level]? {
        guard case .read(let signals, _) = reading?.outcome else { return nil }
        return signals.map(\.level)
    }

    @Test func `a model's numbers become levels by its rules`() async {
        for (number, level) in [(0.1, []), (0.4, [Level.suspected]), (0.9, [.clear])] as [(Float, [Level])] {
            let found = await Self.outcome([Self.local("a")], Workers(numbers: [[0, number]]))
            #expect(Self.levels(found.first) == level)
        }
        let soft = await Self.outcome([Self.local("a", squash: .softmax)], Workers(numbers: [[1, 3]]))
        #expect(soft.first?.values.map { ($0.value * 100).rounded() } == [12, 88])
        let sigmoid = await Self.outcome([Self.local("a", squash: .sigmoid)], Workers(numbers: [[0, -3]]))
        #expect(sigmoid.first?.values.map { ($0.value * 100).rounded() } == [50, 5])
    }

    @Test func `labels of one rule are added up, and an age below a bound is a child's`() async {
        let ages = [LevelRule(labels: [0, 1], effect: .subject(.childLike, atLeast: 0.5, below: nil))]
        let years = [LevelRule(labels: [0], effect: .subject(.unclearPerson, atLeast: nil, below: 25))]
        let models = [Self.local("ages", rules: ages), Self.local("years", labels: ["years"], rules: years)]

        let young = await Self.outcome(models, Workers(numbers: [[0.3, 0.3], [24.5]]))
        let old = await Self.outcome(models, Workers(numbers: [[0.3, 0.1], [25]]))

        #expect(young.map(\.outcome) == [.read([], subject: .childLike), .read([], subject: .unclearPerson)])
        #expect(old.map(\.outcome) == [.read([], subject: nil), .read([], subject: nil)])
    }

    @Test func `a model that fails says so, and the others are read`() async {
        let models = [Self.local("a"), Self.local("b")]

        let one = await Self.outcome(models, Workers(numbers: [[], [0, 1]]))
        let all = await Self.outcome(models, Workers(fails: true))

        #expect(one.map(\.model) == ["a", "b"])
        #expect(one.first?.outcome == .failed && Self.levels(one.last) == [.clear])
        #expect(all.map(\.outcome) == [.failed, .failed])
    }

    @Test func `only models of that stage are asked`() async {
        let models = [Self.local("a", stages: [.input]), Self.local("b", stages: [.output])]
        let found = await Self.outcome(models, Workers(numbers: [[0, 1], [0, 0]]))

        #expect(found.map(\.model) == ["b"] && Self.levels(found.first) == [])
        let panel = ModelPanel(models, workers: Workers())
        #expect(panel.readers(at: .input) == [.model])
        #expect(ModelPanel([models[1]], workers: Workers()).readers(at: .input) == [])
    }

    @Test func `each dialect asks as its server wants it and reads the answer`() async throws {
        let answers: [RemoteModel.Dialect: String] = [
            .moderation: #"{"results":[{"category_scores":{"Sexual":0.9,"Violence":0.1,"hate":0}}]}"#,
            .chat: #"{"choices":[{"message":{"content":"Sure: {\"Sexual\": 0.9, \"Violence\": 0.1}"}}]}"#,
            .azure:
                #"{"categoriesAnalysis":[{"category":"Sexual","severity":6},{"category":"Violence","severity":0}]}"#,
        ]
        for (dialect, answer) in answers {
            let server = try await FakeUpstream.start { _ in FakeUpstream.json(200, answer) }
            let found = await Self.outcome([Self.remote(dialect, server.baseURL)])
            let seen = try #require(server.seen.first)
            try await server.stop()

            #expect(Self.levels(found.first) == [.clear], "\(dialect)")
            let body = try JSONReader.read(seen.body)
            let shown = Base64.text([0x89, 0x50, 3])
            switch dialect {
            case .moderation:
                #expect(seen.path == "/v1/moderations" && seen.header("authorization") == "Bearer k-1")
                #expect(body.member("model")?.text == "m-1" && seen.text.contains("data:image/png;base64,\(shown)"))
            case .chat:
                #expect(seen.path == "/v1/chat/completions" && seen.header("authorization") == "Bearer k-1")
                #expect(seen.text.contains("data:image/png;base64,\(shown)"))
                let system = body.member("messages")?.elements?.first?.member("content")?.text
                #expect(system?.contains(#""Sexual", "Violence""#) == true)
            case .azure:
                #expect(seen.path == "/v1/contentsafety/image:analyze?api-version=2024-09-01")
                #expect(seen.header("ocp-apim-subscription-key") == "k-1" && seen.header("authorization") == nil)
                #expect(body.member("image")?.member("content")?.text == shown)
                #expect(body.member("categories")?.elements?.compactMap(\.text) == ["Sexual", "Violence"])
            }
        }
    }

    @Test(
        arguments: [
            (RemoteModel.Dialect.moderation, 500, "{}"), (.moderation, 200, "no"), (.moderation, 200, "{}"),
            (.moderation, 200, #"{"results":[{"category_scores":{"Sexual":0.9}}]}"#),
            (.moderation, 200, #"{"results":[{"category_scores":{"Sexual":"0.9","Violence":0}}]}"#),
            (.chat, 200, #"{"choices":[{"message":{"content":"I cannot help with that."}}]}"#),
            (.chat, 200, #"{"choices":[{"message":{"content":"{\"Sexual\": 7, \"Violence\": 0}"}}]}"#),
            (.azure, 200, #"{"categoriesAnalysis":[{"category":"Sexual","severity":6}]}"#), (.azure, 302, ""),
        ])
    func `an answer that says not everything, or nothing that can be read, is a failure`(
        dialect: RemoteModel.Dialect, status: Int, answer: String
    ) async throws {
        let server = try await FakeUpstream.start { _ in
            FakeUpstream.json(status, answer, headers: status == 302 ? [("location", "/v1/moderations")] : [])
        }
        let found = await Self.outcome([Self.remote(dialect, server.baseURL)])
        #expect(server.count == 1)
        try await server.stop()

        #expect(found.map(\.outcome) == [.failed])
    }

    @Test func `a slow server, and one that is not there, are failures`() async throws {
        let server = try await FakeUpstream.start(.slow)
        let slow = await Self.outcome([Self.remote(.moderation, server.baseURL, seconds: 0.2)])
        let address = server.baseURL
        try await server.stop()
        let gone = await Self.outcome([Self.remote(.moderation, address)])

        #expect(slow.map(\.outcome) == [.failed] && gone.map(\.outcome) == [.failed])
    }

    @Test func `a picture that may not leave is sent nowhere, and local models read it`() async throws {
        let server = try await FakeUpstream.start { _ in FakeUpstream.json(200, "{}") }
        let found = await Self.outcome(
            [Self.remote(.moderation, server.baseURL), Self.local("near")], Workers(numbers: [[0, 1]]), mayLeave: false)
        #expect(server.count == 0)
        try await server.stop()

        #expect(found.map(\.outcome).first == .notAsked && Self.levels(found.last) == [.clear])
    }
}
