/// Why bytes are no local signature.
public enum LocalSignatureError: Error, Hashable, Sendable {
    case unknownVersion(UInt8)
    case wrongLength(Int)
    /// A text that is not pairs of lower-case hexadecimal digits.
    case notHexadecimal
    /// A value that no signature has.
    case valueOutOfRange
}

/// The layout: version, flags (1: a mask follows), lowest and highest luma, and of the blue and the red difference, 128
/// added; then, lowest bit first, 256 lumas of 6 bits between the two, 256 textures and 256
/// contrasts of 4 bits, 64 pairs of colour of 9 bits
/// (21 times blue's step, 0 to 20, plus red's), and 256 bits of mask where not all tiles are known.
extension LocalSignature {
    public static let bytesCount = headerCount + (256 * 6 + 256 * 4 * 2 + 64 * 9) / 8
    public static let bytesCountWithMask = bytesCount + 32
    static let headerCount = 8
    /// Steps from the lowest to the highest value.
    static let lumaSteps = 63
    static let textureSteps = 15
    static let colourSteps = 20

    /// - Parameter bytes: what `bytes` gave.
    /// - Throws: where they are of another version, of another length, or hold what cannot be.
    public init(bytes: [UInt8]) throws(LocalSignatureError) {
        guard let version = bytes.first else { throw .wrongLength(0) }
        guard version == Self.version else { throw .unknownVersion(version) }
        guard bytes.count == Self.bytesCount || bytes.count == Self.bytesCountWithMask else {
            throw .wrongLength(bytes.count)
        }
        let hasMask = bytes.count == Self.bytesCountWithMask
        guard bytes[1] == (hasMask ? 1 : 0), bytes[2] <= bytes[3], bytes[4] <= bytes[5], bytes[6] <= bytes[7]
        else { throw .valueOutOfRange }
        var reader = BitReader(bytes, from: Self.headerCount + (256 * 6 + 256 * 4 * 2) / 8)
        let levels = Self.colourSteps + 1
        for _ in 0..<64 {
            guard reader.read(9) < levels * levels else { throw .valueOutOfRange }
        }
        self.init(checked: bytes)
    }

    static func encode(_ tiles: Tiles) -> [UInt8] {
        let isWhole = tiles.known.allSatisfy { $0 }
        let scales = tiles.scales ?? Scales(tiles)
        var writer = BitWriter(
            [version, isWhole ? 0 : 1] + [scales.luma, scales.blue, scales.red].flatMap { [$0.low, $0.high] })
        for value in tiles.luma { writer.write(scales.luma.step(of: value, steps: lumaSteps), 6) }
        for value in tiles.texture { writer.write(Scale.texture.step(of: value, steps: textureSteps), 4) }
        for value in tiles.contrast { writer.write(Scale.texture.step(of: value, steps: textureSteps), 4) }
        for (blue, red) in zip(tiles.blue, tiles.red) {
            let first = scales.blue.step(of: blue + 128, steps: colourSteps)
            let second = scales.red.step(of: red + 128, steps: colourSteps)
            writer.write(first * (colourSteps + 1) + second, 9)
        }
        if !isWhole { for known in tiles.known { writer.write(known ? 1 : 0, 1) } }
        return writer.bytes
    }

    var tiles: Tiles {
        var tiles = Tiles()
        let scales = Scales(
            luma: Scale(low: bytes[2], high: bytes[3]), blue: Scale(low: bytes[4], high: bytes[5]),
            red: Scale(low: bytes[6], high: bytes[7]))
        tiles.scales = scales
        var reader = BitReader(bytes, from: Self.headerCount)
        for index in 0..<256 { tiles.luma[index] = scales.luma.value(of: reader.read(6), steps: Self.lumaSteps) }
        for index in 0..<256 {
            tiles.texture[index] = Scale.texture.value(of: reader.read(4), steps: Self.textureSteps)
        }
        for index in 0..<256 {
            tiles.contrast[index] = Scale.texture.value(of: reader.read(4), steps: Self.textureSteps)
        }
        for index in 0..<64 {
            let pair = reader.read(9)
            tiles.blue[index] = scales.blue.value(of: pair / (Self.colourSteps + 1), steps: Self.colourSteps) - 128
            tiles.red[index] = scales.red.value(of: pair % (Self.colourSteps + 1), steps: Self.colourSteps) - 128
        }
        if bytes[1] == 1 { for index in 0..<256 { tiles.known[index] = reader.read(1) == 1 } }
        return tiles
    }
}
