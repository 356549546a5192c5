public import SafetyModel

/// Fetches a picture by its address, once, so that the bytes that are checked are the bytes that go on.
public protocol PictureFetcher: Sendable {
    /// Fetches the picture behind an `https` address of the public internet. Time, size and redirects are bounded.
    func fetch(_ url: String) async throws(FetchError) -> Picture
}

/// Why there is no picture behind an address. The last three are the other side's fault or ours, the rest the caller's;
/// no case carries text, so nothing of the address leaks into an answer.
public enum FetchError: Error, Hashable, Sendable, CaseIterable {
    /// The operator has switched addresses off; the picture itself must be sent.
    case switchedOff
    /// Not an address that this program reads: odd spelling, credentials in it, too long.
    case addressInvalid
    /// Not `https` (nor `http` where that is switched on).
    case schemeNotAllowed
    /// A port that is not on the list.
    case portNotAllowed
    /// The name leads to an address that is not on the public internet.
    case addressNotPublic
    /// Redirected more often than allowed, or to nowhere.
    case redirectNotAllowed
    /// More bytes than allowed.
    case tooLarge
    /// The other side says it is not a picture.
    case notAPicture
    /// The other side answered with an error status, or with nothing.
    case notFound
    /// The name does not resolve.
    case nameNotResolved
    /// Not finished within the time bound.
    case timedOut
    /// The connection or the protocol failed.
    case failed
    /// Too many fetches run already.
    case busy

    /// True when the caller can mend it by sending another address, or the picture itself.
    public var isCallersFault: Bool {
        switch self {
        case .switchedOff, .addressInvalid, .schemeNotAllowed, .portNotAllowed, .addressNotPublic, .redirectNotAllowed,
            .tooLarge,
            .notAPicture, .notFound, .nameNotResolved:
            true
        case .timedOut, .failed, .busy: false
        }
    }

    /// The stable word for this error in answers and records.
    public var code: String {
        switch self {
        case .switchedOff: "picture-address-switched-off"
        case .addressInvalid: "picture-address-invalid"
        case .schemeNotAllowed: "picture-address-scheme-not-allowed"
        case .portNotAllowed: "picture-address-port-not-allowed"
        case .addressNotPublic: "picture-address-not-public"
        case .redirectNotAllowed: "picture-address-redirect-not-allowed"
        case .tooLarge: "picture-too-large"
        case .notAPicture: "picture-address-not-a-picture"
        case .notFound: "picture-address-not-found"
        case .nameNotResolved: "picture-address-not-resolved"
        case .timedOut: "picture-address-timed-out"
        case .failed: "picture-address-failed"
        case .busy: "picture-fetch-busy"
        }
    }
}
