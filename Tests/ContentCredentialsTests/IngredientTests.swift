import Testing

@testable import ContentCredentials

struct IngredientTests {
    private let bench: Workbench

    init() throws { bench = try Workbench() }

    private func source(_ picture: [UInt8], title: String? = nil) throws -> SourcePicture {
        SourcePicture(
            format: PictureFormat(picture) ?? .png, title: title, report: try bench.validate(picture))
    }

    @Test(arguments: PictureFormat.allCases)
    func `an edit of an unsigned upload opens it`(format: PictureFormat) throws {
        let upload = try source(SmallPictures.bytes(.jpeg), title: "upload")
        let report = try bench.validate(bench.signed(format, Workbench.description(.edited(upload))))
        #expect(report.state == .trusted)
        #expect(report.manifest?.actions.map(\.name) == ["c2pa.opened", "c2pa.edited", "c2pa.watermarked.bound"])
        #expect(report.manifest?.digitalSourceTypes == [.compositeWithTrainedAlgorithmicMedia])
        let parent = try #require(report.ingredients.first)
        #expect(parent.relationship == "parentOf")
        #expect(parent.title == "upload")
        #expect(parent.format == "image/jpeg")
        #expect(parent.manifest == nil)
        #expect(report.has(.ingredientUnknownProvenance))
    }

    @Test(arguments: PictureFormat.allCases)
    func `an edit of a signed upload carries its manifest`(format: PictureFormat) throws {
        let original = try bench.signed(format, seed: 1)
        let edit = try bench.signed(format, Workbench.description(.edited(source(original))), seed: 2)
        let report = try bench.validate(edit)
        #expect(report.state == .trusted)
        let parent = try #require(report.ingredients.first)
        #expect(parent.manifest?.label == Workbench.identity(1).manifest)
        #expect(parent.manifest?.digitalSourceTypes == [.trainedAlgorithmicMedia])
        #expect(parent.failures.isEmpty)
        #expect(parent.recorded.contains { $0.code == .assertionDataHashMatch && $0.kind == .success })
        let again = try bench.signed(format, Workbench.description(.edited(source(edit))), seed: 3)
        let second = try bench.validate(again)
        #expect(second.state == .trusted)
        #expect(second.ingredients.first?.ingredients.first?.manifest?.label == Workbench.identity(1).manifest)
    }

    @Test func `references are inputs, and shared manifests are carried once`() throws {
        let original = try bench.signed(.png, seed: 1)
        let first = try bench.signed(.png, Workbench.description(.edited(source(original))), seed: 2)
        let second = try bench.signed(.jpeg, Workbench.description(.edited(source(original))), seed: 3)
        let origin = ManifestDescription.Origin.generated(references: [try source(first), try source(second)])
        let report = try bench.validate(bench.signed(.webp, Workbench.description(origin), seed: 4))
        #expect(report.state == .trusted)
        #expect(report.ingredients.map(\.relationship) == ["inputTo", "inputTo"])
        let store = try #require(report.store.flatMap(JUMBFReader.read))
        #expect(store.children.count == 4)
    }

    @Test func `a tampered upload leaves the edit trusted and shows among the ingredient's failures`() throws {
        var original = try bench.signed(.png, seed: 1)
        original[original.count - 20] ^= 1
        let upload = try source(original)
        #expect(upload.report?.state == .invalid)
        let report = try bench.validate(bench.signed(.png, Workbench.description(.edited(upload)), seed: 2))
        #expect(report.state == .trusted)
        #expect(report.ingredients.first?.failures.map(\.code) == [.assertionDataHashMismatch])
    }

    @Test func `a carried manifest that was changed afterwards is found`() throws {
        let original = try bench.signed(.png, seed: 1)
        let upload = try source(original)
        let edit = try bench.signed(.png, Workbench.description(.edited(upload)), seed: 2)
        let label = Array(Workbench.identity(1).manifest.utf8)
        let place = try #require(edit.indices.first { edit.hasBytes(label, at: $0) })
        let report = try bench.validate(TamperTests.repaired(edit) { $0[place] ^= 0x20 })
        #expect(report.state == .invalid)
        #expect(report.failureCodes.contains(.ingredientManifestMissing))
        let text = Array("Generator".utf8)
        let inside = try #require(edit.indices.first { edit.hasBytes(text, at: $0) })
        let other = try bench.validate(TamperTests.repaired(edit) { $0[inside] ^= 1 })
        #expect(other.state == .invalid)
        #expect(other.failureCodes.contains(.ingredientManifestMismatch))
    }

    @Test func `a failure in a carried manifest that nobody recorded is one of the whole`() throws {
        let original = try bench.signed(.png, seed: 1)
        var report = try bench.validate(original)
        var store = try #require(report.store)
        let text = Array("Generator".utf8)
        let place = try #require(store.indices.first { store.hasBytes(text, at: $0) })
        store[place] ^= 1
        report.store = store
        let upload = SourcePicture(format: .png, report: report)
        let result = try bench.validate(bench.signed(.png, Workbench.description(.edited(upload)), seed: 2))
        #expect(result.state == .invalid)
        #expect(result.failureCodes.contains(.assertionHashedURIMismatch))
    }

    @Test func `only manifests that something refers to are carried`() throws {
        let original = try bench.signed(.png, seed: 1)
        var report = try bench.validate(bench.signed(.png, Workbench.description(.edited(source(original))), seed: 2))
        let stray = try #require(try StoredManifest.find(in: bench.signed(.png, seed: 9))).store
        let manifest = try #require(JUMBFReader.read(stray)?.children.first)
        let store = try #require(report.store)
        let active = try #require(JUMBFReader.read(store)?.children.last)
        let all = Array(stray[manifest.range]) + Array(store[38..<active.range.upperBound])
        report.store = .superbox(.store, "c2pa", all)
        let upload = SourcePicture(format: .png, report: report)
        let result = try bench.validate(bench.signed(.png, Workbench.description(.edited(upload)), seed: 3))
        #expect(result.state == .trusted)
        #expect(try #require(result.store.flatMap(JUMBFReader.read)).children.count == 3)
    }

    @Test func `sources that carry different manifests of one name are refused`() throws {
        let first = try source(bench.signed(.png, seed: 1))
        let second = try source(bench.signed(.jpeg, seed: 1))
        #expect(throws: SigningError.conflictingSources) {
            try bench.signed(.png, Workbench.description(.edited(first, references: [second])), seed: 2)
        }
    }

    @Test func `an unreadable store is left behind`() throws {
        var report = try bench.validate(bench.signed(.png, seed: 1))
        report.store = [1, 2, 3]
        let upload = SourcePicture(format: .png, report: report)
        let result = try bench.validate(bench.signed(.png, Workbench.description(.edited(upload)), seed: 2))
        #expect(result.state == .trusted)
        #expect(result.ingredients.first?.manifest == nil)
    }
}
