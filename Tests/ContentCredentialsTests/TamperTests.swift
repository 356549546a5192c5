import Testing

@testable import ContentCredentials

struct TamperTests {
    private let bench: Workbench

    init() throws { bench = try Workbench() }

    static let source: CBORValue = .text(DigitalSourceType.trainedAlgorithmicMedia.address)
    static let created: CBORValue = ["actions": [["action": "c2pa.created", "digitalSourceType": source]]]

    /// Changes bytes of a signed PNG and makes its check sum right again, so that the change itself is found.
    static func repaired(_ picture: [UInt8], _ change: (inout [UInt8]) -> Void) throws -> [UInt8] {
        var picture = picture
        let span = try #require(try StoredManifest.find(in: picture)?.span)
        change(&picture)
        let sum = CRC32.of(picture[(span.lowerBound + 4)..<(span.upperBound - 4)])
        picture.replaceSubrange((span.upperBound - 4)..<span.upperBound, with: [UInt8].big32(Int(sum)))
        return picture
    }

    private func codes(_ assertions: [(String, CBORValue)]) throws -> [StatusCode] {
        let report = try bench.validate(bench.signed(assertions: assertions))
        #expect(report.state == .invalid)
        return report.failureCodes
    }

    @Test func `the plainest manifest is trusted`() throws {
        #expect(try bench.validate(bench.signed(assertions: [("c2pa.actions.v2", Self.created)])).state == .trusted)
    }

    @Test func `a manifest without actions is malformed`() throws {
        #expect(try codes([("org.example.note", ["a": "b"])]) == [.assertionActionMalformed])
    }

    @Test func `created must come first and only once`() throws {
        let created: CBORValue = ["action": "c2pa.created", "digitalSourceType": Self.source]
        let late: CBORValue = ["actions": [["action": "c2pa.edited"], created]]
        #expect(try codes([("c2pa.actions.v2", late)]).contains(.assertionActionMalformed))
        let twice: CBORValue = ["actions": [created, created]]
        #expect(try codes([("c2pa.actions.v2", twice)]) == [.assertionActionMalformed])
    }

    @Test func `created must name its kind of source`() throws {
        let bare: CBORValue = ["actions": [["action": "c2pa.created"]]]
        #expect(try codes([("c2pa.actions.v2", bare)]) == [.assertionActionMalformed])
    }

    @Test func `opened must refer to a parent`() throws {
        let bare: CBORValue = ["actions": [["action": "c2pa.opened"]]]
        #expect(try codes([("c2pa.actions.v2", bare)]).contains(.assertionActionIngredientMismatch))
        let box = [UInt8].cborBox("c2pa.ingredient.v3", ["relationship": "componentOf"])
        let reference: CBORValue = [
            "url": "self#jumbf=c2pa.assertions/c2pa.ingredient.v3", "hash": .bytes(ManifestAssembly.hash(of: box)),
        ]
        let opened: CBORValue = [
            "actions": [["action": "c2pa.opened", "parameters": ["ingredients": [reference]]]]
        ]
        let assertions: [(String, CBORValue)] = [
            ("c2pa.ingredient.v3", ["relationship": "componentOf"]), ("c2pa.actions.v2", opened),
        ]
        #expect(try codes(assertions) == [.assertionActionIngredientMismatch])
    }

    @Test func `a bound mark needs a soft binding`() throws {
        let created: CBORValue = ["action": "c2pa.created", "digitalSourceType": Self.source]
        let bound: CBORValue = ["actions": [created, ["action": "c2pa.watermarked.bound"]]]
        #expect(try codes([("c2pa.actions.v2", bound)]) == [.assertionActionSoftBindingMissing])
    }

    @Test func `two parents and two bindings are too many`() throws {
        let parent: CBORValue = ["relationship": "parentOf"]
        let assertions: [(String, CBORValue)] = [
            ("c2pa.actions.v2", Self.created), ("c2pa.ingredient.v3", parent), ("c2pa.ingredient.v3__1", parent),
        ]
        #expect(try codes(assertions) == [.manifestMultipleParents])
        #expect(
            try codes([("c2pa.actions.v2", Self.created), ("c2pa.hash.data__1", [:])]).contains(
                .assertionMultipleHardBindings))
    }

    @Test(arguments: PictureFormat.allCases)
    func `a changed picture does not match`(format: PictureFormat) throws {
        let signed = try bench.signer.sign(
            SmallPictures.bytes(format), Workbench.description(), identity: Workbench.identity())
        var flipped = signed.bytes
        flipped[format == .webp ? signed.span.lowerBound - 10 : signed.bytes.count - 20] ^= 1
        #expect(try bench.validate(flipped).failureCodes == [.assertionDataHashMismatch])
        #expect(try bench.validate(signed.bytes + [0]).failureCodes == [.assertionDataHashMismatch])
    }

    @Test func `a manifest moved to another picture does not match`() throws {
        let store = try #require(try StoredManifest.find(in: bench.signed()))
        let other = try SmallPictures.png(with: [("tEXt", Array("a\0b".utf8))])
        let moved = try StorePlacement(other, limits: PictureLimits()).filled(with: store.store).file
        #expect(try bench.validate(moved).failureCodes == [.assertionDataHashMismatch])
    }

    @Test func `a changed assertion, certificate, claim and signature are each found`() throws {
        let picture = try bench.signed()
        func codes(after text: [UInt8], offset: Int = 0) throws -> [StatusCode] {
            let place = try #require(picture.indices.last { picture.hasBytes(text, at: $0) }) + offset
            return try bench.validate(Self.repaired(picture) { $0[place] ^= 1 }).failureCodes
        }
        // What is no longer believed is missing as well.
        #expect(
            try codes(after: Array("trainedAlgorithmicMedia".utf8))
                == [.assertionHashedURIMismatch, .assertionActionMalformed])
        #expect(try codes(after: Array("xmp:iid:".utf8)) == [.claimSignatureMismatch])
        // The leaf comes first in the header, and its name last in it.
        #expect(try codes(after: Array("Test Signer".utf8)) == [.claimSignatureMismatch])
        // A nil payload, then 64 bytes.
        #expect(try codes(after: [0xF6, 0x58, 0x40], offset: 9) == [.claimSignatureMismatch])
    }

    @Test func `a stripped manifest is none`() throws {
        let signed = try bench.signer.sign(
            SmallPictures.bytes(.png), Workbench.description(), identity: Workbench.identity())
        var stripped = signed.bytes
        stripped.removeSubrange(signed.span)
        #expect(try bench.validate(stripped).state == .none)
    }

    @Test func `a hole in the digest besides the store is refused`() throws {
        let picture = try SmallPictures.bytes(.png)
        let placement = try StorePlacement(picture, limits: PictureLimits())
        let boxes = [
            (label: "c2pa.actions.v2", box: [UInt8].cborBox("c2pa.actions.v2", Self.created)),
            (
                label: "c2pa.hash.data__1",
                box: [UInt8].cborBox(
                    "c2pa.hash.data__1",
                    [
                        "exclusions": [
                            ["start": .unsigned(1), "length": .unsigned(2)],
                            ["start": .unsigned(9), "length": .unsigned(2)],
                        ], "alg": "sha256", "hash": .bytes([1]),
                    ])
            ),
        ]
        let assembly = ManifestAssembly(
            identity: Workbench.identity(), generator: Software(name: "Gateway"), carried: [], assertions: boxes)
        // Only this binding: the writer's own is not added.
        let signed = try assembly.signed(boxes, chain: bench.signer.chain, by: bench.signer)
        let file = placement.filled(with: assembly.store(signed, token: nil, reserve: 0)).file
        #expect(try bench.validate(file).failureCodes == [.assertionDataHashAdditionalExclusions])
    }

    @Test func `two stores in one file are refused`() throws {
        let picture = try bench.signed()
        let stored = try #require(try StoredManifest.find(in: picture))
        var twice = picture
        twice.insert(contentsOf: picture[stored.span], at: stored.span.upperBound)
        #expect(try bench.validate(twice).state == .invalid)
        #expect(throws: PictureError.multipleStores) { try StoredManifest.find(in: twice) }
    }

    @Test func `more items, actions and references than anyone needs are refused`() throws {
        let many = CBORValue.array((0..<45_000).map { .unsigned($0 & 7) })
        let large = (0..<8).map { ("org.example.large__\($0)", many) }
        let codes = try codes([("c2pa.actions.v2", Self.created)] + large)
        #expect(codes.contains(.assertionMalformed))
        let action: CBORValue = ["action": "c2pa.edited"]
        let actions = [CBORValue](repeating: action, count: ManifestCheck.actionsMax + 1)
        #expect(try self.codes([("c2pa.actions.v2", ["actions": .array(actions)])]).contains(.assertionActionMalformed))
        let reference: CBORValue = ["url": "self#jumbf=c2pa.assertions/c2pa.actions.v2", "hash": .bytes([])]
        let references = CBORValue.array([CBORValue](repeating: reference, count: HashedReference.countMax + 1))
        let report = try self.codes([("c2pa.actions.v2", Self.created), ("org.example.references", references)])
        #expect(report.contains(.generalError))
        let crowded: CBORValue = ["action": "c2pa.edited", "parameters": ["ingredients": references]]
        let created: CBORValue = ["action": "c2pa.created", "digitalSourceType": Self.source]
        let crowd: CBORValue = ["actions": [created, crowded]]
        #expect(try self.codes([("c2pa.actions.v2", crowd)]).contains(.assertionActionIngredientMismatch))
    }
}
