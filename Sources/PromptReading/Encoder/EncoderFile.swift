internal import CEncoder

/// A small BERT with 8-bit weights and its vocabulary, mapped from a file.
/// Sendable because the mapped bytes never change.
// SAFETY: what it points into is a mapped file that nothing changes and that it keeps.
struct EncoderFile: @unchecked Sendable {
    static let version: UInt32 = 1
    static let headerSize = 128
    /// Word pieces that are read together besides begin and end; longer texts are read in windows that overlap.
    static let window = 126
    static let step = 96

    private let file: ModelFile
    private let network: vg_encoder
    private let kernel: vg_kernel
    private let end: Int
    let pieces: PieceTable
    /// Of the file.
    var checksum: UInt64 { file.checksum }

    /// `outputs`: logits of a run; `numbers`: floats a piece that follow the network.
    init(path: String, magic: StaticString, outputs: Int32, numbers: Int = 0) throws(GeneralModelError) {
        let file = try ModelFile(path: path)
        try file.check(magic: magic, version: Self.version, header: Self.headerSize)
        func size(_ index: Int) -> Int32 { file.number(at: 32 + 4 * index, as: Int32.self) }
        var shape = vg_shape(
            vocabulary: size(0), positions: size(1), layers: size(2), hidden: size(3), heads: size(4), wide: size(5),
            outputs: size(6), slots: size(7), letters: size(8))
        let payload = UnsafeRawBufferPointer(rebasing: file.bytes[Self.headerSize...])
        let laid = vg_lay(&shape, nil, nil)
        guard shape.outputs == outputs, Int(shape.positions) >= Self.window + 2, laid > 0,
            payload.count == laid + (4 * numbers * Int(shape.vocabulary) + 63) & ~63
        else { throw .sizes(path: path) }
        var network = vg_encoder()
        _ = vg_lay(&shape, payload.baseAddress, &network)
        guard
            let pieces = PieceTable(
                file, slots: Self.headerSize + network.slots_at, slotCount: Int(shape.slots),
                offsets: Self.headerSize + network.offsets_at, letters: Self.headerSize + network.letters_at,
                size: Int(shape.letters), count: Int(shape.vocabulary))
        else { throw .sizes(path: path) }
        self.file = file
        self.network = network
        self.pieces = pieces
        end = Self.headerSize + laid
        kernel = vg_best_kernel()
    }

    /// A number of a piece that follows the network.
    func number(of piece: Int32) -> Float {
        Float(bitPattern: file.number(at: end + 4 * Int(piece), as: UInt32.self))
    }

    /// Writes the logits of at most `window` + 2 pieces.
    func run(_ pieces: [Int32], by kernel: vg_kernel? = nil, into logits: UnsafeMutablePointer<Float>) {
        withUnsafePointer(to: network) { network in
            let size = vg_scratch_size(network, Int32(pieces.count))
            withUnsafeTemporaryAllocation(byteCount: size, alignment: 64) { scratch in
                guard let room = scratch.baseAddress else { return }
                _ = vg_encode(network, pieces, Int32(pieces.count), logits, room, kernel ?? self.kernel)
            }
        }
    }

    /// Windows of a text's pieces, at most `most`; each overlaps the one before.
    static func windows(_ pieces: [Int32], most: Int) -> (windows: [ArraySlice<Int32>], areAll: Bool) {
        var windows: [ArraySlice<Int32>] = []
        var start = 0
        while windows.count < most {
            let end = min(pieces.count, start + window)
            windows.append(pieces[start..<end])
            if end == pieces.count { return (windows, true) }
            start += step
        }
        return (windows, false)
    }
}
