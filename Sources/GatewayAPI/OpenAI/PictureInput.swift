import SafetyModel
import Screening
import WireJSON

/// Turns what a request names as a picture into bytes: a file, a data URL, or an address that is fetched once.
struct PictureInput {
    let fetcher: any PictureFetcher
    let bytesMax: Int
    /// Where fetched pictures are counted.
    let room: BodyRoom

    /// The longest address that is looked at, data URLs aside.
    private static let addressMax = 4096

    /// The picture of a form's part.
    func picture(_ part: MultipartPart, param: String) throws(WireError) -> Picture {
        guard !part.bytes.isEmpty else { throw Self.invalid(param, "the file is empty", "picture-empty") }
        guard part.bytes.count <= bytesMax else { throw tooLarge(param) }
        return Picture(bytes: part.bytes)
    }

    /// The picture behind `{"image_url": …}`; `file_id` is not read.
    func picture(_ json: JSON, param: String) async throws(WireError) -> Picture {
        guard case .object(let object) = json else {
            throw .invalid(param, "`\(param)` must be an object with `image_url`")
        }
        for (key, value) in object.members where value != .null {
            switch key {
            case "image_url": continue
            case "file_id":
                throw .invalid(
                    param + ".file_id", "files are not kept here; send the picture itself", code: "file_id_not_allowed")
            default: throw .invalid("\(param).\(ImageFields.shown(key))", "this key is not known here")
            }
        }
        guard case .string(let address)? = object["image_url"] else {
            throw .invalid(param + ".image_url", "`image_url` is missing", code: "missing_required_parameter")
        }
        return try await picture(address, param: param + ".image_url")
    }

    /// The picture at an address: `data:image/…;base64,…` or `https://…`.
    func picture(_ address: JSONText, param: String) async throws(WireError) -> Picture {
        let isData = address.withBytes { $0.prefix(5).elementsEqual("data:".utf8) }
        if isData { return try decode(address, param: param) }
        guard address.byteCount <= Self.addressMax else {
            throw Self.invalid(param, "the address is too long", "picture-address-invalid")
        }
        // How large it is shows only when it is here.
        try room.take(bytesMax)
        do throws(FetchError) {
            let picture = try await fetcher.fetch(address.string)
            guard picture.bytes.count <= bytesMax else { throw .tooLarge }
            room.giveBack(bytesMax - picture.bytes.count)
            return picture
        } catch { throw Self.wireError(error, param: param) }
    }

    /// Decodes a data URL without copying its text.
    func decode(_ address: JSONText, param: String) throws(WireError) -> Picture {
        guard address.byteCount <= bytesMax / 3 * 4 + 128 else { throw tooLarge(param) }
        let bytes: [UInt8]? = address.withBytes { text in
            let head = text.prefix(128)
            guard let comma = head.firstIndex(of: UInt8(ascii: ",")) else { return nil }
            let kind = String(decoding: head[..<comma], as: UTF8.self).lowercased()
            guard kind.hasPrefix("data:image/"), kind.hasSuffix(";base64") else { return nil }
            return Base64.decode(UnsafeBufferPointer(rebasing: text[(comma + 1)...]))
        }
        guard let bytes, !bytes.isEmpty else {
            throw Self.invalid(param, "the data URL is not `data:image/…;base64,…`", "picture-data-url-invalid")
        }
        guard bytes.count <= bytesMax else { throw tooLarge(param) }
        return Picture(bytes: bytes)
    }

    private func tooLarge(_ param: String) -> WireError {
        Self.invalid(param, "the picture is larger than \(bytesMax) bytes", "picture-too-large")
    }

    /// The one shape for a picture that is the caller's fault.
    static func invalid(_ param: String, _ message: String, _ code: String) -> WireError {
        WireError(
            400, type: "image_generation_user_error", code: "invalid_image", "\(message) (\(code))", param: param,
            shouldRetry: false)
    }

    static func wireError(_ error: FetchError, param: String) -> WireError {
        switch error {
        case .busy:
            WireError(
                503, type: "server_error", code: "overloaded",
                "too many pictures are fetched at once (\(error.code))", param: param, shouldRetry: true,
                retryAfterSeconds: 2)
        case .timedOut, .failed:
            invalid(param, "the picture at this address could not be fetched", error.code)
        default: invalid(param, "this address cannot be used", error.code)
        }
    }
}
