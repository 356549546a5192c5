import AsyncHTTPClient
@testable import Generators
import SafetyModel
@testable import Screening
import Synchronization

/// Requests and answers that the tests share.
enum Samples {
    static let picture = Picture(bytes: FakeUpstream.onePixel)

    static func read(_ bytes: [UInt8] = FakeUpstream.onePixel, format: Picture.Format = .png) -> ReadPicture {
        ReadPicture(
            format: .jpeg, width: 1, height: 1, frames: 1, hasAlpha: false,
            fingerprint: Fingerprint(words: SIMD4(1, 2, 3, 4), quality: 80), recoded: Picture(bytes: bytes),
            recodedFormat: format)
    }

    static func request(
        _ operation: Operation = .generate, prompt: String = "a red bicycle", pictures: [ReadPicture]? = nil,
        mask: ReadPicture? = nil, parameters: ImageRequest.Parameters = .init(), accountDigest: String? = "5d1e"
    ) -> ClearedRequest {
        ClearedRequest(
            decision: DecisionID(text: "dec_0"), operation: operation, prompt: prompt,
            pictures: pictures ?? (operation == .generate ? [] : [read()]), mask: mask, parameters: parameters,
            accountDigest: accountDigest)
    }
}

/// Collects what a generator emits.
final class Frames: Sendable {
    private let frames = Mutex<[GeneratedFrame]>([])

    func add(_ frame: GeneratedFrame) { frames.withLock { $0.append(frame) } }

    /// `preview 0 (67 bytes)`, `final 0 (67 bytes)`, …
    var lines: [String] {
        frames.withLock { $0 }.map { frame in
            switch frame {
            case .preview(let index, let picture): "preview \(index) (\(picture.bytes.count) bytes)"
            case .final(let index, let picture, let revised):
                "final \(index) (\(picture.bytes.count) bytes)" + (revised.map { " " + $0 } ?? "")
            }
        }
    }

    var pictures: [Picture] {
        frames.withLock { $0 }.map { frame in
            switch frame {
            case .preview(_, let picture), .final(_, let picture, _): picture
            }
        }
    }
}

/// What came of one request.
struct Outcome {
    var result: Result<GeneratedSummary, GeneratorError>
    var frames: Frames
    var seen: [FakeUpstream.Seen]

    var error: GeneratorError? {
        if case .failure(let error) = result { error } else { nil }
    }
    var summary: GeneratedSummary? { try? result.get() }
}

/// Starts a fake server, sends one request to it and stops everything again.
func ask(
    _ request: ClearedRequest = Samples.request(),
    settings change: (inout OpenAIGeneratorSettings) -> Void = { _ in },
    answering respond: @escaping @Sendable (FakeUpstream.Seen) -> [FakeUpstream.Step]
) async throws -> Outcome {
    let server = try await FakeUpstream.start(respond: respond)
    var settings = OpenAIGeneratorSettings(baseURL: server.baseURL, keys: ["key-1"], totalSeconds: 30)
    change(&settings)
    let client = OpenAIGenerator.makeClient(settings: settings)
    let frames = Frames()
    let result: Result<GeneratedSummary, GeneratorError>
    do throws(GeneratorError) {
        let generator = OpenAIGenerator(settings: settings, client: client)
        result = .success(try await generator.generate(request) { frames.add($0) })
    } catch {
        result = .failure(error)
    }
    try await client.shutdown()
    try await server.stop()
    return Outcome(result: result, frames: frames, seen: server.seen)
}
