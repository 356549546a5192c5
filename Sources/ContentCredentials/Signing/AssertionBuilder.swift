/// Turns a description into assertions.
struct AssertionBuilder {
    static let actionsLabel = "c2pa.actions.v2"
    static let softBindingLabel = "c2pa.soft-binding"
    static let ingredientLabel = "c2pa.ingredient.v3"

    private(set) var assertions: [(label: String, box: [UInt8])] = []
    private(set) var carried = CarriedManifests()
    private var ingredientCount = 0

    init(_ description: ManifestDescription) throws(SigningError) {
        let when = CBORValue.tagged(0, .text(description.when.text))
        var actions: [CBORValue] = []
        switch description.origin {
        case .generated(let references):
            let inputs = try references.map { source throws(SigningError) in try add(source, as: "inputTo") }
            actions.append(
                Self.action(
                    "c2pa.created", .trainedAlgorithmicMedia, description.softwareAgent, when, ingredients: inputs))
        case .edited(let parent, let references):
            let opened = try add(parent, as: "parentOf")
            let inputs = try references.map { source throws(SigningError) in try add(source, as: "inputTo") }
            actions.append(Self.action("c2pa.opened", nil, description.softwareAgent, when, ingredients: [opened]))
            actions.append(
                Self.action(
                    "c2pa.edited", .compositeWithTrainedAlgorithmicMedia, description.softwareAgent, when,
                    ingredients: inputs))
        }
        if let binding = description.softBinding {
            actions.append(Self.action("c2pa.watermarked.bound", nil, nil, when, ingredients: []))
            add(Self.softBindingLabel, Self.softBinding(binding))
        }
        add(Self.actionsLabel, ["actions": .array(actions)])
    }

    private mutating func add(_ label: String, _ value: CBORValue) {
        assertions.append((label, .cborBox(label, value)))
    }

    /// Adds an ingredient and gives the hashed URI that refers to it.
    private mutating func add(_ source: SourcePicture, as relationship: String) throws(SigningError) -> CBORValue {
        let label = ingredientCount == 0 ? Self.ingredientLabel : "\(Self.ingredientLabel)__\(ingredientCount)"
        ingredientCount += 1
        var value: [CBOREntry] = []
        func set(_ key: String, _ content: CBORValue) { value.append(CBOREntry(key: .text(key), value: content)) }
        if let title = source.title { set("dc:title", .text(title)) }
        set("dc:format", .text(source.format.mediaType))
        set("relationship", .text(relationship))
        if let report = source.report, let origin = try carried.add(report) {
            set("validationResults", ["activeManifest": Self.results(report.statuses)])
            set("activeManifest", origin.manifest)
            set("claimSignature", origin.signature)
        }
        let box = [UInt8].cborBox(label, .map(value))
        assertions.append((label, box))
        return [
            "url": .text("self#jumbf=c2pa.assertions/" + label), "hash": .bytes(ManifestAssembly.hash(of: box)),
        ]
    }

    private static func action(
        _ name: String, _ source: DigitalSourceType?, _ agent: Software?, _ when: CBORValue, ingredients: [CBORValue]
    ) -> CBORValue {
        var entries = [CBOREntry(key: "action", value: .text(name)), CBOREntry(key: "when", value: when)]
        if let agent { entries.append(CBOREntry(key: "softwareAgent", value: agent.value)) }
        if let source { entries.append(CBOREntry(key: "digitalSourceType", value: .text(source.address))) }
        if !ingredients.isEmpty {
            entries.append(CBOREntry(key: "parameters", value: ["ingredients": .array(ingredients)]))
        }
        return .map(entries)
    }

    private static func softBinding(_ binding: SoftBinding) -> CBORValue {
        let scope: CBORValue = [:]
        return [
            "alg": .text(binding.algorithm),
            "blocks": [["scope": scope, "value": .bytes(binding.value)]],
        ]
    }

    private static func results(_ statuses: [ValidationStatus]) -> CBORValue {
        func list(_ kind: ValidationStatus.Kind) -> CBORValue {
            .array(
                statuses.filter { $0.kind == kind }.map { status in
                    var entries = [CBOREntry(key: "code", value: .text(status.code.rawValue))]
                    if !status.place.isEmpty { entries.append(CBOREntry(key: "url", value: .text(status.place))) }
                    entries.append(CBOREntry(key: "explanation", value: .text(status.explanation)))
                    return .map(entries)
                })
        }
        return ["success": list(.success), "informational": list(.informational), "failure": list(.failure)]
    }
}

/// The manifests of the sources, each of them once.
struct CarriedManifests {
    static let bytesMax = 16 << 20

    private(set) var bytes: [UInt8] = []
    private var hashes: [String: [UInt8]] = [:]

    /// The labels of a manifest and of all that it was made from, directly or not. What nothing refers to stays behind.
    private static func reached(from active: JUMBFBox, in root: JUMBFBox, _ store: [UInt8]) -> Set<String> {
        var reached: Set<String> = [active.label]
        var open = [active]
        while let manifest = open.popLast() {
            for box in manifest.child("c2pa.assertions")?.children ?? [] where box.label.hasPrefix("c2pa.ingredient") {
                guard let payload = box.onlyContent("cbor"), let value = CBORReader.read(store[payload]),
                    let label = IngredientCheck.target(of: value, from: manifest.label),
                    let next = root.child(label), reached.insert(label).inserted
                else { continue }
                open.append(next)
            }
        }
        return reached
    }

    /// Takes over the store of a report and gives the hashed URIs of its active manifest and of that one's signature.
    ///
    /// - Returns: nil when there is no store, or none that can be read: then there is nothing to retain.
    mutating func add(_ report: ValidationReport) throws(SigningError) -> (manifest: CBORValue, signature: CBORValue)? {
        guard let store = report.store, let box = JUMBFReader.read(store), let active = box.children.last,
            let signature = active.child("c2pa.signature")
        else { return nil }
        let reached = Self.reached(from: active, in: box, store)
        for manifest in box.children where reached.contains(manifest.label) {
            let content = Array(store[manifest.range])
            let hash = ManifestAssembly.hash(of: content)
            if let known = hashes[manifest.label] {
                guard known == hash else { throw .conflictingSources }
            } else {
                hashes[manifest.label] = hash
                bytes += content
            }
        }
        guard bytes.count <= Self.bytesMax else { throw .sourcesTooLarge }
        let address = "self#jumbf=/c2pa/\(active.label)"
        func reference(_ address: String, _ box: JUMBFBox) -> CBORValue {
            ["url": .text(address), "hash": .bytes(ManifestAssembly.hash(of: Array(store[box.range])))]
        }
        return (reference(address, active), reference(address + "/c2pa.signature", signature))
    }
}
