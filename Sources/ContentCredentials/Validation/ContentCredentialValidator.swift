/// Checks pictures' manifest stores. Every bit of a store and of the file around it must be accounted for, more
/// strictly than the C2PA specification asks, so that one changed bit is found. Works without network: revocation is
/// not looked up.
public struct ContentCredentialValidator: Sendable {
    /// Findings kept for one manifest.
    public static let statusesMax = ManifestCheck.statusesMax
    /// Actions that one manifest may list.
    public static let actionsMax = ManifestCheck.actionsMax

    private let trust: TrustList
    private let limits: PictureLimits

    public init(trust: TrustList, limits: PictureLimits = PictureLimits()) {
        self.trust = trust
        self.limits = limits
    }

    /// What the picture's credential says and whether it holds. Bytes that are no PNG, JPEG or WebP are `invalid`.
    /// The moment decides which certificates are valid, unless a trusted time stamp does.
    public func validate(_ picture: [UInt8], at now: CalendarTime) -> ValidationReport {
        let stored: StoredManifest?
        do { stored = try StoredManifest.find(in: picture, limits: limits) } catch {
            return .refused(Self.reason(error))
        }
        guard let stored else { return .none() }
        guard var context = StoreContext(stored.store, trust: trust, now: now) else {
            return .refused("the manifest store is not well-formed")
        }
        var report = validate(&context, picture, stored.span)
        report.store = stored.store
        return report
    }

    private func validate(_ context: inout StoreContext, _ picture: [UInt8], _ span: Range<Int>) -> ValidationReport {
        var manifests: [String: ParsedManifest] = [:]
        var problems: [ValidationStatus] = []
        for box in context.root.children {
            do { manifests[box.label] = try ParsedManifest(box, in: context) } catch {
                problems.append(
                    ValidationStatus(error.code, .failure, at: "self#jumbf=/c2pa/" + box.label, error.explanation))
            }
        }
        guard let last = context.root.children.last, let active = manifests[last.label] else {
            return ValidationReport(state: .invalid, statuses: problems, ingredients: [])
        }
        let redacted = Self.redacted(manifests)
        var check = ManifestCheck(active, needsTrustedStamp: trust.requiresTrustedTimeStamp)
        check.run(in: &context, redacted: redacted)
        check.checkBindingCount()
        var ingredients = IngredientCheck(active: active.label, manifests: manifests, in: &context, redacted: redacted)
        let reports = ingredients.reports(of: &check, manifests: manifests, in: &context)
        bind(&check, to: picture, span, manifests, &context, redacted)
        for box in context.root.children where !ingredients.reached.contains(box.label) {
            check.fail(.manifestUnreferenced, at: "self#jumbf=/c2pa/" + box.label, "nothing refers to the manifest")
        }
        let statuses = check.statuses + problems + ingredients.unrecorded
        return ValidationReport(
            state: Self.state(statuses, isTrusted: check.isSignerTrusted),
            statuses: Array(statuses.prefix(2 * Self.statusesMax)), manifest: check.summary, ingredients: reports)
    }

    /// The hard binding of the active manifest or, where that is an update, of the nearest ancestor that has one.
    private func bind(
        _ check: inout ManifestCheck, to picture: [UInt8], _ span: Range<Int>, _ manifests: [String: ParsedManifest],
        _ context: inout StoreContext, _ redacted: Set<[String]>
    ) {
        guard check.manifest.isUpdate else { return check.checkBinding(to: picture, storedIn: span) }
        var current = check
        for _ in 0..<IngredientCheck.depthMax {
            guard
                let parent = current.assertions.first(where: {
                    $0.isIngredient && $0.value?["relationship"]?.text == "parentOf"
                }), let value = parent.value,
                let label = IngredientCheck.target(of: value, from: current.manifest.label),
                let manifest = manifests[label]
            else { break }
            current = ManifestCheck(manifest)
            current.run(in: &context, redacted: redacted)
            guard manifest.isUpdate else {
                let before = current.statuses.count
                current.checkBindingCount()
                current.checkBinding(to: picture, storedIn: span)
                for status in current.statuses.dropFirst(before) {
                    check.add(status.code, status.kind, at: status.place, status.explanation)
                }
                return
            }
        }
        check.fail(.claimHardBindingsMissing, at: check.manifest.address, "no ancestor of the update binds the picture")
    }

    private static func redacted(_ manifests: [String: ParsedManifest]) -> Set<[String]> {
        var paths: Set<[String]> = []
        for manifest in manifests.values {
            for address in (manifest.claim["redacted_assertions"]?.array ?? []).prefix(JUMBFReader.boxesMax) {
                if let path = address.text.flatMap({ StoreContext.absolutePath($0, from: manifest.label) }),
                    path.first != manifest.label
                {
                    paths.insert(path)
                }
            }
        }
        return paths
    }

    private static func state(_ statuses: [ValidationStatus], isTrusted: Bool) -> ValidationReport.State {
        let isInvalid = statuses.contains { $0.kind == .failure && $0.code != .signingCredentialUntrusted }
        return isInvalid ? .invalid : isTrusted ? .trusted : .untrusted
    }

    private static func reason(_ error: PictureError) -> String {
        switch error {
        case .unknownFormat: "the file is no PNG, JPEG or WebP"
        case .malformed(let offset): "the file's structure is wrong around byte \(offset)"
        case .tooLarge: "the file or its manifest store is too large"
        case .multipleStores: "the file carries several manifest stores"
        case .damagedStore: "what carries the manifest store is damaged"
        }
    }
}

extension ValidationReport {
    fileprivate static func refused(_ reason: String) -> ValidationReport {
        ValidationReport(
            state: .invalid, statuses: [ValidationStatus(.generalError, .failure, at: "", reason)], ingredients: [])
    }
}
