public import AsyncHTTPClient
import NIOCore
public import NIOPosix
public import Screening

/// Makes pictures with any server that speaks the OpenAI images API.
///
/// The server sees only what a `ClearedRequest` holds, written anew. Its answer is untrusted: everything is bounded,
/// and no picture in it counts as read.
public struct OpenAIGenerator: Generator {
    let settings: OpenAIGeneratorSettings
    let client: HTTPClient
    let keys: KeyTurn
    let catalogue: ModelCatalogue

    /// A generator that uses `client`, best one that `makeClient` made; whoever made the client shuts it down.
    public init(settings: OpenAIGeneratorSettings, client: HTTPClient) {
        self.settings = settings
        self.client = client
        keys = KeyTurn(settings.keys)
        catalogue = ModelCatalogue()
    }

    /// A client that fits: it follows no redirect (a redirect would carry prompts and keys elsewhere), uses no proxy,
    /// and gives back idle connections before common servers close them under a request.
    public static func makeClient(
        settings: OpenAIGeneratorSettings, group: MultiThreadedEventLoopGroup = .singleton
    ) -> HTTPClient {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: .milliseconds(Int64(settings.connectSeconds * 1000))))
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = max(1, settings.connectionsMax)
        configuration.connectionPool.idleTimeout = .seconds(4)
        // The one retry that is safe is counted here, in `send`.
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .shared(group), configuration: configuration)
    }

    /// Starts making pictures. Fewer than asked may come; the caller compares. An answer in which the server stopped
    /// one picture is `blocked` as a whole; in a stream, final frames may have been emitted before that is known.
    public func generate(
        _ request: ClearedRequest, emit: @Sendable (GeneratedFrame) async -> Void
    ) async throws(GeneratorError) -> GeneratedSummary {
        let upstream = try UpstreamRequest(request, settings: settings)
        let wantsPreviews = request.parameters.partialImages ?? 0 > 0
        // The buffer has no count of its own: everything in it was part of an answer of `answerBytesMax` at most.
        let (events, outlet) = AsyncStream.makeStream(of: Event.self)
        let result = await withTaskGroup(of: Void.self) { group -> Result<GeneratedSummary, GeneratorError> in
            defer { group.cancelAll() }
            group.addTask {
                do throws(GeneratorError) {
                    let summary = try await exchange(upstream) { frame in
                        if case .preview = frame, !wantsPreviews { return }
                        outlet.yield(.frame(frame))
                    }
                    outlet.yield(.finished(.success(summary)))
                } catch {
                    outlet.yield(.finished(.failure(error)))
                }
                outlet.finish()
            }
            group.addTask {
                do { try await Task.sleep(for: .seconds(settings.totalSeconds)) } catch { return }
                outlet.yield(.finished(.failure(.timedOut)))
            }
            for await event in events {
                switch event {
                case .frame(let frame): await emit(frame)
                case .finished(let result): return result
                }
            }
            return .failure(.failed)
        }
        return try result.get()
    }

    /// The server's model names, asked for at most once a minute; the fixed list where settings have one.
    public func models() async throws(GeneratorError) -> [String] {
        if let models = settings.models { return models }
        if let known = catalogue.fresh() { return known }
        let names = try await fetchModels()
        catalogue.remember(names)
        return names
    }

    private enum Event: Sendable {
        case frame(GeneratedFrame)
        case finished(Result<GeneratedSummary, GeneratorError>)
    }
}
