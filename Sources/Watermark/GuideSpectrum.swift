import CWatermark

/// The guides of a key as a tile, and its spectrum: what a search correlates with.
struct GuideSpectrum: Sendable {
    let tile: Tile
    private let first: Tile
    private let second: Tile

    init(_ pattern: MarkPattern, kernel: vg_mark_kernel) {
        tile = Tile(pattern.guides)
        var (first, second) = (tile, Tile())
        Self.transform(&first, &second, kernel: kernel)
        self.first = first
        self.second = second
    }

    /// Two tiles become their common spectrum.
    static func transform(_ first: inout Tile, _ second: inout Tile, kernel: vg_mark_kernel) {
        var room = [Float](repeating: 0, count: 2 * first.values.count)
        room.withUnsafeMutableBufferPointer { room in
            transform(&first, &second, room: room, kernel: kernel)
        }
    }

    static func transform(
        _ first: inout Tile, _ second: inout Tile, room: UnsafeMutableBufferPointer<Float>, kernel: vg_mark_kernel
    ) {
        first.values.withUnsafeMutableBufferPointer { first in
            second.values.withUnsafeMutableBufferPointer { second in
                guard let first = first.baseAddress, let second = second.baseAddress, let room = room.baseAddress
                else { return }
                vg_mark_spectrum(first, second, Basis.twiddles, room, kernel)
            }
        }
    }

    /// The surfaces of two tiles, given as their common spectrum.
    func correlate(
        _ one: Tile, _ other: Tile, into firstSurface: inout Tile, _ secondSurface: inout Tile,
        room: UnsafeMutableBufferPointer<Float>, kernel: vg_mark_kernel
    ) {
        firstSurface.values.withUnsafeMutableBufferPointer { firstSurface in
            secondSurface.values.withUnsafeMutableBufferPointer { secondSurface in
                guard let firstSurface = firstSurface.baseAddress, let secondSurface = secondSurface.baseAddress,
                    let room = room.baseAddress
                else { return }
                vg_mark_correlate(
                    one.values, other.values, first.values, second.values, Basis.twiddles, firstSurface, secondSurface,
                    room, kernel)
            }
        }
    }
}
