import Foundation
import Lens
import LensWire
import SafetyModel
import Screening
import Testing

/// What the tests of the lens stand on: the built worker, the drawn fixtures, and workers that misbehave.
///
/// `swift test` builds every executable, and the test program lies beside them: the worker is found next to it.
enum LensStage {
    static var executable: String {
        get throws {
            let tests = URL(filePath: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
            var folders = [tests, URL(filePath: CommandLine.arguments[0])].map { $0.deletingLastPathComponent() }
            folders.append(Bundle.module.bundleURL.deletingLastPathComponent())
            let found = folders.map { $0.appending(path: "vangrail-lens").path() }
                .first { FileManager.default.isExecutableFile(atPath: $0) }
            return try #require(found, "vangrail-lens lies beside the test program")
        }
    }

    static func fixture(_ name: String) throws -> Picture {
        let file = Bundle.module.bundleURL.appending(path: "Fixtures").appending(path: name)
        return Picture(bytes: [UInt8](try Data(contentsOf: file)))
    }

    /// A pool of real workers for the body, ended afterwards.
    static func withPool<Result>(
        _ settings: LensSettings = LensSettings(), executable: String? = nil,
        _ body: (LensPool) async throws -> Result
    ) async throws -> Result {
        let pool = LensPool(executable: try executable ?? LensStage.executable, settings: settings)
        do {
            let result = try await body(pool)
            await pool.shutDown()
            return result
        } catch {
            await pool.shutDown()
            throw error
        }
    }

    /// A worker that is a shell script; `HELLO` in it stands for a proper greeting, `VERSION` for the version that is
    /// spoken, `OTHER` for the next one.
    static func withFakeWorker(_ script: String, _ body: (String) async throws -> Void) async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "fake-lens-\(UUID().uuidString)").path()
        let octal = { (byte: UInt8) in #"\0"# + (byte < 8 ? "0" : "") + String(byte, radix: 8) }
        let text =
            "#!/bin/sh\n"
            + script.replacing("HELLO", with: #"printf 'VLNSVERSION\001\000\000\000\000\000\000' >&3"#)
            .replacing("VERSION", with: octal(Frame.version)).replacing("OTHER", with: octal(Frame.version + 1))
            + "\n"
        try Data(text.utf8).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
        defer { try? FileManager.default.removeItem(atPath: path) }
        try await body(path)
    }

    /// Gives other tasks and the pool's threads time until the condition holds.
    static func until(_ condition: () -> Bool) async throws {
        for _ in 0..<2000 {
            if condition() { return }
            try await Task.sleep(for: .milliseconds(5))
        }
        Issue.record("the condition came true within ten seconds")
    }
}
