/// The checks of one manifest; its findings and what it says.
struct ManifestCheck {
    static let statusesMax = 400

    let manifest: ParsedManifest
    private(set) var statuses: [ValidationStatus] = []
    /// Assertions that the claim names and whose digests match, in the claim's order.
    private(set) var assertions: [Assertion] = []
    var signer: SignerSummary?
    var timeStamp: TimeStampSummary?
    var isSignerTrusted = false

    struct Assertion {
        let label: String
        let box: JUMBFBox
        /// Nil for content that is no CBOR.
        let value: CBORValue?

        /// The label without the number that tells several assertions of one kind apart.
        var kind: String { label.range(ofSeparator: "__").map { String(label[..<$0]) } ?? label }
    }

    /// True to ask for a trusted time stamp. What was carried over had its own rules when it came in.
    let needsTrustedStamp: Bool

    init(_ manifest: ParsedManifest, needsTrustedStamp: Bool = false) {
        self.manifest = manifest
        self.needsTrustedStamp = needsTrustedStamp
    }

    mutating func add(_ code: StatusCode, _ kind: ValidationStatus.Kind, at place: String, _ explanation: String) {
        // The last place is kept for a failure, so that a flood of findings cannot hide that there was one.
        guard statuses.count < Self.statusesMax - (kind == .failure ? 0 : 1) else { return }
        statuses.append(ValidationStatus(code, kind, at: place, explanation))
    }

    mutating func fail(_ code: StatusCode, at place: String, _ explanation: String) {
        add(code, .failure, at: place, explanation)
    }

    /// Everything but the picture's bytes and the ingredients.
    mutating func run(in context: inout StoreContext, redacted: Set<[String]>) {
        checkClaim()
        checkAssertions(in: &context, redacted: redacted)
        checkSignature(in: context)
        checkActions(in: context)
        checkReferences(in: &context, redacted: redacted)
    }

    private mutating func checkClaim() {
        let claim = manifest.claim
        let place = manifest.address + "/" + (manifest.isVersion2 ? "c2pa.claim.v2" : "c2pa.claim")
        if claim["instanceID"]?.text == nil {
            fail(.claimMalformed, at: place, "the claim has no instance")
        }
        if manifest.claimGenerator == nil { fail(.claimMalformed, at: place, "the claim names no generator") }
        let own = [manifest.label, "c2pa.signature"]
        if claim["signature"]?.text.flatMap({ StoreContext.absolutePath($0, from: manifest.label) }) != own {
            fail(.claimSignatureMissing, at: place, "the claim does not refer to its own signature")
        }
        let redactions = claim["redacted_assertions"]?.array ?? []
        let paths = redactions.compactMap(\.text).map { StoreContext.absolutePath($0, from: manifest.label) }
        if paths.contains(where: { $0?.first == manifest.label }) {
            fail(.assertionSelfRedacted, at: place, "a manifest redacts what is its own")
        }
    }

    private mutating func checkAssertions(in context: inout StoreContext, redacted: Set<[String]>) {
        guard let references = manifest.references else {
            return fail(.claimMalformed, at: manifest.address, "the claim has no list of assertions")
        }
        var declared: Set<String> = []
        for (address, hash, algorithm) in references {
            guard let path = StoreContext.absolutePath(address, from: manifest.label), path.count == 3,
                path[0] == manifest.label, path[1] == "c2pa.assertions", declared.insert(path[2]).inserted
            else {
                fail(
                    .assertionMissing, at: bounded(address),
                    "the claim names an assertion outside its manifest, or twice")
                continue
            }
            let place = manifest.address + "/c2pa.assertions/" + path[2]
            if redacted.contains(path) {
                checkRedacted(path[2], at: place)
                continue
            }
            guard let box = manifest.assertionStore.child(path[2]) else {
                fail(.assertionMissing, at: place, "the assertion is not there")
                continue
            }
            guard let digest = DigestAlgorithm(rawValue: algorithm) else {
                fail(.algorithmUnsupported, at: place, "the digest's algorithm is not accepted")
                continue
            }
            guard context.matches(box, hash, digest) else {
                fail(.assertionHashedURIMismatch, at: place, "the assertion was changed after signing")
                continue
            }
            let value = context.cbor(box)
            if value == nil, box.type == .cbor {
                fail(.assertionMalformed, at: place, "the assertion is no CBOR value")
            }
            assertions.append(Assertion(label: path[2], box: box, value: value))
            add(.assertionHashedURIMatch, .success, at: place, "the assertion is as it was signed")
        }
        for box in manifest.assertionStore.children where !declared.contains(box.label) {
            fail(
                .assertionUndeclared, at: manifest.address + "/c2pa.assertions/" + box.label,
                "the claim does not name the assertion")
        }
    }

    private mutating func checkRedacted(_ label: String, at place: String) {
        if label.hasPrefix("c2pa.actions") {
            fail(.assertionActionRedacted, at: place, "actions must not be redacted")
        } else if label.hasPrefix("c2pa.hash.") {
            fail(.assertionDataHashRedacted, at: place, "the hard binding must not be redacted")
        }
    }

    /// Every hashed URI inside the assertions must be right, and nothing in the manifest may lie outside all of them.
    private mutating func checkReferences(in context: inout StoreContext, redacted: Set<[String]>) {
        var reached: Set<Int> = []
        var left = HashedReference.countMax
        for assertion in assertions {
            guard let value = assertion.value else { continue }
            let place = manifest.address + "/c2pa.assertions/" + assertion.label
            let references = HashedReference.all(in: value, atMost: left)
            left -= references.count
            if left == 0 { return fail(.generalError, at: place, "the manifest refers to too many things") }
            for reference in references {
                guard let path = StoreContext.absolutePath(reference.address, from: manifest.label),
                    !redacted.contains(path)
                else { continue }
                check(reference, path, at: place, &reached, in: &context)
            }
        }
        for box in manifest.box.children where box.type == .credentials || box.type == .dataBoxes {
            for child in box.children where !reached.contains(child.range.lowerBound) {
                fail(.generalError, at: manifest.address + "/" + box.label, "nothing refers to a box in the manifest")
            }
        }
    }

    private mutating func check(
        _ reference: HashedReference, _ path: [String], at place: String, _ reached: inout Set<Int>,
        in context: inout StoreContext
    ) {
        let isForeign = path.first != manifest.label
        let isSignature = path.last == "c2pa.signature"
        guard let (_, box) = context.resolve(reference.address, from: manifest.label) else {
            let code: StatusCode =
                isForeign
                ? (isSignature ? .ingredientClaimSignatureMissing : .ingredientManifestMissing) : .assertionMissing
            return fail(code, at: place, "something that the assertion refers to is not there")
        }
        guard let algorithm = DigestAlgorithm(rawValue: reference.algorithm ?? manifest.defaultAlgorithm) else {
            return fail(.algorithmUnsupported, at: place, "the digest's algorithm is not accepted")
        }
        guard context.matches(box, reference.hash, algorithm) else {
            let code: StatusCode =
                isForeign
                ? (isSignature ? .ingredientClaimSignatureMismatch : .ingredientManifestMismatch)
                : .assertionHashedURIMismatch
            return fail(code, at: place, "something that the assertion refers to was changed")
        }
        reached.insert(box.range.lowerBound)
    }
}

/// A map of an address inside the store and a digest, wherever it stands in a value.
struct HashedReference {
    var address: String
    var hash: [UInt8]
    var algorithm: String?

    /// In one manifest.
    static let countMax = 2_000

    static func all(in value: CBORValue, atMost countMax: Int) -> [HashedReference] {
        var found: [HashedReference] = []
        collect(value, countMax, &found)
        return found
    }

    /// The depth is that of the value, which its reader bounded.
    private static func collect(_ value: CBORValue, _ countMax: Int, _ found: inout [HashedReference]) {
        guard found.count < countMax else { return }
        switch value {
        case .array(let items): for item in items { collect(item, countMax, &found) }
        case .tagged(_, let inner): collect(inner, countMax, &found)
        case .map(let entries):
            if let address = value["url"]?.text, address.hasPrefix("self#jumbf="), let hash = value["hash"]?.bytes {
                found.append(HashedReference(address: address, hash: hash, algorithm: value["alg"]?.text))
            }
            for entry in entries { collect(entry.value, countMax, &found) }
        default: break
        }
    }
}

extension String {
    /// Where the separator first stands.
    func range(ofSeparator separator: String) -> String.Index? {
        indices.first { self[$0...].hasPrefix(separator) }
    }
}
