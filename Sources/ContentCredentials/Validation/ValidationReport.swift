/// What validation found in a picture.
public struct ValidationReport: Hashable, Sendable {
    public enum State: String, Hashable, Sendable {
        /// The picture carries no manifest store.
        case none
        /// Something is wrong: see the failures.
        case invalid
        /// Everything holds, but no anchor vouches for the signer.
        case untrusted
        /// Everything holds and an anchor vouches for the signer.
        case trusted
    }

    public var state: State
    /// About the active manifest and the file, in the order of the checks. At most
    /// `ContentCredentialValidator.statusesMax`.
    public var statuses: [ValidationStatus]
    /// The active manifest's content. Believe it only as far as `state` goes.
    public var manifest: ManifestSummary?
    /// What the active manifest says it was made from, with findings of their own: a failure in there leaves `state`
    /// as it is, because the new manifest says nothing about the old picture.
    public var ingredients: [IngredientReport]
    /// The manifest store's bytes, to be carried into the manifest of a picture made from this one.
    public var store: [UInt8]?

    public var failures: [ValidationStatus] { statuses.filter { $0.kind == .failure } }

    /// True when the picture, or one that it was made from, says in a manifest that a model made it.
    public var namesModel: Bool {
        manifest?.digitalSourceTypes.contains(where: \.isMadeByModel) ?? false
            || ingredients.contains(where: \.namesModel)
    }

    static func none() -> ValidationReport { ValidationReport(state: .none, statuses: [], ingredients: []) }
}

/// What one manifest says.
public struct ManifestSummary: Hashable, Sendable {
    /// `urn:c2pa:…`
    public var label: String
    /// Name and version of the program that made the claim.
    public var claimGenerator: Software?
    public var signer: SignerSummary?
    public var timeStamp: TimeStampSummary?
    /// At most `ContentCredentialValidator.actionsMax`.
    public var actions: [ActionSummary]
    public var softBindings: [SoftBinding]

    /// The terms that the actions name, without repeats.
    public var digitalSourceTypes: [DigitalSourceType] {
        actions.compactMap(\.digitalSourceType).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}

/// Who signed, by the leaf certificate.
public struct SignerSummary: Hashable, Sendable {
    public var commonName: String?
    public var organisation: String?
    public var notValidAfter: CalendarTime
}

/// When the claim was signed, by a time stamp authority.
public struct TimeStampSummary: Hashable, Sendable {
    public var time: CalendarTime
    /// True when an anchor vouches for the authority; otherwise the time is only a claim.
    public var isTrusted: Bool
    public var authority: String?
}

/// One thing that was done to the picture.
public struct ActionSummary: Hashable, Sendable {
    /// `c2pa.created`, `c2pa.edited` and the like.
    public var name: String
    public var digitalSourceType: DigitalSourceType?
    public var softwareAgent: Software?
    /// As written, usually RFC 3339.
    public var when: String?
}

/// One picture that a manifest says it was made from.
public struct IngredientReport: Hashable, Sendable {
    /// `parentOf`, `componentOf` or `inputTo`.
    public var relationship: String
    public var title: String?
    public var format: String?
    /// What the signer found when the ingredient came in, as recorded in the new manifest.
    public var recorded: [ValidationStatus]
    /// What this validator finds in the carried manifest now. The old picture itself is not there to be compared.
    public var statuses: [ValidationStatus]
    public var manifest: ManifestSummary?
    public var ingredients: [IngredientReport]

    /// Failures recorded or found, here or further back. What no anchor vouches for does not count.
    public var failures: [ValidationStatus] {
        (recorded + statuses).filter { $0.kind == .failure && $0.code != .signingCredentialUntrusted }
            + ingredients.flatMap(\.failures)
    }

    var namesModel: Bool {
        manifest?.digitalSourceTypes.contains(where: \.isMadeByModel) ?? false
            || ingredients.contains(where: \.namesModel)
    }
}
