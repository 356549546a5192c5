public import ContentCredentials
public import SafetyModel

/// Content Credentials by the operator's key, with the mark as their soft binding.
public struct CredentialMarker: PictureMarker {
    /// The name of the mark's algorithm in credentials.
    public static let markAlgorithm = "nl.vangrail.mark.1"

    private let signer: CredentialSigner
    private let markKey: [UInt8]
    private let validator: ContentCredentialValidator
    private let timeStamps: TimeStampPort?
    private let program: Software

    /// - Parameters:
    ///   - signer: the operator's key and chain.
    ///   - markKey: 32 bytes, the current one.
    ///   - validator: says whether the credentials of uploads hold.
    ///   - timeStamps: an authority, where one is configured; a picture leaves without a stamp when it does not answer.
    ///   - version: of this program.
    public init(
        signer: CredentialSigner, markKey: [UInt8], validator: ContentCredentialValidator, timeStamps: TimeStampPort?,
        version: String
    ) {
        self.signer = signer
        self.markKey = markKey
        self.validator = validator
        self.timeStamps = timeStamps
        program = Software(name: "Vangrail", version: version)
    }

    /// A random id and the current key.
    public func mark() -> PictureMark? { PictureMark(id: .mint(), key: markKey) }

    /// Cleans the picture of metadata and signs it. What the credentials of uploads say is carried on, with what was found wrong.
    public func sign(_ picture: Picture, made: Making) async throws(MarkingError) -> Picture {
        let now = CalendarTime(milliseconds: made.at.milliseconds)
        let sources = made.sources.map { source in
            SourcePicture(
                format: PictureFormat(source.bytes) ?? .png, report: validator.validate(source.bytes, at: now))
        }
        let origin: ManifestDescription.Origin =
            sources.first.map { .edited($0, references: Array(sources.dropFirst())) } ?? .generated()
        let description = ManifestDescription(
            origin: origin, softwareAgent: Software(name: made.model ?? "generator"), claimGenerator: program,
            when: now,
            softBinding: made.mark.map { SoftBinding(algorithm: Self.markAlgorithm, value: Self.bytes($0)) })
        var random = SystemRandomNumberGenerator()
        let identity = ManifestIdentity(using: &random)
        do throws(SigningError) {
            let clean: [UInt8]
            do throws(PictureError) { clean = try PictureCleaning.clean(picture.bytes) } catch { throw .picture(error) }
            if let timeStamps {
                do throws(SigningError) {
                    let signed = try await signer.sign(clean, description, identity: identity, timeStamps: timeStamps)
                    return Picture(bytes: signed.bytes)
                } catch {
                    guard error.isOfTimeStamp else { throw error }
                }
            }
            return Picture(bytes: try signer.sign(clean, description, identity: identity).bytes)
        } catch { throw MarkingError("\(error)") }
    }

    /// Six bytes, the highest first.
    static func bytes(_ mark: MarkID) -> [UInt8] {
        (0..<MarkID.bits / 8).reversed().map { UInt8(truncatingIfNeeded: mark.value >> (8 * $0)) }
    }
}

extension SigningError {
    fileprivate var isOfTimeStamp: Bool {
        switch self {
        case .timeStampUnavailable, .timeStampRefused: true
        case .picture, .conflictingSources, .sourcesTooLarge, .signatureFailed: false
        }
    }
}
