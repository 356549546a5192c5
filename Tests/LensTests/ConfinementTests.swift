import Foundation
import SafetyModel
import Screening
import Testing

@testable import Lens

/// A worker that has said hello can do nothing but answer.
@Suite struct ConfinementTests {
    @Test func `a closed worker opens no file, makes no socket and starts nothing`() throws {
        let prove = Process()
        prove.executableURL = URL(filePath: try LensStage.executable)
        prove.arguments = ["--prove"]
        let output = Pipe()
        prove.standardOutput = output
        try prove.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        prove.waitUntilExit()

        let lines = String(decoding: data, as: UTF8.self).split(separator: "\n")
        #expect(lines.count == 8)
        for line in lines { #expect(line.hasSuffix(": refused") || line.hasSuffix(": ended"), "\(line)") }
        #expect(prove.terminationStatus == 0)
    }

    @Test func `every worker of a pool is closed before it takes a picture`() async throws {
        try await LensStage.withPool { pool in
            _ = try await pool.read(LensStage.fixture("plain.png"), as: .source)
            let pids = pool.bench.heldPIDs
            try #require(!pids.isEmpty)
            for pid in pids {
                let status = try String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)
                let mode = status.split(separator: "\n").first { $0.hasPrefix("Seccomp:") }
                #expect(mode?.hasSuffix("2") == true, "\(mode ?? "no mode")")
            }
        }
    }

    @Test func `what alpha hides is fingerprinted over black, over white and bare`() async throws {
        try await LensStage.withPool { pool in
            let picture = try await pool.read(LensStage.fixture("alpha.png"), as: .source)
            #expect(picture.hasAlpha)
            #expect(Set([picture.fingerprint] + picture.furtherFingerprints).count == 3)
            let opaque = try await pool.read(LensStage.fixture("opaque-alpha.png"), as: .source)
            #expect(opaque.furtherFingerprints.isEmpty)
        }
    }
}
