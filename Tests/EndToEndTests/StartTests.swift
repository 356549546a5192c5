import Foundation
import Testing

extension EndToEnd {
    /// The first start, the second one, and what an operator asks a running server.
    @Suite struct StartTests {
        @Test func `the first start prints a platform key that works, the second start prints none`() async throws {
            let folder = try TemporaryFolder()
            let data = folder.url.appending(path: "data")

            let first = try await Server.start(data: data, logs: folder.url, number: 1, presettingKeys: false)
            let printed = Self.keys(in: first.program)
            var accepted = 0
            for key in printed {
                let answer = try await Exchange.send(
                    "GET", first.url + "/v1/models", headers: ["Authorization": "Bearer " + key])
                if answer.status == 200 { accepted += 1 }
            }
            #expect(try await first.stop().code == 0)
            let second = try await Server.start(data: data, logs: folder.url, number: 2, presettingKeys: false)
            let printedAgain = Self.keys(in: second.program)
            #expect(try await second.stop().code == 0)

            #expect(accepted == 1, "the keys that were printed: \(printed.count)")
            #expect(printedAgain.isEmpty)
        }

        @Test func `health and readiness are told without a key, everything else asks for one`() async throws {
            try await Server.with { server, _ async throws in
                for path in ["/healthz", "/readyz", "/openapi.json"] {
                    #expect(try await Exchange.send("GET", server.url + path).status == 200, "\(path)")
                }
                for path in ["/v1/models", "/admin/v1/switches", "/admin/v1/cases"] {
                    #expect(try await Exchange.send("GET", server.url + path).status == 401, "\(path)")
                }
                #expect(try await server.send("GET", "/admin/v1/switches").status == 403)
            }
        }

        @Test func `the description of the API names every route that is documented`() async throws {
            let page = try String(contentsOf: Places.root.appending(path: "Documentation/HTTP.md"), encoding: .utf8)
            let documented = page.split(separator: "\n").compactMap { line -> String? in
                let cells = line.split(separator: "`")
                guard line.hasPrefix("| `"), cells.count > 1 else { return nil }
                return ["GET /", "POST /", "PUT /", "PATCH /", "DELETE /"].contains(where: cells[1].hasPrefix)
                    ? String(cells[1]) : nil
            }
            try await Server.with { server, _ async throws in
                let described = try await Exchange.send("GET", server.url + "/openapi.json").json()
                let paths = try #require(described["paths"] as? [String: [String: Any]])
                let served = Set(paths.flatMap { path, methods in methods.keys.map { "\($0.uppercased()) \(path)" } })

                #expect(Set(documented).subtracting(served).isEmpty)
                #expect(served.subtracting(documented).isEmpty)
            }
        }

        @Test func `a busy port is named, and the start fails`() async throws {
            try await Server.with { server, _ async throws in
                let folder = try TemporaryFolder()
                let finished = try await vangrail(
                    ["serve", "--data", folder.url.path(), "--listen", "127.0.0.1:\(server.port)"])
                #expect(finished.code != 0)
                #expect((finished.output + finished.errors).contains("\(server.port)"), "\(finished.errors)")
            }
        }

        @Test func `a data folder has one server`() async throws {
            try await Server.with { _, data async throws in
                let finished = try await vangrail(["serve", "--data", data.path(), "--listen", "127.0.0.1:0"])
                #expect(finished.code != 0)
            }
        }

        @Test func `the tour ends with every decision as expected`() async throws {
            _ = try Places.sample("astronaut.png")
            try await Server.with { server, data async throws in
                let finished = try await run(
                    Places.root.appending(path: "scripts/tour"), [],
                    environment: [
                        "PROGRAM": try Places.program("vangrail").path(), "URL": server.url, "DATA": data.path(),
                        "VANGRAIL_PLATFORM_KEY": Server.platformKey,
                    ], secondsMax: 120)
                #expect(finished.code == 0, "\(finished.output)\n\(finished.errors)")
            }
        }

        /// Words of the log that can only be keys: long, of letters, digits, `-` and `_`, after the word `key`.
        private static func keys(in program: Program) -> [String] {
            (program.outputText + program.errorText).split(separator: "\n").filter { $0.lowercased().contains("key") }
                .flatMap { line in
                    line.split { !($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }.map(String.init)
                        .filter { $0.count >= 24 && $0.contains(where: \.isNumber) }
                }
        }
    }
}
