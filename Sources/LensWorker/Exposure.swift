import LensWire
import PictureSignals

extension LensWorker {
    /// Compares how much skin shows in two untrusted pictures that lie one after the other. Nothing of it is kept.
    static func exposure(
        in bytes: UnsafeRawBufferPointer, firstBytes: UInt64, _ readers: Readers, _ bounds: PictureBounds
    ) -> LensAnswer.Outcome {
        guard let length = Int(exactly: firstBytes), length > 0, length < bytes.count else {
            return .fault(.invalidRequest)
        }
        do throws(WireFault) {
            let before = try Decoded(UnsafeRawBufferPointer(rebasing: bytes[..<length]), within: bounds).canvas
            let after = try Decoded(UnsafeRawBufferPointer(rebasing: bytes[length...]), within: bounds).canvas
            let compared = try before.withRGB { first in
                Result { () throws(WireFault) in
                    try after.withRGB { second in
                        compare(first, before, second, after, readers)
                    }
                }
            }
            guard let found = try compared.get() else { throw .failed }
            return .exposure(found)
        } catch { return .fault(error) }
    }

    private static func compare(
        _ first: UnsafeRawBufferPointer, _ before: Canvas, _ second: UnsafeRawBufferPointer, _ after: Canvas,
        _ readers: Readers
    ) -> LensAnswer.Exposure? {
        guard let source = RGBRows(first, width: before.width, height: before.height),
            let output = RGBRows(second, width: after.width, height: after.height),
            case .faces(let reader) = readers, let faces = reader.faces(in: source),
            // Without a face before there is none to be found again.
            let facesAfter = faces.isEmpty ? [] : reader.faces(in: output)
        else { return nil }
        let change = ExposureChange.between(source, output, faces: faces, facesAfter: facesAfter)
        let rise: LensAnswer.Exposure.Rise =
            switch change.level {
            case .none: .none
            case .some: .some
            case .much: .much
            case .unsure: .unsure
            }
        return LensAnswer.Exposure(rise: rise, faces: change.basis == .face ? UInt8(clamping: faces.count) : 0)
    }
}
