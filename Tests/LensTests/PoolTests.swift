import Foundation
@testable import Lens
import SafetyModel
import Screening
import Testing

extension LensTests {
    struct PoolTests {
        private var one: LensSettings {
            var settings = LensSettings()
            settings.workers = 1
            return settings
        }

        @Test func `a worker killed in the middle of a picture fails that picture only`() async throws {
            try await LensStage.withPool(one) { pool in
                let picture = try LensStage.fixture("plain.png")
                _ = try await pool.read(picture, as: .source)
                // Frozen, every worker takes the picture up and never answers.
                let frozen = pool.bench.pids
                for pid in frozen { kill(pid, SIGSTOP) }
                let answer = Task { try await pool.read(picture, as: .source) }
                try await LensStage.until { pool.bench.inHand == 1 }
                for pid in frozen { kill(pid, SIGKILL) }

                await #expect(throws: LensError.workerFailed) { try await answer.value }
                #expect(try await pool.read(picture, as: .source).width == 96)
            }
        }

        @Test func `a worker that died while it waited costs nobody a picture`() async throws {
            try await LensStage.withPool(one) { pool in
                let picture = try LensStage.fixture("plain.png")
                _ = try await pool.read(picture, as: .source)
                let all = pool.bench.pids
                for pid in all { kill(pid, SIGKILL) }
                try await LensStage.until { all.allSatisfy(PoolTests.hasEnded) }

                #expect(try await pool.read(picture, as: .source).width == 96)
            }
        }

        @Test func `a worker that died in reserve after its hello costs nobody a picture`() async throws {
            try await LensStage.withPool(one) { pool in
                let picture = try LensStage.fixture("plain.png")
                _ = try await pool.read(picture, as: .source)
                // The one in reserve says hello when it is warm; nothing outside it tells when.
                try await Task.sleep(for: .seconds(3))
                let all = pool.bench.pids
                for pid in all { kill(pid, SIGKILL) }
                try await LensStage.until { all.allSatisfy(PoolTests.hasEnded) }

                #expect(try await pool.read(picture, as: .source).width == 96)
            }
        }

        @Test func `a worker that hangs is killed at its deadline`() async throws {
            try await LensStage.withFakeWorker("HELLO\nexec /bin/sleep 60") { fake in
                var settings = one
                settings.pictureMax = .milliseconds(100)
                try await LensStage.withPool(settings, executable: fake) { pool in
                    let picture = try LensStage.fixture("plain.png")
                    await #expect(throws: LensError.workerFailed) { try await pool.read(picture, as: .source) }
                }
            }
        }

        @Test(arguments: [
            // No greeting, another version, a greeting that is an answer.
            "printf garbage >&3", #"printf 'VLNSOTHER\001\000\000\000\000\000\000' >&3"#,
            #"printf 'VLNSVERSION\003\000\000\000\000\000\000' >&3"#,
            // After a proper greeting: noise, an end, an answer to another task, an unknown fault, a picture that is
            // not there.
            "HELLO\n/bin/cat <&3 >/dev/null & printf garbage >&3", "HELLO\nexit 0",
            #"HELLO\nprintf 'VLNSVERSION\003\000\000\000\000\000\005\000\000\000\143\003' >&3"#,
            #"HELLO\nprintf 'VLNSVERSION\003\000\000\000\000\000\005\000\000\000\001\143' >&3"#,
        ])
        func `nonsense from a worker is a failure, never an answer`(script: String) async throws {
            let lines = script.replacing(#"\n"#, with: "\n") + "\nexec /bin/sleep 5"
            try await LensStage.withFakeWorker(lines) { fake in
                var settings = one
                settings.pictureMax = .seconds(1)
                settings.startMax = .seconds(1)
                try await LensStage.withPool(settings, executable: fake) { pool in
                    let picture = try LensStage.fixture("plain.png")
                    await #expect(throws: LensError.workerFailed) { try await pool.read(picture, as: .source) }
                }
            }
        }

        @Test func `a lens that is not there fails every picture and is not ready`() async throws {
            try await LensStage.withPool(one, executable: "/nonexistent/vangrail-lens") { pool in
                let picture = try LensStage.fixture("plain.png")
                await #expect(throws: LensError.workerFailed) { try await pool.read(picture, as: .source) }
                #expect(!pool.isReady)
            }
        }

        @Test func `the line is bounded in length and in time`() async throws {
            try await LensStage.withFakeWorker("HELLO\nexec /bin/sleep 60") { fake in
                var settings = one
                settings.queueDepthMax = 1
                settings.waitMax = .milliseconds(300)
                settings.pictureMax = .milliseconds(1500)
                try await LensStage.withPool(settings, executable: fake) { pool in
                    let picture = try LensStage.fixture("plain.png")
                    let first = Task { try await pool.read(picture, as: .source) }
                    try await LensStage.until { pool.bench.inHand == 1 }
                    let second = Task { try await pool.read(picture, as: .source) }
                    try await LensStage.until { pool.bench.waiting == 1 }

                    await #expect(throws: LensError.busy) { try await pool.read(picture, as: .source) }
                    await #expect(throws: LensError.busy) { try await second.value }
                    await #expect(throws: LensError.workerFailed) { try await first.value }
                }
            }
        }

        @Test func `a caller who goes away leaves the line`() async throws {
            try await LensStage.withFakeWorker("HELLO\nexec /bin/sleep 60") { fake in
                var settings = one
                settings.pictureMax = .milliseconds(500)
                try await LensStage.withPool(settings, executable: fake) { pool in
                    let picture = try LensStage.fixture("plain.png")
                    let first = Task { try await pool.read(picture, as: .source) }
                    try await LensStage.until { pool.bench.inHand == 1 }
                    let second = Task { try await pool.read(picture, as: .source) }
                    try await LensStage.until { pool.bench.waiting == 1 }
                    second.cancel()

                    await #expect(throws: LensError.busy) { try await second.value }
                    #expect(pool.bench.waiting == 0)
                    await #expect(throws: LensError.workerFailed) { try await first.value }
                }
            }
        }

        @Test func `a worker is replaced after its share of pictures and after any fault`() async throws {
            #expect(LensSettings().picturesPerWorker == 100)
            var settings = one
            settings.picturesPerWorker = 3
            try await LensStage.withPool(settings) { pool in
                let (good, bad) = (try LensStage.fixture("plain.png"), try LensStage.fixture("truncated.png"))
                _ = try await pool.read(good, as: .source)
                let first = try #require(pool.bench.heldPIDs.first)
                _ = try await pool.read(good, as: .source)
                #expect(pool.bench.heldPIDs == [first])

                _ = try await pool.read(good, as: .source)
                try await LensStage.until { !pool.bench.heldPIDs.isEmpty && pool.bench.heldPIDs != [first] }
                let second = pool.bench.heldPIDs
                await #expect(throws: LensError.truncated) { try await pool.read(bad, as: .source) }
                try await LensStage.until { !pool.bench.heldPIDs.isEmpty && pool.bench.heldPIDs != second }
                #expect(kill(first, 0) == -1 && errno == ESRCH)
            }
        }

        @Test func `many callers at once all get their own picture`() async throws {
            try await LensStage.withPool { pool in
                let files = ["plain.jpg", "alpha.png", "truncated.png", "plain.gif", "16bit.png", "bomb.png"]
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for round in 0..<36 {
                        let file = files[round % files.count]
                        let picture = try LensStage.fixture(file)
                        group.addTask {
                            let read = try? await pool.read(picture, as: .source)
                            let isBad = ["truncated.png", "bomb.png"].contains(file)
                            #expect((read == nil) == isBad, "\(file)")
                            #expect(read == nil || read?.hasAlpha == (file == "alpha.png"), "\(file)")
                        }
                    }
                    try await group.waitForAll()
                }
            }
        }

        @Test func `after many pictures and faults no process and no descriptor stays behind`() async throws {
            let before = PoolTests.descriptors()
            var all: Set<pid_t> = []
            try await LensStage.withPool { pool in
                let (good, bad) = (try LensStage.fixture("plain.png"), try LensStage.fixture("drawing.svg"))
                for _ in 0..<30 {
                    _ = try await pool.read(good, as: .source)
                    await #expect(throws: LensError.formatNotAllowed) { try await pool.read(bad, as: .source) }
                    all.formUnion(pool.bench.pids)
                }
            }

            #expect(all.count >= 30)
            // Not even a zombie answers to these numbers any more.
            for pid in all { #expect(kill(pid, 0) == -1 && errno == ESRCH, "\(pid)") }
            // Other tests of this program open files meanwhile; a leak would be 30 or more.
            #expect(PoolTests.descriptors() - before < 20)
        }

        @Test func `a pool that was shut down is busy for good`() async throws {
            let pool = LensPool(executable: try LensStage.executable)
            let picture = try LensStage.fixture("plain.png")
            _ = try await pool.read(picture, as: .source)
            #expect(pool.isReady)
            await pool.shutDown()

            #expect(pool.bench.pids.isEmpty)
            #expect(!pool.isReady)
            await #expect(throws: LensError.busy) { try await pool.read(picture, as: .source) }
        }

        @Test func `a worker holds its socket and no other descriptor of ours`() async throws {
            let leaky = open("/etc/hostname", O_RDONLY)
            defer { close(leaky) }
            try await LensStage.withPool(one) { pool in
                _ = try await pool.read(LensStage.fixture("plain.png"), as: .source)
                for pid in pool.bench.heldPIDs {
                    // The picture's own memory is let go right after the answer.
                    try await LensStage.until { PoolTests.files(of: pid).allSatisfy { !$0.contains("memfd") } }
                    let files = PoolTests.files(of: pid)
                    #expect(files.filter { $0.hasPrefix("socket:") }.count == 1)
                    #expect(files.filter { $0 == "/dev/null" }.count == 3)
                    #expect(!files.contains { $0.contains("hostname") }, "\(files)")
                    let environment = try Data(contentsOf: URL(filePath: "/proc/\(pid)/environ"))
                    #expect(!String(decoding: environment, as: UTF8.self).contains("PATH="))
                    let status = try String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)
                    #expect(status.contains("NoNewPrivs:\t1"))
                }
            }
        }

        /// True for a zombie too.
        private static func hasEnded(_ pid: pid_t) -> Bool {
            guard let line = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8) else { return true }
            // WHY: the first thread may be a zombie while others still hold the socket.
            let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/task").count) ?? 0
            return line.contains(") Z ") && threads <= 1
        }

        private static func files(of pid: pid_t) -> [String] {
            let folder = "/proc/\(pid)/fd"
            let held = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            return held.compactMap { try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\($0)") }
        }

        private static func descriptors() -> Int {
            (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0
        }
    }
}
