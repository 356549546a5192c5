import Crypto
import SwiftASN1

/// The digests that are accepted.
enum DigestAlgorithm: String {
    case sha256
    case sha384
    case sha512

    init?(_ identifier: ASN1ObjectIdentifier) {
        guard let found = [Self.sha256, .sha384, .sha512].first(where: { $0.identifier == identifier }) else {
            return nil
        }
        self = found
    }

    var identifier: ASN1ObjectIdentifier {
        switch self {
        case .sha256: [2, 16, 840, 1, 101, 3, 4, 2, 1]
        case .sha384: [2, 16, 840, 1, 101, 3, 4, 2, 2]
        case .sha512: [2, 16, 840, 1, 101, 3, 4, 2, 3]
        }
    }

    func digest(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        switch self {
        case .sha256: Array(SHA256.hash(data: bytes))
        case .sha384: Array(SHA384.hash(data: bytes))
        case .sha512: Array(SHA512.hash(data: bytes))
        }
    }
}
