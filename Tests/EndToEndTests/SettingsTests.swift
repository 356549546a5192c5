import Foundation
import Testing

extension EndToEnd {
    /// Where a setting comes from: a flag wins over the environment, the environment over the file.
    @Suite struct SettingsTests {
        /// The value that each source gives `public-url`, and the one that must win.
        struct Sources: Sendable, CustomTestStringConvertible {
            var file: String?
            var environment: String?
            var flag: String?
            var winner: String

            var testDescription: String {
                [file.map { "file \($0)" }, environment.map { "environment \($0)" }, flag.map { "flag \($0)" }]
                    .compactMap(\.self).joined(separator: ", ")
            }
        }

        static let precedence = [
            Sources(file: "https://file.example", winner: "https://file.example"),
            Sources(environment: "https://variable.example", winner: "https://variable.example"),
            Sources(flag: "https://flag.example", winner: "https://flag.example"),
            Sources(
                file: "https://file.example", environment: "https://variable.example",
                winner: "https://variable.example"),
            Sources(
                file: "https://file.example", environment: "https://variable.example", flag: "https://flag.example",
                winner: "https://flag.example"),
        ]

        @Test(arguments: precedence)
        func `a flag wins over the environment, the environment over the file`(sources: Sources) async throws {
            let folder = try TemporaryFolder()
            var arguments: [String] = []
            if let value = sources.file {
                let file = try folder.write("public-url: \(value)\n", to: "vangrail.yaml")
                arguments += ["--config", file.path()]
            }
            if let value = sources.flag { arguments += ["--public-url", value] }
            let environment = sources.environment.map { ["VANGRAIL_PUBLIC_URL": $0] } ?? [:]

            let address = try await Server.with(arguments: arguments, environment: environment) { server, _ in
                try await Self.complainAddress(server)
            }

            #expect(address.hasPrefix(sources.winner + "/"), "\(address)")
        }

        @Test func `the Host header never becomes part of an answer`() async throws {
            try await Server.with { server, _ async throws in
                let address = try await Self.complainAddress(server, headers: ["Host": "attacker.example"])
                #expect(!address.contains("attacker.example"))
            }
        }

        @Test func `a misspelt setting stops the start and names the right one`() async throws {
            let folder = try TemporaryFolder()
            let file = try folder.write("pubic-url: https://file.example\n", to: "vangrail.yaml")

            let finished = try await vangrail(
                ["serve", "--data", folder.url.appending(path: "data").path(), "--config", file.path()])

            #expect(finished.code != 0)
            #expect((finished.output + finished.errors).contains("public-url"), "\(finished.errors)")
        }

        @Test func `a missing settings file stops the start and is named`() async throws {
            let folder = try TemporaryFolder()
            let finished = try await vangrail(
                ["serve", "--data", folder.url.appending(path: "data").path(), "--config", "/nowhere/vangrail.yaml"])

            #expect(finished.code != 0)
            #expect((finished.output + finished.errors).contains("/nowhere/vangrail.yaml"), "\(finished.errors)")
        }

        /// A refusal names where to complain; that address begins with `public-url`.
        private static func complainAddress(_ server: Server, headers: [String: String] = [:]) async throws -> String {
            let answer = try await server.send(
                "POST", "/v1/images/generations", json: ["prompt": "Anna Jansen without clothes"], headers: headers)
            #expect(answer.status == 400)
            return try #require(try answer.json().text("error.vangrail.complain_url"))
        }
    }
}
