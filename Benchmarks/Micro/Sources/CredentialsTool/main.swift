import ContentCredentials
import Foundation

func initialise(_ arguments: Arguments) throws {
    var generator = SystemRandomNumberGenerator()
    let authority = try TestAuthority(
        organisation: arguments.optional("organisation") ?? "Vangrail Test",
        commonName: arguments.optional("name") ?? "Vangrail Test Signer",
        usage: arguments.optional("usage") ?? TestAuthority.claimSigning,
        validFrom: CalendarTime(milliseconds: arguments.now.milliseconds - 60_000),
        leafDays: arguments.optional("days").flatMap(Int.init) ?? 365, using: &generator)
    let folder = try arguments("out")
    try Arguments.write(Array(authority.rootPEM.utf8), folder + "/root.pem")
    try Arguments.write(Array(authority.chainPEM.utf8), folder + "/chain.pem")
    try Arguments.write(Array(authority.keyPEM.utf8), folder + "/key.pem")
}

func sign(_ arguments: Arguments) async throws {
    let signer = try CredentialSigner(keyPEM: arguments.text("key"), chainPEM: arguments.text("chain"))
    let source = try arguments.optional("upload").map { path in
        let bytes = try Arguments.read(path)
        let report = try validator(arguments).validate(bytes, at: arguments.now)
        return SourcePicture(format: PictureFormat(bytes) ?? .jpeg, report: report)
    }
    var origin = ManifestDescription.Origin.generated()
    if let source {
        origin = arguments.optional("reference") == nil ? .edited(source) : .generated(references: [source])
    }
    let agent = Software(name: "Test Generator", version: "1.0")
    let description = ManifestDescription(
        origin: origin, softwareAgent: agent, claimGenerator: Software(name: "Vangrail", version: "0.1"),
        when: arguments.now, softBinding: SoftBinding(algorithm: "org.example.mark.1", value: [1, 2, 3, 4]))
    var generator = SystemRandomNumberGenerator()
    let identity = ManifestIdentity(using: &generator)
    let picture = try arguments.bytes("in")
    let signed: SignedPicture
    if let folder = arguments.optional("authority") {
        let port = localAuthority(folder, reserve: arguments.optional("reserve").flatMap(Int.init) ?? 6_144)
        signed = try await signer.sign(picture, description, identity: identity, timeStamps: port)
    } else {
        signed = try signer.sign(picture, description, identity: identity)
    }
    try Arguments.write(signed.bytes, try arguments("out"))
    print(signed.manifestLabel, signed.bytes.count - picture.count)
}

do {
    let arguments = try Arguments(CommandLine.arguments)
    switch arguments.command {
    case "init": try initialise(arguments)
    case "sign": try await sign(arguments)
    case "verify": try verify(arguments)
    case "mutate": try mutate(arguments)
    case "measure": try measure(arguments)
    case "clean": try Arguments.write(try PictureCleaning.clean(arguments.bytes("in")), try arguments("out"))
    default: throw ToolError.usage
    }
} catch {
    FileHandle.standardError.write(Data("\(error)\n".utf8))
    exit(1)
}
