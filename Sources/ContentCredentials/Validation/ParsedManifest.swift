/// One manifest whose boxes and claim were read.
struct ParsedManifest {
    let box: JUMBFBox
    let assertionStore: JUMBFBox
    let claim: CBORValue
    let claimPayload: Range<Int>
    let isVersion2: Bool
    let signaturePayload: Range<Int>

    var label: String { box.label }
    var isUpdate: Bool { box.type == .updateManifest }
    /// `self#jumbf=/c2pa/urn:…`
    var address: String { "self#jumbf=/c2pa/" + label }

    struct Problem: Error {
        var code: StatusCode
        var explanation: String
    }

    init(_ box: JUMBFBox, in context: StoreContext) throws(Problem) {
        self.box = box
        let claims = box.children.filter { $0.type == .claim }
        guard claims.count < 2 else { throw Problem(code: .claimMultiple, explanation: "there are several claims") }
        guard let claimBox = claims.first, let payload = claimBox.onlyContent("cbor"),
            ["c2pa.claim", "c2pa.claim.v2"].contains(claimBox.label)
        else { throw Problem(code: .claimMissing, explanation: "there is no claim") }
        guard let signature = box.children.first(where: { $0.type == .signature }), signature.label == "c2pa.signature",
            let signaturePayload = signature.onlyContent("cbor")
        else { throw Problem(code: .claimSignatureMissing, explanation: "there is no claim signature") }
        guard let assertions = box.children.first(where: { $0.type == .assertions }),
            assertions.label == "c2pa.assertions", assertions.contents.isEmpty, box.contents.isEmpty,
            box.children.allSatisfy({ Self.isKnown($0) })
        else {
            throw Problem(code: .generalError, explanation: "the manifest is not made of the boxes that it should be")
        }
        guard let claim = CBORReader.read(context.store[payload]), claim.entries != nil else {
            throw Problem(code: .claimMalformed, explanation: "the claim is no CBOR map")
        }
        assertionStore = assertions
        self.claim = claim
        claimPayload = payload
        isVersion2 = claimBox.label == "c2pa.claim.v2"
        self.signaturePayload = signaturePayload
    }

    private static func isKnown(_ box: JUMBFBox) -> Bool {
        switch box.type {
        case .claim, .signature, .assertions: true
        case .credentials: box.label == "c2pa.credentials"
        case .dataBoxes: box.label == "c2pa.databoxes"
        default: false
        }
    }

    /// The claim's references to assertions, as address, digest and name of the digest's algorithm.
    var references: [(address: String, hash: [UInt8], algorithm: String)]? {
        let keys = isVersion2 ? ["created_assertions", "gathered_assertions"] : ["assertions"]
        var references: [(address: String, hash: [UInt8], algorithm: String)] = []
        for key in keys {
            guard let list = claim[key] else { continue }
            guard let items = list.array else { return nil }
            for item in items {
                guard let address = item["url"]?.text, let hash = item["hash"]?.bytes else { return nil }
                references.append((address, hash, item["alg"]?.text ?? defaultAlgorithm))
            }
        }
        return references.isEmpty ? nil : references
    }

    var defaultAlgorithm: String { claim["alg"]?.text ?? "sha256" }

    var claimGenerator: Software? {
        if let info = isVersion2 ? claim["claim_generator_info"] : claim["claim_generator_info"]?.array?.first {
            return info["name"]?.text.map { Software(name: bounded($0), version: info["version"]?.text.map(bounded)) }
        }
        return claim["claim_generator"]?.text.map { Software(name: bounded($0)) }
    }
}

/// Text of a stranger, cut to what a page can show.
func bounded(_ text: String) -> String { String(text.prefix(256)) }
