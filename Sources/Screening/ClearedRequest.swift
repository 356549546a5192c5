public import SafetyModel

/// A request that the policy has allowed, with the only bytes that may go to a generator: the lens's re-encodings and
/// the prompt with control text made harmless.
///
/// INVARIANT: made in this file's module by `Gate` alone, after an `allow` or `label` decision.
public struct ClearedRequest: Sendable {
    public let decision: DecisionID
    public let operation: Operation
    public let prompt: String
    public let pictures: [ReadPicture]
    public let mask: ReadPicture?
    public let parameters: ImageRequest.Parameters
    /// The account as the generator may know it: a keyed digest, never the platform's own name.
    public let accountDigest: String?

    init(
        decision: DecisionID, operation: Operation, prompt: String, pictures: [ReadPicture], mask: ReadPicture?,
        parameters: ImageRequest.Parameters, accountDigest: String?
    ) {
        self.decision = decision
        self.operation = operation
        self.prompt = prompt
        self.pictures = pictures
        self.mask = mask
        self.parameters = parameters
        self.accountDigest = accountDigest
    }
}

/// A picture that may leave.
///
/// INVARIANT: made in this file's module by `Gate` alone, after the output was read, judged and recorded.
public struct ClearedPicture: Sendable {
    public let id: OutputID
    public let picture: Picture
    public let format: Picture.Format
    public let width: Int
    public let height: Int
    /// What its visible label says, for those who do not see it; nil where it has none.
    public let label: PictureLabel?

    init(
        id: OutputID, picture: Picture, format: Picture.Format, width: Int, height: Int, label: PictureLabel? = nil
    ) {
        self.id = id
        self.picture = picture
        self.format = format
        self.width = width
        self.height = height
        self.label = label
    }
}
