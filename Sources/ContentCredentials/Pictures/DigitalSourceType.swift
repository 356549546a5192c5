/// A term of IPTC's vocabulary that says how a picture came to be.
public struct DigitalSourceType: Hashable, Sendable {
    /// The last part of the term's address, such as `trainedAlgorithmicMedia`.
    public let name: String

    public init(name: String) { self.name = name }

    /// Reads the term's address; nil for one of another vocabulary.
    public init?(address: String) {
        for prefix in Self.prefixes where address.hasPrefix(prefix) {
            let name = address.dropFirst(prefix.count)
            guard !name.isEmpty, name.utf8.count <= Self.nameBytesMax, name.utf8.allSatisfy(Self.isLetter) else {
                return nil
            }
            self.name = String(name)
            return
        }
        return nil
    }

    /// Made by a trained model.
    public static let trainedAlgorithmicMedia = DigitalSourceType(name: "trainedAlgorithmicMedia")
    /// A picture with parts made by a trained model.
    public static let compositeWithTrainedAlgorithmicMedia = DigitalSourceType(
        name: "compositeWithTrainedAlgorithmicMedia")

    /// The term's full address.
    public var address: String { Self.prefixes[0] + name }

    /// True for the terms that say a model made the picture or part of it.
    public var isMadeByModel: Bool {
        ["trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia", "compositeSynthetic", "algorithmicMedia"]
            .contains(name)
    }

    static let prefixes = [
        "http://cv.iptc.org/newscodes/digitalsourcetype/", "https://cv.iptc.org/newscodes/digitalsourcetype/",
    ]
    static let nameBytesMax = 64

    static func isLetter(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
    }
}
