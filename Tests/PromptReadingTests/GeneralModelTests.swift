import CEncoder
import Testing

@testable import PromptReading

/// With the model files of the repository.
@Suite struct GeneralModelTests {
    private static let folder =
        #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
        + "/Sources/PromptReading/Models"
    private let model: GeneralModel

    init() throws { model = try GeneralModel(path: Self.folder) }

    @Test(arguments: [
        "a cat on a red sofa", "a chef slicing tomatoes with a knife", "a naked mole rat in a burrow",
        "portrait of an old fisherman, oil painting", "two brides kissing at their wedding", "",
    ])
    func releasesEverydayPrompts(_ prompt: String) {
        #expect(!model.read(prompt).isHarmful)
    }

    @Test func findsHarmAndSaysWhy() {
        let reading = model.read("nude woman on a bed, nsfw, explicit")
        #expect(reading.isHarmful)
        #expect(reading.strongest == .sexual)
        #expect(reading.words.contains("nude") || reading.words.contains("nsfw"))
        #expect(model.read("a man stabbed to death, blood everywhere, gore").isHarmful)
    }

    @Test func isBounded() {
        let long = String(repeating: "a green hill under a blue sky, ", count: 4_000)
        #expect(!model.read(long).isWhole)
        #expect(model.read("a green hill").isWhole)
        for text in [String(repeating: "a", count: 50_000), String(repeating: "!", count: 50_000), "\u{0}\u{FFFD}"] {
            #expect(model.read(text).scores.allSatisfy { $0.isFinite })
        }
    }

    @Test func tasksMayShareIt() async {
        let expected = model.read("a lighthouse in a storm, blood red sky")
        await withTaskGroup(of: GeneralReading.self) { group in
            for _ in 0..<16 { group.addTask { [model] in model.read("a lighthouse in a storm, blood red sky") } }
            for await reading in group { #expect(reading == expected) }
        }
    }

    @Test func allKernelsAgree() throws {
        let encoder = try GeneralEncoder(path: Self.folder + "/general.encoder")
        for text in ["a horse", "a crowded market at night, lanterns, rain, reflections", "naked and bleeding"] {
            let pieces = encoder.pieces(GeneralText(text))
            let fast = encoder.logits(pieces)
            for kernel in [VG_PLAIN, VG_AVX2, VG_VNNI] where kernel.rawValue <= vg_best_kernel().rawValue {
                let other = encoder.logits(pieces, by: kernel)
                for harm in 0..<8 { #expect(abs(fast[harm] - other[harm]) < 0.1) }
            }
        }
    }
}
