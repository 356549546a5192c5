/// What a caller must hold to use a route. Every route declares one.
public enum Right: String, CaseIterable, Sendable {
    /// Anybody; the route itself may ask for a signature in its address.
    case open
    /// A platform's key.
    case platform
    /// An admin key.
    case staff
    /// The page at `/`: loopback, or a session.
    case tryPage = "try-page"
    /// A trusted flagger's own key.
    case flagger
    /// A staff session at the desk. What its role may do is checked behind the door.
    case desk
}
