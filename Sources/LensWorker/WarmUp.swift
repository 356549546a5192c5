import CVipsShim
import LensWire

/// Has every decoder, encoder and font loaded before the system is closed to the worker, after which no file opens.
enum WarmUp {
    /// One small drawn picture of each container, as this program was built with them.
    private static let samples: [[UInt8]] = [
        PackageResources.plain_png, PackageResources.plain_jpg, PackageResources.plain_webp,
        PackageResources.plain_gif, PackageResources.plain_avif, PackageResources.plain_heic,
    ]
    /// A few letters of each script that captions come in, so that their fonts are open.
    private static let letters = "Aé Ωж Ա א ع अ ক ไ ქ ሀ 漢 かな 한 ✓ 😀"

    /// Only what a worker that reads text or runs models is given: our own encodings. It holds enough as it is.
    static func runForOwnPictures() {
        for sample in samples.prefix(2) { sample.withUnsafeBytes { bytes in _ = try? Canvas.first(of: bytes) } }
    }

    /// Runs everything once, without a fingerprint: each worker pays for this. A container that this machine has no
    /// decoder for is left out: its pictures fail later, as they would have.
    static func run() {
        for sample in samples {
            sample.withUnsafeBytes { bytes in _ = try? Canvas.first(of: bytes) }
        }
        guard let canvas = try? samples[0].withUnsafeBytes({ bytes in try Canvas.first(of: bytes) }) else { return }
        for container in [shim_png, shim_webp] { _ = try? canvas.encode(as: container, quality: 80) }
        let strokes: [LensTask.Stroke] = [
            .blackAndWhite, .brightness(1.1), .blur(2), .cropCentre(0.9), .rotate(90),
            .tint(LensTask.Colour(red: 9, green: 99, blue: 199)),
            .border(width: 4, LensTask.Colour(red: 0, green: 0, blue: 0)), .fit(width: 64, height: 64),
            .caption(letters),
        ]
        for stroke in strokes { try? canvas.draw(stroke) }
        try? canvas.apply(shim_make_opaque)
        _ = try? canvas.encode(as: shim_jpeg, quality: 80)
    }
}
