import ArgumentParser
import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// Where the running server is and how staff reach it.
struct AdminOptions: ParsableArguments {
    @Option(help: "Base URL of the running server.") var url = "http://127.0.0.1:8080"
    @Option(help: "Your name as the record should have it.") var staff = "admin"

    /// Calls `/admin/v1` and returns the answer's JSON text.
    func call(_ method: String, _ path: String, _ body: [String: Any]? = nil) async throws -> Data {
        guard let key = ProcessInfo.processInfo.environment["VANGRAIL_ADMIN_KEY"] else {
            throw ValidationError("set VANGRAIL_ADMIN_KEY to the admin key that the server printed on its first start")
        }
        var request = HTTPClientRequest(url: url + "/admin/v1/" + path)
        request.method = .RAW(value: method)
        request.headers.add(name: "Authorization", value: "Bearer " + key)
        request.headers.add(name: "X-Vangrail-Staff", value: staff)
        if let body {
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(ByteBuffer(bytes: try JSONSerialization.data(withJSONObject: body)))
        }
        let response: HTTPClientResponse
        do { response = try await HTTPClient.shared.execute(request, timeout: .seconds(15)) } catch {
            throw ValidationError("no server answers at \(url); start one with `vangrail serve`, or name it with --url")
        }
        let data = Data(try await response.body.collect(upTo: 16 << 20).readableBytesView)
        guard (200..<300).contains(response.status.code) else {
            throw ValidationError("the server answered \(response.status.code): \(Self.message(data))")
        }
        return data
    }

    /// Calls and prints the answer, indented.
    func show(_ method: String, _ path: String, _ body: [String: Any]? = nil) async throws {
        let data = try await call(method, path, body)
        guard !data.isEmpty else { return print("done") }
        let value = try JSONSerialization.jsonObject(with: data)
        let pretty = try JSONSerialization.data(
            withJSONObject: value, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
        print(String(decoding: pretty, as: UTF8.self))
    }

    /// Makes a word safe inside a path.
    static func escaped(_ word: String) -> String {
        word.addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(CharacterSet(charactersIn: "-._~:")))
            ?? word
    }

    private static func message(_ data: Data) -> String {
        let value = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
        return (value?["error"] as? [String: Any])?["message"] as? String ?? "no message"
    }
}
