import Foundation
import Glibc

/// `vangrail serve` on a free loopback port.
final class Server: Sendable {
    static let platformKey = "platform-key-of-the-end-to-end-tests-0001"
    static let adminKey = "admin-key-of-the-end-to-end-tests-0001"
    static let adminPassword = "password of the end-to-end tests"

    let program: Program
    let port: Int

    var url: String { "http://127.0.0.1:\(port)" }

    private static let presetKeys = [
        "VANGRAIL_PLATFORM_KEY": platformKey, "VANGRAIL_ADMIN_KEY": adminKey, "VANGRAIL_ADMIN_PASSWORD": adminPassword,
    ]

    /// Starts a server on a data folder and waits until it is ready. `number` keeps the logs of several starts apart.
    static func start(
        data: URL, logs: URL, number: Int = 0, presettingKeys: Bool = true, arguments: [String] = [],
        environment: [String: String] = [:]
    ) async throws -> Server {
        let port = try freePort()
        let preset = presettingKeys ? presetKeys : [:]
        let program = try Program(
            try Places.program("vangrail"),
            ["serve", "--data", data.path(), "--listen", "127.0.0.1:\(port)"] + arguments,
            environment: preset.merging(environment) { $1 }, folder: logs, name: "serve-\(number)")
        let server = Server(program: program, port: port)
        try await server.waitUntilReady()
        return server
    }

    private init(program: Program, port: Int) {
        self.program = program
        self.port = port
    }

    private func waitUntilReady() async throws {
        for _ in 0..<600 {
            if let status = program.status { throw Missing("vangrail ended (\(status))\n\(program.tail)") }
            if let answer = try? await Exchange.send("GET", url + "/readyz"), answer.status == 200 { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        program.send(SIGKILL)
        throw Missing("vangrail is not ready after 30 seconds\n\(program.tail)")
    }

    /// Asks the server to finish what it does and to stop.
    func stop() async throws -> Program.Status {
        program.send(SIGTERM)
        return try await program.wait(secondsMax: 30)
    }

    /// Ends the server as a power cut would.
    func cutOff() async throws {
        program.send(SIGKILL)
        _ = try await program.wait(secondsMax: 10)
    }

    /// Sends a request with the platform's key.
    func send(
        _ method: String, _ path: String, json: [String: Any]? = nil, headers: [String: String] = [:]
    ) async throws -> Answer {
        let key = ["Authorization": "Bearer " + Self.platformKey]
        return try await Exchange.send(method, url + path, json: json, headers: key.merging(headers) { $1 })
    }

    /// Sends a request with the staff's key.
    func sendAsStaff(_ method: String, _ path: String, json: [String: Any]? = nil) async throws -> Answer {
        try await Exchange.send(method, url + path, json: json, headers: ["Authorization": "Bearer " + Self.adminKey])
    }

    /// Starts a server with a folder of its own, and stops it whatever happens.
    static func with<Result>(
        arguments: [String] = [], environment: [String: String] = [:],
        _ body: (Server, URL) async throws -> Result
    ) async throws -> Result {
        let folder = try TemporaryFolder()
        let data = folder.url.appending(path: "data")
        let server = try await start(data: data, logs: folder.url, arguments: arguments, environment: environment)
        do {
            let result = try await body(server, data)
            _ = try await server.stop()
            return result
        } catch {
            server.program.send(SIGKILL)
            throw error
        }
    }

    /// A port that nobody listens on just now.
    static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Missing("no socket") }
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(descriptor, generic, length) == 0 && getsockname(descriptor, generic, &length) == 0
            }
        }
        guard bound else { throw Missing("no free port") }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
