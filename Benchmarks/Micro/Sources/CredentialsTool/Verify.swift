import ContentCredentials
import Foundation

func validator(_ arguments: Arguments) throws -> ContentCredentialValidator {
    let stamps = try arguments.optional("stamps").map { String(decoding: try Arguments.read($0), as: UTF8.self) }
    return ContentCredentialValidator(
        trust: try TrustList(
            anchorsPEM: arguments.text("anchors"), timeStampAnchorsPEM: stamps ?? "",
            requiresTrustedTimeStamp: arguments.optional("strict") == "yes"))
}

func verify(_ arguments: Arguments) throws {
    let report = try validator(arguments).validate(try arguments.bytes("in"), at: arguments.now)
    print(report.state.rawValue)
    for status in report.statuses {
        print("  \(status.kind.rawValue) \(status.code.rawValue) \(status.place): \(status.explanation)")
    }
    if let manifest = report.manifest { show(manifest, "  ") }
    for ingredient in report.ingredients { show(ingredient, "  ") }
}

private func show(_ manifest: ManifestSummary, _ indent: String) {
    print(
        "\(indent)manifest \(manifest.label) by \(manifest.claimGenerator?.name ?? "?"), signer",
        manifest.signer?.commonName ?? "?", manifest.signer?.organisation ?? "?")
    if let stamp = manifest.timeStamp { print("\(indent)stamped \(stamp.time.text) trusted \(stamp.isTrusted)") }
    for action in manifest.actions {
        let words = [action.name, action.digitalSourceType?.name, action.softwareAgent?.name, action.when]
        print(indent + "action", words.compactMap { $0 }.joined(separator: " "))
    }
}

private func show(_ ingredient: IngredientReport, _ indent: String) {
    print("\(indent)ingredient \(ingredient.relationship) failures \(ingredient.failures.map(\.code.rawValue))")
    if let manifest = ingredient.manifest { show(manifest, indent + "  ") }
    for inner in ingredient.ingredients { show(inner, indent + "  ") }
}

/// For every byte of the file: the state after its lowest bit was changed, as one letter a byte.
func mutate(_ arguments: Arguments) throws {
    let validator = try validator(arguments)
    var bytes = try arguments.bytes("in")
    let bit = UInt8(1) << UInt8(arguments.optional("bit").flatMap(Int.init) ?? 0)
    var letters = ""
    for index in bytes.indices {
        bytes[index] ^= bit
        letters.append(validator.validate(bytes, at: arguments.now).state.rawValue.prefix(1).uppercased())
        bytes[index] ^= bit
    }
    print(letters)
}

func measure(_ arguments: Arguments) throws {
    let signer = try CredentialSigner(keyPEM: arguments.text("key"), chainPEM: arguments.text("chain"))
    let validator = try validator(arguments)
    let picture = try arguments.bytes("in")
    let agent = Software(name: "Test Generator", version: "1.0")
    let description = ManifestDescription(
        origin: .generated(), softwareAgent: agent, claimGenerator: Software(name: "Vangrail", version: "0.1"),
        when: arguments.now, softBinding: SoftBinding(algorithm: "org.example.mark.1", value: [1, 2, 3, 4, 5, 6]))
    var generator = SystemRandomNumberGenerator()
    let rounds = 100
    var signed = picture
    var signTime = Duration.zero
    var validateTime = Duration.zero
    var cleanTime = Duration.zero
    let clock = ContinuousClock()
    for _ in 0..<rounds {
        cleanTime += try clock.measure { _ = try PictureCleaning.clean(picture) }
        let identity = ManifestIdentity(using: &generator)
        signTime += try clock.measure { signed = try signer.sign(picture, description, identity: identity).bytes }
        var state = ValidationReport.State.none
        validateTime += clock.measure { state = validator.validate(signed, at: arguments.now).state }
        guard state == .trusted else { throw ToolError.failed(state.rawValue) }
    }
    print("bytes \(picture.count) added \(signed.count - picture.count)")
    print("clean \(cleanTime / rounds) sign \(signTime / rounds) validate \(validateTime / rounds)")
}
