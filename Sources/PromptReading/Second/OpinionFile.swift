/// The file of the second opinion: a header, the calibration, and two tables with 2^`bits` 8-bit weights each, the n-grams'
/// first.
struct OpinionFile: Sendable {
    static let version: UInt32 = 3
    /// Magic, version, sizes, checksum; then the number of bits; then space.
    static let headerSize = 64

    private let file: ModelFile
    /// Of the file.
    var checksum: UInt64 { file.checksum }
    let bits: Int
    let calibration: OpinionCalibration

    init(path: String) throws(GeneralModelError) {
        let file = try ModelFile(path: path)
        try file.check(magic: "VGSECOND", version: Self.version, header: Self.headerSize)
        let bits = Int(file.number(at: 32, as: UInt32.self))
        guard (10...22).contains(bits),
            file.bytes.count == Self.headerSize + OpinionCalibration.size + 2 << bits,
            let calibration = OpinionCalibration(file, at: Self.headerSize)
        else { throw .sizes(path: path) }
        self.file = file
        self.bits = bits
        self.calibration = calibration
    }

    /// The logits of both tables; the buckets are below 2^`bits`.
    func logits(_ features: OpinionFeatures) -> OpinionLogits {
        let start = Self.headerSize + OpinionCalibration.size
        return OpinionLogits(
            ngrams: logit(features.ngrams, at: start, calibration.ngrams),
            classes: logit(features.classes, at: start + 1 << bits, calibration.classes))
    }

    private func logit(_ buckets: [UInt32], at start: Int, _ table: OpinionCalibration.Table) -> Float {
        guard !buckets.isEmpty else { return table.bias }
        var sum: Int32 = 0
        for bucket in buckets {
            sum &+= Int32(file.bytes.loadUnaligned(fromByteOffset: start &+ Int(bucket), as: Int8.self))
        }
        return Float(sum) * table.scale / Float(buckets.count).squareRoot() + table.bias
    }

    /// The bytes of a file; each table has 2^`bits` weights.
    static func bytes(bits: Int, calibration: OpinionCalibration, ngrams: [Int8], classes: [Int8]) -> [UInt8] {
        let payload = calibration.bytes + (ngrams + classes).map { UInt8(bitPattern: $0) }
        return ModelFile.bytes(
            magic: "VGSECOND", version: version, header: headerSize, size: bits, payload)
    }
}
