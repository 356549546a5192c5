/// The n-gram file: a header, the calibration, and 2^`bits` rows of eight 8-bit weights, one for each harm.
struct NgramTable: Sendable {
    static let version: UInt32 = 1
    /// Magic, version, sizes, checksum; then the number of bits; then space.
    static let headerSize = 64

    private let file: ModelFile
    /// Of the file.
    var checksum: UInt64 { file.checksum }
    let features: NgramFeatures
    let calibration: GeneralCalibration
    private let start: Int

    init(path: String) throws(GeneralModelError) {
        let file = try ModelFile(path: path)
        try file.check(magic: "VGNGRAM1", version: Self.version, header: Self.headerSize)
        let bits = file.number(at: 32, as: UInt32.self)
        let start = Self.headerSize + GeneralCalibration.size
        guard (10...22).contains(bits), file.bytes.count == start + 8 << Int(bits),
            let calibration = GeneralCalibration(file, at: Self.headerSize)
        else { throw .sizes(path: path) }
        self.file = file
        self.start = start
        self.calibration = calibration
        features = NgramFeatures(bits: UInt64(bits))
    }

    /// The weights of a bucket; the bucket comes from `features` and is below 2^`bits`.
    @inline(__always)
    func weights(_ bucket: Int) -> SIMD8<Int8> {
        file.bytes.loadUnaligned(fromByteOffset: start + bucket &* 8, as: SIMD8<Int8>.self)
    }

    /// The bytes of a file; `weights` are eight a bucket, 2^`bits` buckets.
    static func file(bits: Int, calibration: GeneralCalibration, weights: [Int8]) -> [UInt8] {
        let payload = calibration.bytes + weights.map { UInt8(bitPattern: $0) }
        return ModelFile.bytes(
            magic: "VGNGRAM1", version: version, header: headerSize, size: bits, payload)
    }
}
