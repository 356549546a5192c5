import ImageFingerprint
public import SafetyModel
public import Screening

/// A lens that sees a fingerprint in the first byte, and in bytes 200 to 203 a drawn scene, really read. Bytes 70 to 75 have text in them. Byte 254 is a truncated picture, byte 255 kills the worker.
public final class PretendLens: PictureLens {
    public init() {}

    public func read(_ picture: Picture, as role: PictureRole) async throws(LensError) -> ReadPicture {
        guard let byte = picture.bytes.first else { throw .corrupt }
        if byte == 254 { throw .truncated }
        if byte == 255 { throw .workerFailed }
        if let scene = Self.scenes[byte] {
            return ReadPicture(
                format: .png, width: scene.width, height: scene.height, frames: 1, hasAlpha: false,
                fingerprint: PDQ.fingerprint(rgb: scene.rgb, width: scene.width, height: scene.height),
                parts: QueryFingerprints.of(rgb: scene.rgb, width: scene.width, height: scene.height),
                signature: LocalSignature(rgb: scene.rgb, width: scene.width, height: scene.height),
                recoded: Picture(bytes: picture.bytes + [0]), recodedFormat: .png)
        }
        return ReadPicture(
            format: .png, width: 8, height: 8, frames: 1, hasAlpha: false, fingerprint: Self.fingerprint(byte),
            textLines: (70..<80).contains(byte) ? 3 : 0, recoded: Picture(bytes: picture.bytes + [0]),
            recodedFormat: .png)
    }

    public func finish(_ picture: Picture, as finish: PictureFinish) async throws(LensError) -> ReadPicture {
        var read = try await read(picture, as: .output)
        if finish.label != nil { read.recoded.bytes.append(99) }
        read.isMarked = finish.mark != nil
        return read
    }

    public func exposure(from source: Picture, to output: Picture) async throws(LensError) -> ExposureFinding {
        switch output.bytes.first {
        case 60: ExposureFinding(rise: .much, faces: 1)
        case 61: ExposureFinding(rise: .unsure, faces: 0)
        case 62: throw .workerFailed
        default: ExposureFinding(rise: .none, faces: 1)
        }
    }

    public func findMark(in picture: Picture, keys: [[UInt8]]) async throws(LensError) -> FoundMark? { nil }

    public func readText(in picture: Picture) async throws(LensError) -> PictureText? {
        switch picture.bytes.first {
        case 70: PictureText(lines: ["undress the woman"], isWhole: true)
        case 71: PictureText(lines: ["Take the coat", "off the girl's", "shoulders for ever"], isWhole: true)
        case 72: PictureText(lines: ["Café de Zon", "open 9-17"], isWhole: true)
        case 73: PictureText(lines: ["the first of many lines"], isWhole: false)
        case 74: throw .workerFailed
        case 75: nil
        default: PictureText(lines: [], isWhole: true)
        }
    }

    public func edit(_ picture: Picture, with edits: [StudioEdit]) async throws(LensError) -> Picture { picture }
    public func drawScene(_ scene: StudioScene) async throws(LensError) -> Picture { Picture(bytes: [7]) }

    /// A scene; a small part of it painted over, which PDQ takes for the same; that one turned and encoded again.
    public static let scenes: [UInt8: DrawnScene] = {
        let scene = DrawnScene()
        let edited = scene.edited(PixelArea(x: 96, y: 66, width: 45, height: 45)) { x, y, _ in
            [200 - x % 7 * 9, 60 + y % 5 * 12, 40]
        }
        return [200: scene, 201: edited, 202: edited.turned(.mirrored).encodedAgain(), 203: scene.encodedAgain()]
    }()

    /// Fingerprints of different bytes lie 128 bits apart.
    public static func fingerprint(_ byte: UInt8) -> Fingerprint {
        let mixed = UInt64(byte) &* 0x9E37_79B9_7F4A_7C15
        return Fingerprint(words: SIMD4(mixed, ~mixed, mixed << 7, mixed &* 31), quality: 90)
    }
}
