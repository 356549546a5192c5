import ArgumentParser
import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// `vangrail inspect`: what the running server knows of where a picture comes from.
struct InspectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect", abstract: "Ask the running server where a picture comes from.",
        discussion: """
            The same answer as the page /check: Content Credentials, the mark in the pixels, and whether the picture left \
            there. Exit 0: made there. 3: similar, or made by AI elsewhere by its credentials. 4: nothing known. 1: failed.
            """)
    @Argument(help: "A picture file.") var file: String
    @Option(help: "Base URL of the running server.") var url = "http://127.0.0.1:8080"
    @Flag(help: "Print the answer as JSON.") var json = false

    func run() async throws {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw ValidationError("cannot read `\(file)`")
        }
        let answer = try await ask(data)
        guard let report = try? JSONSerialization.jsonObject(with: answer) as? [String: Any],
            let origin = report["origin"] as? String
        else {
            throw ValidationError("the server cannot check it: \(String(decoding: answer.prefix(300), as: UTF8.self))")
        }
        if json {
            print(String(decoding: answer, as: UTF8.self))
        } else {
            for sentence in report["sentences"] as? [String] ?? [] { print(sentence) }
        }
        let credentials = report["credentials"] as? [String: Any]
        let namesModel = credentials?["names_model"] as? Bool == true && credentials?["state"] as? String != "invalid"
        switch origin {
        case "ours": return
        case "similar": throw ExitCode(3)
        default: throw ExitCode(namesModel ? 3 : 4)
        }
    }

    private func ask(_ picture: Data) async throws -> Data {
        let boundary = "vangrail-\(UInt64.random(in: .min ... .max))"
        var body = ByteBuffer()
        body.writeString("--\(boundary)\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"picture\"\r\n")
        body.writeString("Content-Type: application/octet-stream\r\n\r\n")
        body.writeBytes(picture)
        body.writeString("\r\n--\(boundary)--\r\n")
        var request = HTTPClientRequest(url: url + "/check")
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "multipart/form-data; boundary=\(boundary)")
        request.headers.add(name: "Accept", value: "application/json")
        request.body = .bytes(body)
        do {
            let response = try await HTTPClient.shared.execute(request, timeout: .seconds(60))
            return Data(try await response.body.collect(upTo: 1 << 20).readableBytesView)
        } catch {
            throw ValidationError("no server answers at \(url); start one with `vangrail serve`, or name it with --url")
        }
    }
}
