import CVipsShim
import ImageFingerprint
import LensWire
import SafetyModel

/// A decoded picture in the worker's memory: upright 8-bit sRGB, with or without alpha.
final class Canvas {
    private var image: OpaquePointer

    /// Takes over a picture of the shim's.
    init(_ image: OpaquePointer) { self.image = image }

    deinit { shim_free(image) }

    /// Copies packed pixels.
    convenience init(pixels: UnsafePointer<UInt8>, width: Int, height: Int, bands: Int) throws(WireFault) {
        var made: OpaquePointer?
        try check(shim_from_pixels(pixels, Int32(width), Int32(height), Int32(bands), &made))
        guard let made else { throw .failed }
        self.init(made)
    }

    var width: Int { Int(shim_width(image)) }
    var height: Int { Int(shim_height(image)) }
    var hasAlpha: Bool { shim_bands(image) == 4 }

    /// Changes the picture; the call replaces what the pointer holds.
    func apply(_ change: (UnsafeMutablePointer<OpaquePointer?>) -> shim_result) throws(WireFault) {
        var held: OpaquePointer? = image
        let result = change(&held)
        if let held { image = held }
        try check(result)
    }

    /// Draws straight onto the picture.
    func draw(_ drawing: (OpaquePointer) -> shim_result) throws(WireFault) { try check(drawing(image)) }

    /// The fingerprint of the picture over black, and, where alpha hides something, over white and without its alpha.
    func fingerprints() throws(WireFault) -> [Fingerprint] {
        guard let pixels = shim_pixels(image) else { throw .failed }
        return Canvas.fingerprints(pixels: pixels, width: width, height: height, hasAlpha: hasAlpha)
    }

    /// Lays this picture on another.
    func lay(on target: UnsafeMutablePointer<OpaquePointer?>, left: Int, top: Int) -> shim_result {
        shim_lay(target, image, Int32(left), Int32(top))
    }

    /// Copies the packed pixels, three or four bytes each.
    func copyPixels(to target: UnsafeMutablePointer<UInt8>) throws(WireFault) {
        guard let pixels = shim_pixels(image) else { throw .failed }
        target.update(from: pixels, count: width * height * (hasAlpha ? 4 : 3))
    }

    /// Calls with packed RGB, over black where there is alpha.
    func withRGB<Result>(_ body: (UnsafeRawBufferPointer) -> Result) throws(WireFault) -> Result {
        guard let pixels = shim_pixels(image) else { throw .failed }
        let count = width * height
        guard hasAlpha else { return body(UnsafeRawBufferPointer(start: pixels, count: count * 3)) }
        let rgb = UnsafeMutablePointer<UInt8>.allocate(capacity: count * 3)
        defer { rgb.deallocate() }
        shim_flatten(pixels, count, shim_black, rgb)
        return body(UnsafeRawBufferPointer(start: rgb, count: count * 3))
    }

    /// The same for packed pixels.
    static func fingerprints(pixels: UnsafePointer<UInt8>, width: Int, height: Int, hasAlpha: Bool) -> [Fingerprint] {
        let count = width * height
        guard hasAlpha else {
            let rgb = UnsafeRawBufferPointer(start: pixels, count: count * 3)
            return [PDQ.fingerprint(rgb: rgb, width: width, height: height)]
        }
        let rgb = UnsafeMutablePointer<UInt8>.allocate(capacity: count * 3)
        defer { rgb.deallocate() }
        var views: [Fingerprint] = []
        for ground in [shim_black, shim_white, shim_bare] {
            shim_flatten(pixels, count, ground, rgb)
            let view = PDQ.fingerprint(
                rgb: UnsafeRawBufferPointer(start: rgb, count: count * 3), width: width, height: height)
            if !views.contains(view) { views.append(view) }
        }
        return views
    }

    /// Encodes without metadata.
    func encode(as format: shim_format, quality: Int32) throws(WireFault) -> EncodedBytes {
        var bytes: UnsafeMutableRawPointer?
        var length = 0
        try check(shim_encode(image, format, quality, &bytes, &length))
        guard let bytes, length > 0 else { throw .failed }
        return EncodedBytes(start: bytes, count: length)
    }
}

/// Encoded bytes that the shim owns.
final class EncodedBytes {
    private let start: UnsafeMutableRawPointer
    let count: Int

    init(start: UnsafeMutableRawPointer, count: Int) {
        self.start = start
        self.count = count
    }

    deinit { shim_release(start) }

    /// A copy that the gateway can read and nobody can change.
    func seal() throws(ChannelError) -> SealedBytes {
        try SealedBytes(sealing: UnsafeRawBufferPointer(start: start, count: count))
    }
}

/// What a task made.
struct Encoded {
    var finding: LensAnswer.Finding
    var bytes: EncodedBytes
}

/// Turns a result of the shim into the fault that the gateway hears of.
func check(_ result: shim_result) throws(WireFault) {
    switch result {
    case shim_ok: return
    case shim_truncated: throw .truncated
    case shim_corrupt: throw .corrupt
    default: throw .failed
    }
}
