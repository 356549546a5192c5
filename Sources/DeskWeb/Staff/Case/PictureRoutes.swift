import Casework
import Desk
import GatewayAPI
import HTTPTypes
import Hummingbird
import NIOCore
import SafetyModel

/// A picture of an item, only when somebody asks to see it, and kept by nobody.
struct PictureRoutes: Sendable {
    let staff: any StaffDoor
    let handling: StaffHandling

    func show(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        await handling.page(request) { visit async throws(DeskError) in
            let id = try PathIdentifier.caseID(context)
            let item: ItemID = try PathIdentifier.foreign(PathIdentifier.segment("item", context))
            let asked = request.uri.queryParameters["view"].flatMap { PictureView(rawValue: String($0)) }
            // WHY: a HEAD shows nothing, so it is not counted and needs no drawing.
            guard let view = asked, request.method == .get else { throw .unknown }
            let picture = try await staff.picture(item, in: id, as: view, for: visit.member)
            guard let format = Self.format(picture.bytes) else { throw .unavailable }
            return Response(
                status: .ok,
                headers: [
                    .contentType: format.mediaType, .cacheControl: "no-store", .referrerPolicy: "no-referrer",
                    .contentSecurityPolicy: "default-src 'none'; sandbox", .resourcePolicy: "same-origin",
                    .contentDisposition: "inline",
                ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: picture.bytes)))
        }
    }

    /// The formats that the lens draws in, by their first bytes; nothing else is sent to a browser.
    static func format(_ bytes: [UInt8]) -> Picture.Format? {
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return .png }
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return .jpeg }
        if bytes.starts(with: Array("RIFF".utf8)), bytes.dropFirst(8).starts(with: Array("WEBP".utf8)) { return .webp }
        return nil
    }
}
