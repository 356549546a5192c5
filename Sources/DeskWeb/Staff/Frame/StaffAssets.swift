import GatewayAPI
import HTTPTypes
import Hummingbird

/// Scripts and style of the desk by name.
enum StaffAssets {
    static let files: [String: [UInt8]] = [
        "staff.css": PackageResources.staff_css, "staff.js": PackageResources.staff_js,
        "staff-keys.js": PackageResources.staff_keys_js, "staff-pictures.js": PackageResources.staff_pictures_js,
        "staff-queue.js": PackageResources.staff_queue_js, "staff-secret.js": PackageResources.staff_secret_js,
    ]

    static func file(_ name: String) -> Response? {
        files[name].map { bytes in
            DeskAssets.response(
                String(decoding: bytes, as: UTF8.self),
                mediaType: name.hasSuffix(".css") ? "text/css" : "text/javascript")
        }
    }
}
