import CFaces
import PictureSignals

/// Finds faces that look at the camera, or nearly, with dlib's detector. A profile, a covered or a small face is missed, so
/// no face never proves no person. It belongs to the thread that made it.
final class FaceReader {
    /// The long side to which pictures are reduced; a face of less than an eighth of it is not found.
    static let workingSide = 640

    private let detector: OpaquePointer

    /// Nil where the library cannot make one.
    init?(workingSide: Int = workingSide) {
        guard let made = faces_make(Int32(clamping: workingSide)) else { return nil }
        detector = made
    }

    deinit { faces_free(detector) }

    /// The faces of a picture, the surest first, at most 32; nil where the library failed.
    func faces(in rows: RGBRows) -> [FaceBox]? {
        withUnsafeTemporaryAllocation(of: faces_box.self, capacity: Int(FACES_MOST)) { boxes in
            let count = faces_find(
                detector, rows.bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), Int32(rows.width),
                Int32(rows.height), rows.stride, 3, boxes.baseAddress)
            guard count >= 0 else { return nil }
            return (0..<Int(count)).map { index in
                let box = boxes[index]
                return FaceBox(
                    area: PictureArea(
                        x: Int(box.left), y: Int(box.top), width: Int(box.width), height: Int(box.height)),
                    score: box.score)
            }
        }
    }
}
