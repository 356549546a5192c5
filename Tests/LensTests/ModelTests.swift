import Foundation
@testable import Lens
import LensWire
import SafetyModel
import Screening
import TestSupport
import Testing

extension LensTests {
    /// Models of the operator's, run by a real worker through the real ONNX Runtime of the tests' Python.
    struct ModelTests {
        /// The runtime's library in the folder that `scripts/install` makes.
        static var runtime: String {
            get throws {
                let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                    .deletingLastPathComponent()
                let library = root.appending(path: ".build/venv/lib")
                let found = FileManager.default.enumerator(atPath: library.path())?.lazy.compactMap { $0 as? String }
                    .first { $0.contains("onnxruntime/capi/libonnxruntime.so") }
                return library.appending(path: try #require(found, "scripts/install has made .build/venv")).path()
            }
        }

        /// A pool whose model worker runs these models, each written to a file first.
        private static func withModels(
            _ models: [(bytes: [UInt8], plan: LocalModel)], _ body: (LensPool) async throws -> Void
        ) async throws {
            let folder = FileManager.default.temporaryDirectory.appending(path: "models-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            var settings = LensSettings()
            settings.workers = 1
            settings.modelRuntime = try runtime
            for (index, model) in models.enumerated() {
                var plan = model.plan
                plan.file = folder.appending(path: "\(index).onnx").path()
                try Data(model.bytes).write(to: URL(filePath: plan.file))
                settings.models.append(plan)
            }
            try await LensStage.withPool(settings, body)
        }

        /// A picture of one colour.
        private static func plain(_ pool: LensPool, red: Int, green: Int, blue: Int) async throws -> Picture {
            let scene = try await pool.drawScene(StudioScene(width: 64, height: 48, seed: 1))
            // WHY: the middle of a very wide border is only border.
            let border = StudioEdit.border(width: 200, red: red, green: green, blue: blue)
            let bordered = try await pool.edit(scene, with: [border, .rotate(90)])
            return try await pool.edit(bordered, with: [.shrink(side: 40)])
        }

        @Test func `a model gets the colours of the whole picture, as it wants them`() async throws {
            let mean = TinyModel.meanColours(side: 8)
            let rgb = LocalModel(file: "", width: 8, height: 8, labels: 3)
            var bgr = rgb
            (bgr.colours, bgr.mean, bgr.deviation) = (.bgr, [0.5, 0.5, 0.5], [0.5, 0.5, 0.5])
            try await Self.withModels([(mean, rgb), (mean, bgr)]) { pool in
                let picture = try await Self.plain(pool, red: 255, green: 128, blue: 0)
                let scores = try await pool.scores(of: picture)

                #expect(scores.count == 2)
                #expect(scores[0][0] > 0.8 && scores[0][2] < 0.2, "\(scores)")
                #expect(abs(scores[0][1] - 0.5) < 0.1, "\(scores)")
                for colour in 0..<3 {
                    #expect(abs(scores[1][2 - colour] - (scores[0][colour] - 0.5) * 2) < 0.01, "\(scores)")
                }
                #expect(pool.isReady)
            }
        }

        @Test func `of a detector's boxes each label's greatest counts, however they lie`() async throws {
            // Two by two pixels of three colours: two boxes of four sides and two labels.
            let boxes = TinyModel.reshaped(side: 2, to: [1, 6, 2])
            let rows = TinyModel.reshaped(side: 2, to: [1, 2, 6])
            let sure = TinyModel.reshaped(side: 2, to: [2, 6])
            let plan = LocalModel(file: "", width: 2, height: 2, answer: .boxes, labels: 2)
            var surely = plan
            (surely.answer, surely.labels) = (.surelyBoxes, 1)
            try await Self.withModels([(boxes, plan), (rows, plan), (sure, surely)]) { pool in
                let picture = try await Self.plain(pool, red: 255, green: 102, blue: 51)
                let scores = try await pool.scores(of: picture)
                // The numbers are four of red, four of green, four of blue.
                let (green, blue) = (Float(0.4), Float(0.2))
                let expected = [[blue, blue], [green, green], [green * green]]

                for (found, wanted) in zip(scores, expected) {
                    #expect(zip(found, wanted).allSatisfy { abs($0 - $1) < 0.12 }, "\(scores)")
                }
            }
        }

        @Test func `a picture is cut or put into a frame where the model wants that`() async throws {
            let mean = TinyModel.meanColours(side: 8)
            var plans = LocalModel.Fit.allCases.map { fit in
                (mean, LocalModel(file: "", width: 8, height: 8, fit: fit, labels: 3))
            }
            plans.sort { $0.1.fit.rawValue < $1.1.fit.rawValue }
            try await Self.withModels(plans) { pool in
                // Black, three times as wide as it is high.
                let scene = try await pool.drawScene(StudioScene(width: 90, height: 30, seed: 1))
                let black = try await pool.edit(scene, with: [.brightness(0.2), .brightness(0.2), .brightness(0.2)])
                let scores = try await pool.scores(of: black)

                // contain, cover, stretch: only the first has white beside it, two thirds of it.
                #expect(abs(scores[0][0] - 0.67) < 0.1, "\(scores)")
                #expect(scores[1][0] < 0.05 && scores[2][0] < 0.05, "\(scores)")
            }
        }

        @Test func `what is no model, or not as it was said to be, fails and is not ready`() async throws {
            let mean = TinyModel.meanColours(side: 8)
            let wrong: [([UInt8], LocalModel)] = [
                (Array("not a model".utf8), LocalModel(file: "", width: 8, height: 8, labels: 3)),
                (mean, LocalModel(file: "", width: 9, height: 8, labels: 3)),
                (mean, LocalModel(file: "", width: 8, height: 8, labels: 4)),
                (mean, LocalModel(file: "", width: 8, height: 8, answer: .boxes, labels: 2)),
            ]
            for model in wrong {
                try await Self.withModels([model]) { pool in
                    let picture = try await pool.drawScene(StudioScene(width: 64, height: 64, seed: 1))
                    await #expect(throws: LensError.workerFailed) { try await pool.scores(of: picture) }
                    #expect(!pool.isReady)
                    #expect(try await pool.read(picture, as: .source).width == 64)
                }
            }
        }

        @Test func `a plan travels as one argument`() throws {
            let plan = LocalModel(
                file: "/models/a b:c.onnx", width: 224, height: 320, fit: .cover, layout: .pixels, colours: .bgr,
                mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225], answer: .surelyBoxes, labels: 18)

            #expect(LocalModel(argument: plan.argument) == plan)
            for bad in [
                "", "1:2", plan.argument.replacing("224", with: "0"), plan.argument.replacing("cover", with: "x"),
            ] {
                #expect(LocalModel(argument: bad) == nil)
            }
        }
    }
}
