public import SafetyModel
public import WireJSON

extension Fingerprint {
    /// Reads `{"pdq": 64 hexadecimal digits, "quality": 0 to 100}`, as browsers and platforms send it; nil for anything
    /// else.
    public init?(_ json: JSON) {
        guard let quality = json.member("quality")?.integer, (0...100).contains(quality),
            let hex = json.member("pdq")?.text(bytesMax: 64)
        else { return nil }
        self.init(hex: hex, quality: quality)
    }
}
