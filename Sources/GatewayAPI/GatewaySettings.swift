/// What an operator may set about the doors.
public struct GatewaySettings: Sendable {
    /// Where people reach this program, without a slash at the end: the base of every address that an answer names.
    public var publicURL: String
    /// Bytes of a JSON body without pictures.
    public var textBodyBytesMax: Int
    /// Bytes of a body with pictures.
    public var pictureBodyBytesMax: Int
    /// Bytes of one picture.
    public var pictureBytesMax: Int
    /// Bytes of all bodies in memory at once.
    public var bodyMemoryBytesMax: Int
    /// How long a body may take to arrive.
    public var bodyDeadlineMilliseconds: Int
    /// Bytes of answers that wait for their readers at once.
    public var answerMemoryBytesMax: Int
    /// How long a reader may take for an answer, or for one event of a stream.
    public var answerDeadlineMilliseconds: Int
    /// Requests past their body that run at once, over all routes that read pictures or make them.
    public var concurrentRequestsMax: Int
    /// How often a waiting stream says that it is alive.
    public var keepAliveMilliseconds: Int
    /// How long a signed address of a released picture works.
    public var linkSeconds: Int64
    /// How long a signed address of a picture that was held works, once made.
    public var heldLinkSeconds: Int64
    /// Fields of other dialects that go on to the generator as they are.
    public var extraFields: Set<String>
    /// Where people complain; `{decision}` is replaced. Nil: the page `/complaint/{decision}` here.
    public var complainURL: String?

    public init(
        publicURL: String, textBodyBytesMax: Int = 1 << 20, pictureBodyBytesMax: Int = 64 << 20,
        pictureBytesMax: Int = 25 << 20, bodyMemoryBytesMax: Int = 512 << 20, bodyDeadlineMilliseconds: Int = 60_000,
        answerMemoryBytesMax: Int = 256 << 20, answerDeadlineMilliseconds: Int = 120_000,
        concurrentRequestsMax: Int = 64, keepAliveMilliseconds: Int = 15_000, linkSeconds: Int64 = 3600,
        heldLinkSeconds: Int64 = 3600, extraFields: Set<String> = [], complainURL: String? = nil
    ) {
        var address = publicURL
        while address.hasSuffix("/") { address.removeLast() }
        self.publicURL = address
        self.textBodyBytesMax = textBodyBytesMax
        self.pictureBodyBytesMax = pictureBodyBytesMax
        self.pictureBytesMax = pictureBytesMax
        self.bodyMemoryBytesMax = bodyMemoryBytesMax
        self.bodyDeadlineMilliseconds = bodyDeadlineMilliseconds
        self.answerMemoryBytesMax = answerMemoryBytesMax
        self.answerDeadlineMilliseconds = answerDeadlineMilliseconds
        self.concurrentRequestsMax = concurrentRequestsMax
        self.keepAliveMilliseconds = keepAliveMilliseconds
        self.linkSeconds = linkSeconds
        self.heldLinkSeconds = heldLinkSeconds
        self.extraFields = extraFields
        self.complainURL = complainURL
    }

    /// Where a person complains about a decision.
    public func complainAddress(_ decision: String) -> String {
        guard let complainURL else { return "\(publicURL)/complaint/\(decision)" }
        return complainURL.replacingAll("{decision}", with: decision)
    }
}

extension String {
    /// The text with every occurrence replaced.
    func replacingAll(_ wanted: String, with replacement: String) -> String {
        var result = ""
        var rest = Substring(self)
        while let range = rest.firstRange(of: wanted) {
            result += rest[..<range.lowerBound] + replacement
            rest = rest[range.upperBound...]
        }
        return result + rest
    }
}
