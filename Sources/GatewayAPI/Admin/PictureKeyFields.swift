import ImageFingerprint
import SafetyModel
import Screening
import WireJSON

/// What a picture is known by, as fields of a body: made where the picture is, so that the picture itself stays there.
enum PictureKeyFields {
    /// `fingerprint`, `quality`, `parts`, `signature`, `sha256`, `md5`.
    static func query(_ fields: inout ImageFields) throws(WireError) -> BankQuery {
        BankQuery(
            fingerprints: try fingerprint(&fields).map { [$0] } ?? [], parts: try parts(&fields),
            signature: try signature(&fields), sha256: try digest(&fields, "sha256", 64),
            md5: try digest(&fields, "md5", 32))
    }

    /// `fingerprint`, 64 digits, with `quality`, 0 to 100.
    static func fingerprint(_ fields: inout ImageFields) throws(WireError) -> Fingerprint? {
        let quality = try fields.integer("quality", 0...100) ?? 100
        guard let hex = try fields.string("fingerprint", max: 64) else { return nil }
        return try fingerprint(hex, quality: quality, "fingerprint")
    }

    /// `crops`: at most 24 fingerprints of parts, for an entry.
    static func crops(_ fields: inout ImageFields) throws(WireError) -> [Fingerprint] {
        var crops: [Fingerprint] = []
        for value in try list(&fields, "crops", max: EnrolmentFingerprints.countMax - 1) {
            crops.append(try fingerprint(value.text ?? "", quality: BankEntry.qualityMin, "crops"))
        }
        return crops
    }

    /// `parts`: at most 64 parts of a picture that is looked up, each with `fingerprint`, `part` and `orientation`.
    private static func parts(_ fields: inout ImageFields) throws(WireError) -> [LabelledFingerprint] {
        var parts: [LabelledFingerprint] = []
        for value in try list(&fields, "parts", max: QueryFingerprints.countMax) {
            guard case .object(let object) = value,
                let part = object["part"]?.text.flatMap({ LabelledFingerprint.Part(rawValue: $0) }),
                let orientation = object["orientation"]?.text.flatMap({ PDQ.Orientation(rawValue: $0) })
            else { throw .invalid("parts", "a part is an object with `fingerprint`, `part` and `orientation`") }
            let fingerprint = try fingerprint(
                object["fingerprint"]?.text ?? "", quality: BankEntry.qualityMin, "parts")
            // Where the part lies is not asked: signatures are compared only of whole pictures.
            parts.append(
                LabelledFingerprint(
                    fingerprint: fingerprint, part: part, area: PixelArea(width: 1, height: 1),
                    orientation: orientation))
        }
        return parts
    }

    /// `signature`: the local signature in hexadecimal.
    static func signature(_ fields: inout ImageFields) throws(WireError) -> LocalSignature? {
        guard let hex = try fields.string("signature", max: 2 * LocalSignature.bytesCountWithMask) else { return nil }
        do throws(LocalSignatureError) { return try LocalSignature(hex: hex) } catch {
            throw .invalid("signature", "`signature` is not a local signature of this version: \(error)")
        }
    }

    /// Lower-case hexadecimal digits, that many.
    static func digest(_ fields: inout ImageFields, _ name: String, _ count: Int) throws(WireError) -> String? {
        guard let text = try fields.string(name, max: count) else { return nil }
        guard text.utf8.count == count, text.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
        else {
            throw .invalid(name, "`\(name)` must be \(count) lower-case hexadecimal digits")
        }
        return text
    }

    private static func fingerprint(
        _ hex: String, quality: Int, _ name: String
    ) throws(WireError) -> Fingerprint {
        guard let fingerprint = Fingerprint(hex: hex, quality: quality) else {
            throw .invalid(name, "`\(name)` must be 64 lower-case hexadecimal digits")
        }
        return fingerprint
    }

    private static func list(_ fields: inout ImageFields, _ name: String, max: Int) throws(WireError) -> [JSON] {
        switch fields.take(name) {
        case nil: return []
        case .json(.array(let values)) where values.count <= max: return values
        default: throw .invalid(name, "`\(name)` must be a list of at most \(max)")
        }
    }
}
