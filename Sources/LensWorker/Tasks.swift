import CVipsShim
import ImageFingerprint
import LensWire
import PictureSignals
import SafetyModel

extension LensWorker {
    /// JPEG at this quality loses nothing that a generator would miss.
    private static let sourceQuality: Int32 = 95
    private static let bothSidesMax = 16_383

    /// Decodes, fingerprints and re-encodes: JPEG where the source was lossy and opaque, PNG otherwise.
    static func read(
        _ bytes: UnsafeRawBufferPointer, as role: LensTask.Role, within bounds: PictureBounds
    ) throws(WireFault) -> Encoded {
        var decoded = try Decoded(bytes, within: bounds)
        if role == .source { decoded.textLines = try decoded.canvas.textLines() }
        if role == .mask, decoded.frames > 1 { throw .videoNotAllowed }
        let lossy = [WireFormat.jpeg, .avif, .heic].contains(decoded.format)
        let recoded: WireFormat = lossy && role != .mask && !decoded.canvas.hasAlpha ? .jpeg : .png
        let parts: Parts = role == .enrolment ? .enrolled : .sought
        return try encode(decoded, as: recoded, quality: sourceQuality, parts: parts)
    }

    /// Re-encodes a generated picture for the caller, with a visible label and a mark in the pixels where asked.
    static func finish(
        _ bytes: UnsafeRawBufferPointer, as format: WireFormat, quality: UInt8, label: LensTask.Label?,
        mark: LensTask.Mark?, _ readers: Readers, within bounds: PictureBounds
    ) throws(WireFault) -> Encoded {
        guard [.png, .jpeg, .webp].contains(format), (1...100).contains(quality) else { throw .invalidRequest }
        var decoded = try Decoded(bytes, within: bounds)
        var canvas = decoded.canvas
        decoded.textLines = try canvas.textLines()
        var changed = false
        if format == .jpeg, canvas.hasAlpha {
            try canvas.apply(shim_make_opaque)
            changed = true
        }
        if let label {
            try canvas.draw(label, readers)
            changed = true
        }
        if let mark, let marked = try canvas.marked(with: mark) {
            (canvas, decoded.canvas, decoded.isMarked, changed) = (marked, marked, true, true)
        }
        guard format == .png || max(canvas.width, canvas.height) <= bothSidesMax else { throw .tooLarge }
        // What leaves is what is fingerprinted; what the file also showed stays listed.
        if changed { decoded.fingerprints = try canvas.fingerprints() + decoded.fingerprints }
        return try encode(decoded, as: format, quality: Int32(quality), parts: .sought)
    }

    /// Draws the edits one after the other; the answer is PNG.
    static func edit(
        _ bytes: UnsafeRawBufferPointer, with strokes: [LensTask.Stroke], within bounds: PictureBounds
    ) throws(WireFault) -> Encoded {
        var decoded = try Decoded(bytes, within: bounds)
        for stroke in strokes { try decoded.canvas.draw(stroke) }
        guard bounds.admit(width: decoded.canvas.width, height: decoded.canvas.height, frames: 1) else {
            throw .tooLarge
        }
        decoded.fingerprints = try decoded.canvas.fingerprints()
        return try encode(decoded, as: .png, quality: sourceQuality, parts: .none)
    }

    /// Which fingerprints of parts an answer has.
    enum Parts { case none, sought, enrolled }

    static func encode(
        _ decoded: Decoded, as format: WireFormat, quality: Int32, parts: Parts
    ) throws(WireFault) -> Encoded {
        let container =
            switch format {
            case .jpeg: shim_jpeg
            case .webp: shim_webp
            case .png, .gif, .avif, .heic: shim_png
            }
        let canvas = decoded.canvas
        let bytes = try canvas.encode(as: container, quality: quality)
        guard let first = decoded.fingerprints.first else { throw .failed }
        let further = decoded.fingerprints.dropFirst().prefix(LensAnswer.furtherMax)
        let (width, height) = (canvas.width, canvas.height)
        let (found, signature): ([LabelledFingerprint], LocalSignature?) = try canvas.withRGB { rgb in
            switch parts {
            case .none: ([], nil)
            case .sought:
                (
                    QueryFingerprints.of(rgb: rgb, width: width, height: height),
                    LocalSignature(rgb: rgb, width: width, height: height)
                )
            case .enrolled:
                (
                    EnrolmentFingerprints.of(rgb: rgb, width: width, height: height),
                    LocalSignature(rgb: rgb, width: width, height: height)
                )
            }
        }
        let finding = LensAnswer.Finding(
            format: decoded.format, width: UInt32(canvas.width), height: UInt32(canvas.height),
            frames: UInt32(decoded.frames), hasAlpha: canvas.hasAlpha, fingerprint: first,
            furtherFingerprints: Array(further), parts: found, signature: signature, isMarked: decoded.isMarked,
            textLines: UInt8(clamping: decoded.textLines), recodedFormat: format, recodedLength: UInt64(bytes.count))
        return Encoded(finding: finding, bytes: bytes)
    }
}

extension Canvas {
    /// How many lines look like letters.
    fileprivate func textLines() throws(WireFault) -> Int {
        try withRGB { rgb in RGBRows(rgb, width: width, height: height).map { TextLines.find(in: $0).count } ?? 0 }
    }
}
