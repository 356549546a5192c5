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
        // Nothing reads spans here, and writing them costs a request more than sending it.
        configuration.tracing.tracer = nil
        return HTTPClient(eventLoopGroupProvider: .shared(group), configuration: configuration)
    }

    /// Starts making pictures. Fewer than asked may come; the caller compares. An answer in which the server stopped
    /// one picture is `blocked` as a whole; in a stream, final frames may have been emitted before that is known.
    public func generate(
        _ request: ClearedRequest, emit: @Sendable (GeneratedFrame) async -> Void
    ) async throws(GeneratorError) -> GeneratedSummary {
        let upstream = try UpstreamRequest(request, settings: settings)
        let wantsPreviews = request.parameters.partialImages ?? 0 > 0
        let outcome = await withoutActuallyEscaping(emit) { emit in
            await TimeLimit.run(.seconds(settings.totalSeconds)) {
                () async -> Result<GeneratedSummary, GeneratorError> in
                do throws(GeneratorError) {
                    return .success(
                        try await exchange(upstream) { frame in
                            if case .preview = frame, !wantsPreviews { return }
                            await emit(frame)
                        })
                } catch { return .failure(error) }
            }
        }
        guard let outcome else { throw .timedOut }
        return try outcome.get()
    }

    /// The server's model names, asked for at most once a minute; the fixed list where settings have one.
    public func models() async throws(GeneratorError) -> [String] {
        if let models = settings.models { return models }
        if let known = catalogue.fresh() { return known }
        let names = try await fetchModels()
        catalogue.remember(names)
        return names
    }
}
