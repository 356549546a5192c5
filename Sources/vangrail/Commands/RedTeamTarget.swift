import ArgumentParser
import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import PolicyEngine
import RedTeam
import SafetyModel
import Screening

/// What a red team asks: the decider of this process, or the decide-only door of a server. Neither holds a generator.
enum RedTeamTarget {
    case process(CheckBench, name: String)
    case door(url: String, key: String)

    /// The one path that is ever called on a server.
    private static let path = "/v1/vangrail/decisions"

    init(url: String?, policy: Policy) async throws {
        guard let url else {
            self = .process(try await CheckBench(policy: policy), name: "\(policy.version) in this process")
            return
        }
        guard let key = ProcessInfo.processInfo.environment["VANGRAIL_PLATFORM_KEY"] else {
            throw ValidationError("set VANGRAIL_PLATFORM_KEY to the platform key of the server at \(url)")
        }
        self = .door(url: url + Self.path, key: key)
    }

    var name: String {
        switch self {
        case .process(_, let name): name
        case .door(let url, _): url
        }
    }

    func decide(_ attempt: RedTeamPlan.Attempt) async -> RedTeamOutcome {
        switch self {
        case .process(let bench, _):
            var line = CheckLine(id: attempt.item.id)
            line.operation = attempt.item.operation
            line.turns = attempt.turns
            return RedTeamOutcome(await bench.decide(line).decision.kind)
        case .door(let url, let key): return await Self.ask(url, key, attempt)
        }
    }

    func close() async { if case .process(let bench, _) = self { await bench.close() } }

    private static func ask(_ url: String, _ key: String, _ attempt: RedTeamPlan.Attempt) async -> RedTeamOutcome {
        var body: [String: Any] = ["operation": attempt.item.operation.rawValue, "turns": attempt.turns]
        if attempt.item.operation != .generate { body["images"] = [PlainPicture.dataURL] }
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(name: "Authorization", value: "Bearer " + key)
        request.headers.add(name: "Content-Type", value: "application/json")
        guard let bytes = try? JSONSerialization.data(withJSONObject: body) else { return .failed }
        request.body = .bytes(ByteBuffer(bytes: bytes))
        guard let response = try? await HTTPClient.shared.execute(request, timeout: .seconds(15)),
            let data = try? await response.body.collect(upTo: 1 << 20),
            let answer = try? JSONSerialization.jsonObject(with: Data(data.readableBytesView)) as? [String: Any],
            let word = answer["decision"] as? String, let kind = Decision.Kind(rawValue: word)
        else { return .failed }
        return RedTeamOutcome(kind)
    }
}

/// The picture that an edit brings along: one grey pixel.
private enum PlainPicture {
    static let dataURL =
        "data:image/png;base64,"
        + "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="
}
