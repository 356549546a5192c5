import Screening

/// Where the operator's platform listens: `https`, or `http` at a loopback address, where nobody can listen in.
///
/// The operator wrote it, so private addresses are fine. It is never made of what others sent.
public struct WebhookEndpoint: Hashable, Sendable {
    let place: WebAddress

    /// Reads an address as an operator writes it.
    public init(_ url: String) throws(WebhookSettingsError) {
        let place: WebAddress
        do throws(FetchError) { place = try WebAddress(url) } catch {
            throw error == .schemeNotAllowed ? .schemeNotAllowed : .addressInvalid
        }
        guard place.isSecure || Self.isLoopback(place.host) else { throw .schemeNotAllowed }
        self.place = place
    }

    /// The address, written anew.
    public var url: String { place.text }

    /// `localhost` counts, as `OutboundClient` leads it to 127.0.0.1 without asking anybody.
    private static func isLoopback(_ host: WebAddress.Host) -> Bool {
        switch host {
        case .name(let name): name == OutboundClient.localName
        case .address(let address): address.isLoopback
        }
    }
}

extension NetworkAddress {
    /// True for an address of this machine's own loop: 127.0.0.0/8 and ::1.
    var isLoopback: Bool {
        bytes.count == 4 ? bytes[0] == 127 : bytes.last == 1 && bytes.dropLast().allSatisfy { $0 == 0 }
    }
}

/// What is wrong with the settings or the content of webhooks.
public enum WebhookSettingsError: Error, Hashable, Sendable, CaseIterable {
    /// Not a web address in a spelling that this program reads.
    case addressInvalid
    /// Neither `https`, nor `http` at a loopback address.
    case schemeNotAllowed
    /// Not `whsec_` and base64 of 24 to 64 bytes.
    case secretInvalid
    /// No secret, or more than are signed with.
    case secretCountInvalid

    /// The stable word for this error.
    public var code: String {
        switch self {
        case .addressInvalid: "webhook-address-invalid"
        case .schemeNotAllowed: "webhook-address-scheme-not-allowed"
        case .secretInvalid: "webhook-secret-invalid"
        case .secretCountInvalid: "webhook-secret-count-invalid"
        }
    }
}
