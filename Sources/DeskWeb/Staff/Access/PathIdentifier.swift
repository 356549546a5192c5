import Casework
import Desk
import GatewayAPI
import Hummingbird
import SafetyModel

/// Reads identifiers out of addresses and forms: what cannot be one is unknown before anybody looks it up.
enum PathIdentifier {
    private static let bytesMax = CaseLimits.identifierMax * 4

    /// An identifier that Vangrail makes: its prefix, then small letters, digits and hyphens.
    static func minted<ID: Identifier>(_ text: String, _ prefix: String) throws(DeskError) -> ID {
        guard text.hasPrefix(prefix + "_"), text.utf8.count <= 80, text.utf8.count > prefix.utf8.count + 1,
            text.utf8.dropFirst(prefix.utf8.count + 1).allSatisfy({ byte in
                (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D
            })
        else { throw .unknown }
        return ID(text: text)
    }

    static func minted<ID: MintedIdentifier>(_ text: String) throws(DeskError) -> ID { try minted(text, ID.prefix) }
    static func part<ID: CasePartIdentifier>(_ text: String) throws(DeskError) -> ID { try minted(text, ID.prefix) }

    /// An identifier in the platform's own words: short and printable.
    static func foreign<ID: Identifier>(_ text: String) throws(DeskError) -> ID {
        guard !text.isEmpty, text.utf8.count <= bytesMax,
            text.unicodeScalars.count <= CaseLimits.identifierMax,
            text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
        else { throw .unknown }
        return ID(text: text)
    }

    /// The decoded segment of an address with that name.
    static func segment(_ name: String, _ context: GatewayContext) throws(DeskError) -> String {
        guard let raw = context.parameters.get(name), raw.utf8.count <= bytesMax * 3,
            let text = PercentText.decode(raw)
        else { throw .unknown }
        return text
    }

    static func caseID(_ context: GatewayContext) throws(DeskError) -> CaseID { try minted(segment("id", context)) }

    /// Text as one segment of an address.
    static func encoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF")
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F, 0x7E: result.append(Character(Unicode.Scalar(byte)))
            default: result += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
            }
        }
        return result
    }
}
