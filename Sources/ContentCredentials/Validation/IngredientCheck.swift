/// Follows the ingredients of a manifest through the store, each manifest once and to a bounded depth.
struct IngredientCheck {
    static let depthMax = 16
    static let ingredientsMax = 64
    private static let recordedMax = 200

    /// Labels of manifests that an ingredient refers to.
    private(set) var reached: Set<String> = []
    /// Failures in carried manifests that their signers did not record.
    private(set) var unrecorded: [ValidationStatus] = []
    private let redacted: Set<[String]>
    private let recordedFailures: Set<RecordedFailure>

    private struct RecordedFailure: Hashable {
        var code: StatusCode
        var manifest: String
    }

    /// Looks at every manifest of the store for what they recorded of one another.
    init(active: String, manifests: [String: ParsedManifest], in context: inout StoreContext, redacted: Set<[String]>) {
        reached = [active]
        self.redacted = redacted
        var failures: Set<RecordedFailure> = []
        for manifest in manifests.values {
            for box in manifest.assertionStore.children where box.label.hasPrefix("c2pa.ingredient") {
                guard let value = context.cbor(box), let target = Self.target(of: value, from: manifest.label)
                else { continue }
                for status in Self.recorded(value) where status.kind == .failure {
                    let place = StoreContext.absolutePath(status.place, from: target)?.first ?? target
                    failures.insert(RecordedFailure(code: status.code, manifest: place))
                }
            }
        }
        recordedFailures = failures
    }

    /// The reports on a manifest's ingredients. Findings about the references go to that manifest's own check.
    mutating func reports(
        of check: inout ManifestCheck, manifests: [String: ParsedManifest], in context: inout StoreContext,
        depth: Int = 0
    ) -> [IngredientReport] {
        let ingredients = check.assertions.filter(\.isIngredient)
        let parents = ingredients.filter { $0.value?["relationship"]?.text == "parentOf" }
        if parents.count > 1 {
            check.fail(.manifestMultipleParents, at: check.manifest.address, "the picture has several parents")
        }
        if check.manifest.isUpdate, parents.count != 1 {
            check.fail(.manifestUpdateWrongParents, at: check.manifest.address, "an update must have one parent")
        }
        var reports: [IngredientReport] = []
        for ingredient in ingredients.prefix(Self.ingredientsMax) {
            let place = check.manifest.address + "/c2pa.assertions/" + ingredient.label
            guard let value = ingredient.value, let relationship = value["relationship"]?.text else {
                check.fail(.ingredientMalformed, at: place, "an ingredient does not say how it was used")
                continue
            }
            var report = IngredientReport(
                relationship: bounded(relationship), title: value["dc:title"]?.text.map(bounded),
                format: value["dc:format"]?.text.map(bounded), recorded: Self.recorded(value), statuses: [],
                ingredients: [])
            if let target = Self.target(of: value, from: check.manifest.label) {
                follow(target, into: &report, manifests, &context, depth)
            } else {
                check.add(
                    .ingredientUnknownProvenance, .informational, at: place, "an ingredient came without a manifest")
            }
            reports.append(report)
        }
        return reports
    }

    private mutating func follow(
        _ target: String, into report: inout IngredientReport, _ manifests: [String: ParsedManifest],
        _ context: inout StoreContext, _ depth: Int
    ) {
        // A manifest that is not there, or not readable, was reported with the reference or with the store.
        guard let manifest = manifests[target], reached.insert(target).inserted, depth < Self.depthMax else { return }
        var check = ManifestCheck(manifest)
        check.run(in: &context, redacted: redacted)
        check.checkBindingCount()
        report.ingredients = reports(of: &check, manifests: manifests, in: &context, depth: depth + 1)
        report.statuses = check.statuses
        report.manifest = check.summary
        unrecorded += check.statuses.filter { status in
            status.kind == .failure && status.code != .signingCredentialUntrusted
                && !recordedFailures.contains(RecordedFailure(code: status.code, manifest: target))
        }
    }

    /// The label of the manifest that an ingredient came with.
    static func target(of ingredient: CBORValue, from manifest: String) -> String? {
        guard let address = (ingredient["activeManifest"] ?? ingredient["c2pa_manifest"])?["url"]?.text else {
            return nil
        }
        return StoreContext.absolutePath(address, from: manifest)?.first
    }

    /// What the signer noted, of either version.
    private static func recorded(_ ingredient: CBORValue) -> [ValidationStatus] {
        var statuses: [ValidationStatus] = []
        let results = ingredient["validationResults"]
        let deltas = results?["ingredientDeltas"]?.array?.compactMap { $0["validationDeltas"] } ?? []
        for group in [results?["activeManifest"]].compactMap({ $0 }) + deltas {
            for kind in [ValidationStatus.Kind.failure, .informational, .success] {
                statuses += (group[kind.rawValue]?.array ?? []).prefix(recordedMax).compactMap { status($0, kind) }
            }
        }
        for value in (ingredient["validationStatus"]?.array ?? []).prefix(recordedMax) {
            let isSuccess = value["success"] == .bool(true)
            if let status = status(value, isSuccess ? .success : .failure) { statuses.append(status) }
        }
        return Array(statuses.prefix(recordedMax))
    }

    private static func status(_ value: CBORValue, _ kind: ValidationStatus.Kind) -> ValidationStatus? {
        guard let code = value["code"]?.text else { return nil }
        return ValidationStatus(
            StatusCode(rawValue: bounded(code)), kind, at: bounded(value["url"]?.text ?? ""),
            bounded(value["explanation"]?.text ?? ""))
    }
}
