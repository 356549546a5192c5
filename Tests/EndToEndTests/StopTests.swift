import Foundation
import Glibc
import TestSupport
import Testing

extension EndToEnd {
    /// What a stop leaves behind: nothing half done when it is asked for, nothing lost when it is not.
    @Suite struct StopTests {
        @Test func `a stop finishes the request in flight, lets nobody new in and ends well`() async throws {
            let python = try Places.requirePython()
            _ = try Places.sample("chelsea.png")
            let folder = try TemporaryFolder()
            let data = folder.url.appending(path: "data")
            let server = try await Server.start(data: data, logs: folder.url)
            defer { server.program.send(SIGKILL) }

            let finished = try await run(
                python, [Places.scripts.appending(path: "slow_upload.py").path()],
                environment: [
                    "VANGRAIL_TEST_URL": server.url, "VANGRAIL_TEST_KEY": Server.platformKey,
                    "VANGRAIL_TEST_SAMPLES": Places.samples.path(), "PYTHONDONTWRITEBYTECODE": "1",
                    "VANGRAIL_TEST_PID": "\(server.program.identifier)",
                ])
            let status = try await server.program.wait(secondsMax: 30)

            for line in try finished.jsonLines() {
                #expect(line["ok"] as? Bool == true, "\(line.text("detail") ?? "")\n\(server.program.tail)")
            }
            #expect(try finished.jsonLines().count == 2)
            #expect(status == Program.Status(code: 0, wasSignalled: false))
            try await expectSoundTrail(data)
        }

        @Test func `a kill at any moment loses no decision that was answered`() async throws {
            let folder = try TemporaryFolder()
            let data = folder.url.appending(path: "data")
            let seed = UInt64.random(in: .min ... .max)
            var random = Seeded(seed)
            var answered: [String] = []

            for round in 0..<12 {
                let server = try await Server.start(data: data, logs: folder.url, number: round)
                let milliseconds = Int.random(in: 0...1_000, using: &random)
                // WHY: a slow machine answers nothing within a second of its start; every other server is warm.
                if round.isMultiple(of: 2) { _ = try? await Self.generate(server) }
                answered += try await decisions(of: server, killedAfter: milliseconds)
                try await expectSoundTrail(data, "seed \(seed), round \(round), \(milliseconds) ms")
            }

            #expect(answered.count > 6, "seed \(seed): the server answered too little to show anything")
            for decision in answered {
                let shown = try await vangrail(["audit", "show", decision, "--data", data.path()])
                #expect(shown.code == 0 && shown.output.contains(" decision"), "seed \(seed): \(decision) is lost")
            }
        }

        @Test func `a changed record is found`() async throws {
            let folder = try TemporaryFolder()
            let data = folder.url.appending(path: "data")
            let server = try await Server.start(data: data, logs: folder.url)
            for _ in 0..<3 { _ = try await Self.generate(server) }
            #expect(try await server.stop().code == 0)
            try await expectSoundTrail(data)

            let altered = try await run(
                try Places.requirePython(),
                [
                    Places.scripts.appending(path: "alter_record.py").path(),
                    data.appending(path: "vangrail.sqlite").path(),
                ])
            #expect(altered.output == "1\n", "\(altered.errors)")

            let verified = try await vangrail(["audit", "verify", "--data", data.path()])
            #expect(verified.code != 0, "\(verified.output)")
        }

        /// Asks for pictures on four connections until the server is killed; gives the last decisions that were answered
        /// on each, because those are the ones at risk.
        private func decisions(of server: Server, killedAfter milliseconds: Int) async throws -> [String] {
            try await withThrowingTaskGroup(of: [String].self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        var found: [String] = []
                        while server.program.status == nil, let answer = try? await Self.generate(server) {
                            if answer.status == 200, let decision = answer.decision { found.append(decision) }
                        }
                        return found.suffix(2)
                    }
                }
                try await Task.sleep(for: .milliseconds(milliseconds))
                try await server.cutOff()
                return try await group.reduce(into: []) { $0 += $1 }
            }
        }

        private static func generate(_ server: Server) async throws -> Answer {
            try await server.send(
                "POST", "/v1/images/generations", json: ["prompt": "a lighthouse on a hill", "size": "256x256"])
        }

        private func expectSoundTrail(_ data: URL, _ when: String = "") async throws {
            let verified = try await vangrail(["audit", "verify", "--data", data.path()])
            #expect(verified.code == 0, "\(when)\n\(verified.output)\n\(verified.errors)")
        }
    }
}
