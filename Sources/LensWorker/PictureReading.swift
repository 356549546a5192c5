import CVipsShim
import LensWire
import SafetyModel

/// A picture that was decoded to its last frame.
struct Decoded {
    var format: WireFormat
    /// The first frame.
    var canvas: Canvas
    var frames: Int
    /// Of the first frame, then of everything else that the file shows.
    var fingerprints: [Fingerprint]
    /// A mark was put into the canvas.
    var isMarked = false
    /// Lines of the first frame that look like letters, where somebody looked.
    var textLines = 0
}

extension Decoded {
    /// Decodes every frame of an untrusted picture, within the bounds that its header is held to first.
    init(_ bytes: UnsafeRawBufferPointer, within bounds: PictureBounds) throws(WireFault) {
        let identity = try Container.identify(bytes)
        let format = identity.format
        let source = Source(bytes: bytes, format: format)
        let header = try source.header(frame: 0)
        let frames = Int(header.frames)
        // A decoder that finds fewer frames than there are would let the others pass unread.
        guard frames >= identity.frames else { throw .corrupt }
        guard bounds.admit(width: Int(header.width), height: Int(header.height), frames: frames) else {
            throw .tooLarge
        }
        if frames == 1 {
            let canvas = try source.decode(frame: 0)
            self.init(format: format, canvas: canvas, frames: 1, fingerprints: try canvas.fingerprints())
        } else if source.shim == shim_heif {
            try self.init(collection: source, count: frames, within: bounds)
        } else {
            try self.init(animation: source, header: header)
        }
    }

    /// Several pictures in one file, each with a size of its own.
    private init(collection source: Source, count: Int, within bounds: PictureBounds) throws(WireFault) {
        let canvas = try source.decode(frame: 0)
        var fingerprints = try canvas.fingerprints()
        var pixels = UInt64(canvas.width * canvas.height)
        for frame in 1..<count {
            let header = try source.header(frame: frame)
            guard bounds.admit(width: Int(header.width), height: Int(header.height), frames: 1) else { throw .tooLarge }
            pixels += UInt64(header.width) * UInt64(header.height)
            guard pixels <= bounds.totalPixelsMax else { throw .tooLarge }
            fingerprints += try source.decode(frame: frame).fingerprints()
        }
        self.init(format: source.format, canvas: canvas, frames: count, fingerprints: fingerprints)
    }

    /// Frames of one size, decoded one after the other; only one is in memory at a time.
    private init(animation source: Source, header: shim_header) throws(WireFault) {
        var opened: OpaquePointer?
        let count = Int(header.frames)
        try check(
            shim_frames_open(source.bytes.baseAddress, source.bytes.count, source.shim, header.frames, &opened))
        guard let opened else { throw .failed }
        defer { shim_frames_close(opened) }
        let (width, height) = (Int(header.width), Int(header.height))
        let bands = Int(shim_frames_bands(opened))
        let pixels = UnsafeMutablePointer<UInt8>.allocate(capacity: width * height * bands)
        defer { pixels.deallocate() }
        var first: Canvas?
        var fingerprints: [Fingerprint] = []
        for _ in 0..<count {
            try check(shim_frames_next(opened, pixels))
            let views = Canvas.fingerprints(pixels: pixels, width: width, height: height, hasAlpha: bands == 4)
            for view in views where fingerprints.isEmpty || fingerprints.last != view { fingerprints.append(view) }
            if first == nil { first = try Canvas(pixels: pixels, width: width, height: height, bands: bands) }
        }
        guard let first else { throw .corrupt }
        self.init(format: source.format, canvas: first, frames: count, fingerprints: fingerprints)
    }
}

extension Canvas {
    /// The first frame of a picture that is trusted to be small.
    static func first(of bytes: UnsafeRawBufferPointer) throws(WireFault) -> Canvas {
        try Source(bytes: bytes, format: try Container.identify(bytes).format).decode(frame: 0)
    }
}

/// Untrusted bytes and the one decoder that may see them.
private struct Source {
    let bytes: UnsafeRawBufferPointer
    let format: WireFormat

    var shim: shim_format {
        switch format {
        case .jpeg: shim_jpeg
        case .png: shim_png
        case .webp: shim_webp
        case .gif: shim_gif
        case .avif, .heic: shim_heif
        }
    }

    func header(frame: Int) throws(WireFault) -> shim_header {
        var header = shim_header()
        try check(shim_read_header(bytes.baseAddress, bytes.count, shim, Int32(frame), &header))
        guard header.width > 0, header.height > 0, header.frames > 0 else { throw .corrupt }
        return header
    }

    func decode(frame: Int) throws(WireFault) -> Canvas {
        var image: OpaquePointer?
        try check(shim_decode(bytes.baseAddress, bytes.count, shim, Int32(frame), &image))
        guard let image else { throw .failed }
        return Canvas(image)
    }
}
