import GatewayAPI
import Hummingbird

/// Style and scripts of the public pages.
enum NoticeAssets {
    static let files: [String: [UInt8]] = [
        "notice.css": PackageResources.notice_css, "notice.js": PackageResources.notice_js,
        "notice-pictures.js": PackageResources.notice_pictures_js,
        "notice-secret.js": PackageResources.notice_secret_js,
    ]

    static func file(_ name: String) -> Response? {
        files[name].map { bytes in
            DeskAssets.response(
                String(decoding: bytes, as: UTF8.self),
                mediaType: name.hasSuffix(".css") ? "text/css" : "text/javascript")
        }
    }
}
