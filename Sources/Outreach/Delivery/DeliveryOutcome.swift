/// What one attempt came to. It is a value and never thrown: that a receiver is away is ordinary.
public enum DeliveryOutcome: Hashable, Sendable {
    /// The receiver took it.
    case acknowledged
    /// The receiver will not take it, however often it is sent.
    case refused(DeliveryFailure)
    /// It may be taken later.
    case retry(DeliveryFailure)
}
