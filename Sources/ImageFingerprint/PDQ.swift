public import SafetyModel

/// The PDQ perceptual fingerprint, bit-equal to the reference at full resolution, from decoded pixels.
///
/// The reference blurs the whole picture and then keeps 64 by 64 samples. Both steps are linear, so each sample is a
/// weighted sum of few pixels; the weights for a side depend on its length only and are kept between pictures.
public enum PDQ {
    /// The fingerprint of packed 8-bit RGB rows.
    ///
    /// - Parameters:
    ///   - rgb: at least `stride * (height - 1) + width * 3` bytes.
    ///   - width: pixels in a row; under 5 the fingerprint is zero with quality 0.
    ///   - height: rows; under 5 the fingerprint is zero with quality 0.
    ///   - stride: bytes from one row to the next; `width * 3` when nil.
    /// - Returns: the fingerprint and its quality.
    public static func fingerprint(
        rgb: UnsafeRawBufferPointer, width: Int, height: Int, stride: Int? = nil
    ) -> Fingerprint {
        guard let raster = Raster(rgb, width: width, height: height, stride: stride) else { return .blank }
        let down = Weights.of(side: height)
        let across = Weights.of(side: width)
        return Spectrum(raster.sample(down: down, across: [across])[0]).fingerprint
    }

    /// The fingerprint of packed 8-bit RGB rows in an array.
    public static func fingerprint(rgb: [UInt8], width: Int, height: Int) -> Fingerprint {
        rgb.withUnsafeBytes { fingerprint(rgb: $0, width: width, height: height) }
    }

    /// The fingerprints of the picture as it is and turned or mirrored in the seven other ways, in the order of
    /// `Orientation.allCases`. Each equals the fingerprint of the pixels really turned that way, which finds more than
    /// turning the fingerprint itself; the picture is walked twice instead of eight times.
    public static func orientations(
        rgb: UnsafeRawBufferPointer, width: Int, height: Int, stride: Int? = nil
    ) -> [Fingerprint] {
        guard let raster = Raster(rgb, width: width, height: height, stride: stride) else {
            return Array(repeating: .blank, count: Orientation.allCases.count)
        }
        let down = Weights.of(side: height)
        let across = Weights.of(side: width)
        let both = [across, across.mirrored]
        let upright = raster.sample(down: down, across: both)
        let flipped = raster.sample(down: down.mirrored, across: both)
        return Orientation.allCases.map { orientation in
            let samples =
                switch orientation {
                case .asIs: upright[0]
                case .mirrored: upright[1]
                case .flipped: flipped[0]
                case .halfTurn: flipped[1]
                case .transposed: upright[0].transposed
                case .quarterTurnLeft: upright[1].transposed
                case .quarterTurnRight: flipped[0].transposed
                case .antitransposed: flipped[1].transposed
                }
            return Spectrum(samples).fingerprint
        }
    }

    /// The eight ways to turn and mirror a picture without losing a pixel.
    public enum Orientation: String, CaseIterable, Hashable, Sendable {
        case asIs, quarterTurnRight, halfTurn, quarterTurnLeft
        /// Left and right change places.
        case mirrored
        /// Top and bottom change places.
        case flipped
        /// Rows become columns.
        case transposed
        case antitransposed
    }
}

extension Fingerprint {
    /// What a picture too small for a fingerprint gets.
    static let blank = Fingerprint(words: SIMD4<UInt64>(repeating: 0), quality: 0)
}
