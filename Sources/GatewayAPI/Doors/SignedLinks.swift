import Crypto
import HTTPTypes
public import SafetyModel

/// Addresses that carry their own permission: HMAC-SHA-256 over what they are for and when they end.
public struct SignedLinks: Sendable {
    private let key: SymmetricKey
    private let settings: GatewaySettings

    /// Takes the key, 32 bytes; whoever has it can make addresses.
    public init(key: [UInt8], settings: GatewaySettings) {
        self.key = SymmetricKey(data: key)
        self.settings = settings
    }

    /// The address of a released picture, from now until it ends.
    public func picture(_ output: OutputID, at now: Moment) -> String {
        let until = now.adding(seconds: settings.linkSeconds).milliseconds / 1000
        let signature = signature(["picture", output.text, String(until)])
        return "\(settings.publicURL)/v1/vangrail/pictures/\(output.text)?until=\(until)&signature=\(signature)"
    }

    /// The address at which a held and then released picture can be fetched once.
    public func held(_ output: OutputID, of decision: DecisionID, at now: Moment) -> String {
        let until = now.adding(seconds: settings.heldLinkSeconds).milliseconds / 1000
        let signature = signature(["held", output.text, decision.text, String(until)])
        return "\(settings.publicURL)/v1/vangrail/held/\(output.text)"
            + "?decision=\(decision.text)&until=\(until)&signature=\(signature)"
    }

    /// True when the address of a picture is ours and has not ended.
    func allowsPicture(_ output: OutputID, until: String?, signature: String?, at now: Moment) -> Bool {
        verify(["picture", output.text], until: until, signature: signature, at: now)
    }

    /// True when the address of a held picture is ours and has not ended.
    func allowsHeld(
        _ output: OutputID, of decision: DecisionID, until: String?, signature: String?, at now: Moment
    ) -> Bool {
        verify(["held", output.text, decision.text], until: until, signature: signature, at: now)
    }

    private func verify(_ parts: [String], until: String?, signature given: String?, at now: Moment) -> Bool {
        guard let until, let end = Int64(until), String(end) == until, let given else { return false }
        let wanted = signature(parts + [until])
        guard AccessKeys.equal(Array(wanted.utf8), Array(given.utf8)) else { return false }
        return now.milliseconds / 1000 < end
    }

    /// 64 hexadecimal digits; every part is written with its length.
    private func signature(_ parts: [String]) -> String {
        var code = HMAC<SHA256>(key: key)
        for part in ["vangrail-link-1"] + parts {
            let bytes = Array(part.utf8)
            withUnsafeBytes(of: UInt64(bytes.count).bigEndian) { code.update(data: $0) }
            code.update(data: bytes)
        }
        return code.finalize().map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
