import AsyncHTTPClient
import NIOCore
import NIOHTTP1
public import SafetyModel
public import Screening
import WireJSON

/// Asks every plugged-in model about a picture: those of the lens in one go, the others at their servers, all at once.
public struct ModelPanel: PictureModels {
    /// What the lens does for it.
    public protocol Workers: Sendable {
        /// The numbers of every local model, in their order; empty for one that failed.
        func scores(of picture: Picture) async throws(LensError) -> [[Float]]
        /// A copy that is no longer than so many pixels a side, for a server.
        func shrunk(_ picture: Picture, side: Int) async throws(LensError) -> Picture
    }

    /// What others see of a picture is no longer than that a side.
    static let sideMax = 768
    private static let answerBytesMax = 256 << 10

    private let models: [PluggedModel]
    private let workers: any Workers
    private let client: HTTPClient?

    /// Whoever makes a panel closes it.
    public init(_ models: [PluggedModel], workers: any Workers) {
        self.models = models
        self.workers = workers
        let asksServers = models.contains { model in if case .remote = model.place { true } else { false } }
        client = asksServers ? Self.makeClient() : nil
    }

    /// Lets go of the connections.
    public func close() async { try? await client?.shutdown() }

    /// It follows no redirect, which would carry pictures and keys elsewhere, and uses no proxy.
    private static func makeClient() -> HTTPClient {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow, timeout: .init(connect: .seconds(5)))
        configuration.tracing.tracer = nil
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// Readers that some model is at that stage.
    public func readers(at stage: Facts.Stage) -> Set<Reader> {
        Set(models.filter { $0.stages.contains(stage) }.map(\.reader))
    }

    /// What the models of that stage say of a picture; those at servers only where it may leave.
    public func read(_ picture: Picture, at stage: Facts.Stage, mayLeave: Bool) async -> [ModelReading] {
        await read(picture, by: { $0.stages.contains(stage) }, mayLeave: mayLeave)
    }

    /// What every model says, whatever its stage.
    public func readByAll(_ picture: Picture) async -> [ModelReading] {
        await read(picture, by: { _ in true }, mayLeave: true)
    }

    private func read(
        _ picture: Picture, by isAsked: @escaping @Sendable (PluggedModel) -> Bool, mayLeave: Bool
    ) async -> [ModelReading] {
        await withTaskGroup(of: [(Int, ModelReading)].self) { group in
            group.addTask { await local(picture, isAsked) }
            let small = mayLeave ? await copy(of: picture, isAsked) : nil
            for (index, model) in models.enumerated() where isAsked(model) {
                guard case .remote(let remote) = model.place else { continue }
                group.addTask { [(index, await ask(model, remote, small, mayLeave: mayLeave))] }
            }
            return await group.reduce(into: []) { $0 += $1 }.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private func local(
        _ picture: Picture, _ isAsked: (PluggedModel) -> Bool
    ) async -> [(Int, ModelReading)] {
        let placed = models.enumerated().filter { _, model in if case .lens = model.place { true } else { false } }
        guard placed.contains(where: { isAsked($0.element) }) else { return [] }
        let scores = try? await workers.scores(of: picture)
        return placed.enumerated().compactMap { place, entry in
            guard isAsked(entry.element) else { return nil }
            let numbers = scores.flatMap { $0.count == placed.count ? $0[place] : nil } ?? []
            return (entry.offset, reading(entry.element, numbers.isEmpty ? nil : numbers.map { Double($0) }))
        }
    }

    private func reading(_ model: PluggedModel, _ numbers: [Double]?) -> ModelReading {
        guard let numbers, numbers.count == model.labels.count else {
            return ModelReading(model: model.name, reader: model.reader, outcome: .failed)
        }
        let values = model.values(of: numbers)
        let meaning = model.meaning(of: values)
        return ModelReading(
            model: model.name, reader: model.reader, outcome: .read(meaning.signals, subject: meaning.subject),
            values: zip(model.labels, values).map { ModelReading.Value(label: $0, value: $1) })
    }

    private func copy(of picture: Picture, _ isAsked: (PluggedModel) -> Bool) async -> Picture? {
        let isNeeded = models.contains { model in
            if case .remote = model.place { isAsked(model) } else { false }
        }
        return isNeeded ? try? await workers.shrunk(picture, side: Self.sideMax) : nil
    }

    private func ask(
        _ model: PluggedModel, _ remote: RemoteModel, _ picture: Picture?, mayLeave: Bool
    ) async -> ModelReading {
        guard mayLeave else { return ModelReading(model: model.name, reader: model.reader, outcome: .notAsked) }
        guard let picture, let client else { return reading(model, nil) }
        let asking = remote.asking(of: picture, labels: model.labels)
        guard let answer = await Self.send(asking, by: client, within: remote.seconds) else {
            return reading(model, nil)
        }
        return reading(model, remote.numbers(in: answer, labels: model.labels))
    }

    private static func send(_ asking: RemoteModel.Asking, by client: HTTPClient, within seconds: Double) async -> JSON?
    {
        var request = HTTPClientRequest(url: asking.url)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        for (name, value) in asking.headers { request.headers.add(name: name, value: value) }
        request.body = .bytes(ByteBuffer(bytes: asking.body.bytes))
        do {
            let response = try await client.execute(request, timeout: .milliseconds(Int64(seconds * 1000)))
            guard response.status == .ok else { return nil }
            let body = try await response.body.collect(upTo: answerBytesMax)
            return try JSONReader.read(Array(body.readableBytesView))
        } catch { return nil }
    }
}
