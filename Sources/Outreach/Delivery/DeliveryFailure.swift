/// Why something was not taken. It holds no text of the other side, so nothing strange reaches records and pages.
public enum DeliveryFailure: Hashable, Sendable {
    /// The name of the server leads to no address.
    case nameNotResolved
    /// No address of the server took the connection.
    case notConnected
    /// No encryption came about: the certificate is not trusted, or the other side speaks something else.
    case encryptionFailed
    /// The mail server offers no encryption where the settings require it; nothing was sent in the clear.
    case encryptionNotOffered
    /// Not finished within the time bound.
    case timedOut
    /// The connection ended before the answer.
    case disconnected
    /// What came is no answer in the protocol, or longer than any answer.
    case answerInvalid
    /// A webhook was answered with a status other than 2xx. Redirects are among them: they are never followed.
    case httpStatus(Int)
    /// The mail server answered with a code that says no.
    case smtpReply(Int)
    /// The mail server takes no name and password, or none of the ways in which they can be given.
    case authenticationNotOffered
    /// The mail server refused the name and password, with this code.
    case authenticationRefused(Int)
    /// The mail server cannot deliver to an address outside ASCII.
    case addressNotSupported
    /// The mail server takes no mail of this size.
    case messageTooLarge
    /// The attempt was given up because this program is stopping.
    case stopped
}

extension DeliveryFailure {
    /// The stable word for this failure on a case; a number follows where the other side gave one.
    public var code: String {
        switch self {
        case .nameNotResolved: "name-not-resolved"
        case .notConnected: "not-connected"
        case .encryptionFailed: "encryption-failed"
        case .encryptionNotOffered: "encryption-not-offered"
        case .timedOut: "timed-out"
        case .disconnected: "disconnected"
        case .answerInvalid: "answer-invalid"
        case .httpStatus(let status): "http-\(status)"
        case .smtpReply(let code): "smtp-\(code)"
        case .authenticationNotOffered: "authentication-not-offered"
        case .authenticationRefused(let code): "authentication-refused-\(code)"
        case .addressNotSupported: "address-not-supported"
        case .messageTooLarge: "message-too-large"
        case .stopped: "stopped"
        }
    }
}
