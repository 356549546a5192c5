/// A status code of the C2PA specification, chapter "Validation".
public struct StatusCode: RawRepresentable, Hashable, Sendable {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }

    private init(_ rawValue: String) { self.rawValue = rawValue }

    // What holds.
    public static let claimSignatureValidated = StatusCode("claimSignature.validated")
    public static let claimSignatureInsideValidity = StatusCode("claimSignature.insideValidity")
    public static let signingCredentialTrusted = StatusCode("signingCredential.trusted")
    public static let timeStampValidated = StatusCode("timeStamp.validated")
    public static let timeStampTrusted = StatusCode("timeStamp.trusted")
    public static let assertionHashedURIMatch = StatusCode("assertion.hashedURI.match")
    public static let assertionDataHashMatch = StatusCode("assertion.dataHash.match")
    public static let ingredientManifestValidated = StatusCode("ingredient.manifest.validated")
    public static let ingredientClaimSignatureValidated = StatusCode("ingredient.claimSignature.validated")

    // What is worth knowing.
    public static let ingredientUnknownProvenance = StatusCode("ingredient.unknownProvenance")

    // What is wrong.
    public static let claimMissing = StatusCode("claim.missing")
    public static let claimMultiple = StatusCode("claim.multiple")
    public static let claimMalformed = StatusCode("claim.malformed")
    public static let claimHardBindingsMissing = StatusCode("claim.hardBindings.missing")
    public static let claimSignatureMissing = StatusCode("claimSignature.missing")
    public static let claimSignatureMismatch = StatusCode("claimSignature.mismatch")
    public static let claimSignatureOutsideValidity = StatusCode("claimSignature.outsideValidity")
    public static let signingCredentialUntrusted = StatusCode("signingCredential.untrusted")
    public static let signingCredentialInvalid = StatusCode("signingCredential.invalid")
    public static let signingCredentialExpired = StatusCode("signingCredential.expired")
    public static let timeStampMalformed = StatusCode("timeStamp.malformed")
    public static let timeStampMismatch = StatusCode("timeStamp.mismatch")
    public static let timeStampUntrusted = StatusCode("timeStamp.untrusted")
    public static let timeStampOutsideValidity = StatusCode("timeStamp.outsideValidity")
    public static let assertionHashedURIMismatch = StatusCode("assertion.hashedURI.mismatch")
    public static let assertionMissing = StatusCode("assertion.missing")
    public static let assertionUndeclared = StatusCode("assertion.undeclared")
    public static let assertionMalformed = StatusCode("assertion.cbor.invalid")
    public static let assertionSelfRedacted = StatusCode("assertion.selfRedacted")
    public static let assertionActionRedacted = StatusCode("assertion.action.redacted")
    public static let assertionDataHashRedacted = StatusCode("assertion.dataHash.redacted")
    public static let assertionActionMalformed = StatusCode("assertion.action.malformed")
    public static let assertionActionIngredientMismatch = StatusCode("assertion.action.ingredientMismatch")
    public static let assertionActionSoftBindingMissing = StatusCode("assertion.action.softBindingMissing")
    public static let assertionDataHashMalformed = StatusCode("assertion.dataHash.malformed")
    public static let assertionDataHashMismatch = StatusCode("assertion.dataHash.mismatch")
    public static let assertionDataHashAdditionalExclusions = StatusCode(
        "assertion.dataHash.additionalExclusionsPresent")
    public static let assertionMultipleHardBindings = StatusCode("assertion.multipleHardBindings")
    public static let ingredientMalformed = StatusCode("assertion.ingredient.malformed")
    public static let ingredientManifestMissing = StatusCode("ingredient.manifest.missing")
    public static let ingredientManifestMismatch = StatusCode("ingredient.manifest.mismatch")
    public static let ingredientClaimSignatureMissing = StatusCode("ingredient.claimSignature.missing")
    public static let ingredientClaimSignatureMismatch = StatusCode("ingredient.claimSignature.mismatch")
    public static let ingredientHashedURIMismatch = StatusCode("ingredient.hashedURI.mismatch")
    public static let manifestMultipleParents = StatusCode("manifest.multipleParents")
    public static let manifestUpdateInvalid = StatusCode("manifest.update.invalid")
    public static let manifestUpdateWrongParents = StatusCode("manifest.update.wrongParents")
    public static let manifestUnreferenced = StatusCode("manifest.unreferenced")
    public static let algorithmUnsupported = StatusCode("algorithm.unsupported")
    /// The store or what carries it is no well-formed one.
    public static let generalError = StatusCode("general.error")
}

/// One thing that validation found.
public struct ValidationStatus: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable {
        case success
        case informational
        case failure
    }

    public var code: StatusCode
    public var kind: Kind
    /// A JUMBF address such as `self#jumbf=/c2pa/urn:…/c2pa.signature`; empty for the file as a whole.
    public var place: String
    /// One English sentence without a full stop.
    public var explanation: String

    public init(_ code: StatusCode, _ kind: Kind, at place: String, _ explanation: String) {
        self.code = code
        self.kind = kind
        self.place = place
        self.explanation = explanation
    }
}
