import Foundation
import Testing

@testable import PromptReading

@Suite struct NgramTableTests {
    private func written(_ bytes: [UInt8]) throws -> String {
        let path = FileManager.default.temporaryDirectory.path + "/ngrams-\(UUID().uuidString)"
        try Data(bytes).write(to: URL(filePath: path))
        return path
    }

    private func file(_ change: (inout [UInt8]) -> Void = { _ in }) throws -> String {
        var weights = [Int8](repeating: 0, count: 8 << 10)
        for bucket in GeneralTraining.features(of: "dragon", bits: 10) { weights[8 * Int(bucket)] = 100 }
        var calibration = GeneralCalibration()
        calibration.ngramScale = SIMD8(repeating: 0.01)
        calibration.alone = SIMD8(repeating: 1)
        var bytes = GeneralTraining.ngramFile(bits: 10, calibration: calibration, weights: weights)
        change(&bytes)
        return try written(bytes)
    }

    @Test func readsWhatWasWritten() throws {
        let path = try file()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let model = GeneralModel(ngrams: try NgramTable(path: path), encoder: nil)
        #expect(model.read("a dragon in the hall")[.sexual] > model.read("a horse in the hall")[.sexual])
        #expect(model.read("dragon").words == ["dragon"])
        #expect(model.read("").scores.allSatisfy { $0 < 0.5 })
    }

    @Test func aLongTextDoesNotHideAWord() throws {
        let path = try file()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let model = GeneralModel(ngrams: try NgramTable(path: path), encoder: nil)
        let filler = (0..<400).map { "leaf\($0)" }.joined(separator: " ")
        let hidden = model.read(filler + " dragon dragon dragon dragon " + filler)
        #expect(hidden[.sexual] > model.read(filler + " " + filler)[.sexual])
    }

    @Test func saysWhatIsWrongWithAFile() throws {
        func failure(_ path: String) -> GeneralModelError? {
            do throws(GeneralModelError) {
                _ = try NgramTable(path: path)
                return nil
            } catch { return error }
        }
        let foreign = try file { $0[0] = 0 }
        #expect(failure(foreign) == .foreign(path: foreign))
        let version = try file { $0[8] = 9 }
        #expect(failure(version) == .version(path: version, found: 9))
        let short = try file { $0.removeLast(8) }
        #expect(failure(short) == .sizes(path: short))
        let damaged = try file { $0[$0.count - 1] ^= 1 }
        #expect(failure(damaged) == .checksum(path: damaged))
        let empty = try written([])
        #expect(failure(empty) == .unreadable(path: empty))
        #expect(failure("/nowhere") == .unreadable(path: "/nowhere"))
        for path in [foreign, version, short, damaged, empty] { try FileManager.default.removeItem(atPath: path) }
    }
}
