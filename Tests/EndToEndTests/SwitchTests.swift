import Foundation
import Testing

extension EndToEnd {
    /// What staff change acts on the next request, through HTTP and through the command line.
    @Suite struct SwitchTests {
        @Test func `a switch acts on the next request and back again, by the command line`() async throws {
            try await Server.with { server, _ async throws in
                let staff = ["VANGRAIL_ADMIN_KEY": Server.adminKey]
                #expect(try await Self.generate(server).status == 200)

                let off = try await vangrail(["switch", "off", "generation", "--url", server.url], environment: staff)
                #expect(off.code == 0, "\(off.output)\(off.errors)")
                let stopped = try await Self.generate(server)
                let shown = try await vangrail(["switch", "list", "--url", server.url], environment: staff)
                let on = try await vangrail(["switch", "on", "generation", "--url", server.url], environment: staff)

                #expect(stopped.status == 400)
                #expect(try stopped.json().text("error.code") == "moderation_blocked")
                #expect(shown.output.contains("generation"))
                #expect(on.code == 0, "\(on.output)\(on.errors)")
                #expect(try await Self.generate(server).status == 200)
            }
        }

        @Test func `without the staff's key nothing is switched`() async throws {
            try await Server.with { server, _ async throws in
                let finished = try await vangrail(
                    ["switch", "off", "generation", "--url", server.url],
                    environment: ["VANGRAIL_ADMIN_KEY": "wrong"])
                #expect(finished.code != 0)
                #expect(try await Self.generate(server).status == 200)
            }
        }

        private static func generate(_ server: Server) async throws -> Answer {
            try await server.send(
                "POST", "/v1/images/generations", json: ["prompt": "a lighthouse on a hill", "size": "256x256"])
        }
    }
}
