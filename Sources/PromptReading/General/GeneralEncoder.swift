internal import CEncoder

/// The encoder file: a small BERT with 8-bit weights, its vocabulary and one output a harm.
/// Sendable because the mapped bytes never change.
// SAFETY: what it points into is a mapped file that nothing changes and that it keeps.
struct GeneralEncoder: @unchecked Sendable {
    static let version: UInt32 = 1
    static let headerSize = 128
    /// Word pieces of a window besides begin and end; longer texts are read in windows that overlap.
    private static let window = 126
    private static let step = 96
    private static let mostWindows = 8

    private let file: ModelFile
    /// Of the file.
    var checksum: UInt64 { file.checksum }
    private let network: vg_encoder
    private let vocabulary: WordPieces
    private let kernel: vg_kernel

    init(path: String) throws(GeneralModelError) {
        let file = try ModelFile(path: path)
        try file.check(magic: "VGENCOD1", version: Self.version, header: Self.headerSize)
        func size(_ index: Int) -> Int32 { file.number(at: 32 + 4 * index, as: Int32.self) }
        var shape = vg_shape(
            vocabulary: size(0), positions: size(1), layers: size(2), hidden: size(3), heads: size(4), wide: size(5),
            outputs: size(6), slots: size(7), letters: size(8))
        let payload = UnsafeRawBufferPointer(rebasing: file.bytes[Self.headerSize...])
        guard shape.outputs == 8, Int(shape.positions) >= Self.window + 2,
            vg_lay(&shape, nil, nil) == payload.count
        else { throw .sizes(path: path) }
        var network = vg_encoder()
        _ = vg_lay(&shape, payload.baseAddress, &network)
        vocabulary = WordPieces(
            file, slots: Self.headerSize + network.slots_at, slotCount: Int(shape.slots),
            offsets: Self.headerSize + network.offsets_at, letters: Self.headerSize + network.letters_at,
            count: Int(shape.vocabulary))
        guard vocabulary.isSound(letters: Int(shape.letters)) else { throw .sizes(path: path) }
        self.file = file
        self.network = network
        kernel = vg_best_kernel()
    }

    /// One logit a harm, the highest of all windows, and whether the whole text was read.
    func read(_ text: GeneralText) -> (logits: SIMD8<Float>, isWhole: Bool) {
        let most = Self.window + (Self.mostWindows - 1) * Self.step
        let pieces = vocabulary.pieces(text, most: most + 1)
        var highest = SIMD8<Float>(repeating: -.infinity)
        var start = 0
        repeat {
            let end = min(pieces.count, start + Self.window, most)
            let window = [WordPieces.begin] + pieces[start..<end] + [WordPieces.end]
            highest = pointwiseMax(highest, logits(window))
            if end == min(pieces.count, most) { break }
            start += Self.step
        } while true
        return (highest, pieces.count <= most)
    }

    /// The pieces of a text with begin and end, for comparisons with other implementations.
    func pieces(_ text: GeneralText) -> [Int32] {
        [WordPieces.begin] + vocabulary.pieces(text, most: Self.window) + [WordPieces.end]
    }

    /// The logits of one window.
    func logits(_ window: [Int32], by kernel: vg_kernel? = nil) -> SIMD8<Float> {
        var values = SIMD8<Float>()
        let count = Int32(window.count)
        withUnsafePointer(to: network) { network in
            let size = vg_scratch_size(network, count)
            withUnsafeTemporaryAllocation(byteCount: size, alignment: 64) { scratch in
                withUnsafeMutableBytes(of: &values) { values in
                    guard let room = scratch.baseAddress,
                        let logits = values.bindMemory(to: Float.self).baseAddress
                    else { return }
                    _ = vg_encode(network, window, count, logits, room, kernel ?? self.kernel)
                }
            }
        }
        return values
    }
}
