public import SafetyModel

/// One request as a dialect has parsed it: everything that reaches the generator, typed, and who asks.
public struct ImageRequest: Sendable {
    public var operation: Operation
    public var prompt: Prompt
    /// The pictures to edit or vary, in order; the mask applies to the first.
    public var pictures: [Picture]
    public var mask: Picture?
    public var requester: Requester
    public var parameters: Parameters
    /// The caller wants an address instead of the bytes.
    public var wantsLink: Bool

    public init(
        operation: Operation, prompt: Prompt, pictures: [Picture] = [], mask: Picture? = nil, requester: Requester,
        parameters: Parameters = Parameters(), wantsLink: Bool = false
    ) {
        self.operation = operation
        self.prompt = prompt
        self.pictures = pictures
        self.mask = mask
        self.requester = requester
        self.parameters = parameters
        self.wantsLink = wantsLink
    }

    /// The present instruction as it goes to the generator, with control text made harmless.
    var sentPrompt: String { ControlText.neutralised(prompt.text) }

    /// Everything that is read: the words as they came, and the words as they are sent.
    var promptToRead: Prompt {
        guard sentPrompt != prompt.text else { return prompt }
        return Prompt(turns: prompt.turns, sideTexts: prompt.sideTexts + [sentPrompt])
    }

    /// What the generator is told besides prompt and pictures; only known fields exist.
    public struct Parameters: Hashable, Sendable {
        public var model: String?
        /// How many pictures, 1 to 10.
        public var count: Int
        /// `auto` or WIDTHxHEIGHT.
        public var size: String?
        public var quality: String?
        public var background: String?
        public var style: String?
        public var inputFidelity: String?
        public var moderation: String?
        /// The container the caller wants; nil leaves PNG.
        public var outputFormat: Picture.Format?
        /// 0 to 100, for JPEG and WebP.
        public var outputCompression: Int?
        /// How many previews the caller wants while it waits, 0 to 3; nil when it does not stream.
        public var partialImages: Int?
        /// Fields that the operator lists as allowed, by name, as JSON text.
        public var extra: [String: String]

        /// Every parameter in a fixed order, for the digest of the exact request.
        var words: [String] {
            let numbers = [count, outputCompression ?? -1, partialImages ?? -1].map(String.init)
            let texts = [model, size, quality, background, style, inputFidelity, moderation, outputFormat?.rawValue]
            return numbers + texts.map { $0 ?? "" } + extra.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
        }

        public init(
            model: String? = nil, count: Int = 1, size: String? = nil, quality: String? = nil,
            background: String? = nil, style: String? = nil, inputFidelity: String? = nil, moderation: String? = nil,
            outputFormat: Picture.Format? = nil, outputCompression: Int? = nil, partialImages: Int? = nil,
            extra: [String: String] = [:]
        ) {
            self.model = model
            self.count = count
            self.size = size
            self.quality = quality
            self.background = background
            self.style = style
            self.inputFidelity = inputFidelity
            self.moderation = moderation
            self.outputFormat = outputFormat
            self.outputCompression = outputCompression
            self.partialImages = partialImages
            self.extra = extra
        }
    }
}

/// Who asks, as the platform's key vouches for it. No user: default tier, no adult mode.
public struct Requester: Hashable, Sendable {
    public var account: AccountID?
    public var tier: String?
    public var adultVerified: Bool
    public var audience: Audience
    /// Lower-case ISO 3166 code.
    public var country: String?
    /// The account whose picture is edited, where the platform knows it.
    public var pictureOwner: AccountID?

    public init(
        account: AccountID? = nil, tier: String? = nil, adultVerified: Bool = false, audience: Audience = .public,
        country: String? = nil, pictureOwner: AccountID? = nil
    ) {
        self.account = account
        self.tier = tier
        self.adultVerified = adultVerified
        self.audience = audience
        self.country = country
        self.pictureOwner = pictureOwner
    }
}
