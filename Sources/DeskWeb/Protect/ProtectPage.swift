import FoundationEssentials
import GatewayAPI
import HTTPTypes
import Hummingbird

/// The page at `/protect` in the visitor's language, and the files that it loads.
enum ProtectPage {
    private static let words: [String: [String: String]] = [
        "en": read(PackageResources.protect_words_en_json, .en),
        "nl": read(PackageResources.protect_words_nl_json, .nl),
    ]

    /// The page's own words, and those of choosing pictures, which other pages share.
    private static func read(_ file: [UInt8], _ language: PageLanguage) -> [String: String] {
        let own = (try? JSONDecoder().decode([String: String].self, from: Data(file))) ?? [:]
        let shared = Dictionary(uniqueKeysWithValues: Words(language).group("photo.").map { ($0.name, $0.text) })
        return shared.merging(own) { $1 }
    }

    /// Each language's page, made once.
    private static let pages = Dictionary(uniqueKeysWithValues: words.map { ($0, page($0, $1)) })

    private static func page(_ language: String, _ words: [String: String]) -> Page {
        var text = String(decoding: PackageResources.protect_html, as: UTF8.self)
        for (name, word) in words { text = text.replacing("{{\(name)}}", with: HTML.escaped(word)) }
        return Page(
            title: words["title"] ?? "", main: HTML(stringLiteral: text), footer: words["footer"] ?? "",
            language: language,
            files: ["/assets/protect/protect.css"], modules: ["/assets/protect/protect.js"],
            contentPolicy: Page.contentPolicy + "; worker-src 'self'; connect-src 'self'")
    }

    /// The page in the first of the visitor's languages that there is; English otherwise.
    static func page(for headers: HTTPFields) -> Page {
        let language = PageLanguage.wanted(headers[.acceptLanguage]).first { pages[$0] != nil } ?? "en"
        return pages[language] ?? Page(title: "Vangrail", main: "")
    }

    /// Scripts and style by name.
    static let files: [String: [UInt8]] = [
        "border-trim.js": PackageResources.border_trim_js, "crop-frame.js": PackageResources.crop_frame_js,
        "enrolment.js": PackageResources.enrolment_js,
        "fingerprint-worker.js": PackageResources.fingerprint_worker_js,
        "fingerprint.js": PackageResources.fingerprint_js, "pdq.js": PackageResources.pdq_js,
        "photo-list.js": PackageResources.photo_list_js, "picture-head.js": PackageResources.picture_head_js,
        "picture.js": PackageResources.picture_js, "pixel-area.js": PackageResources.pixel_area_js,
        "protect-door.js": PackageResources.protect_door_js, "protect.css": PackageResources.protect_css,
        "protect.js": PackageResources.protect_js, "words.js": PackageResources.words_js,
    ]

    static func file(_ name: String) -> Response? {
        files[name].map { bytes in
            var response = DeskAssets.response(
                String(decoding: bytes, as: UTF8.self),
                mediaType: name.hasSuffix(".css") ? "text/css" : "text/javascript")
            // A worker has its own policy, and needs no more than its own scripts.
            response.headers[.contentSecurityPolicy] = "default-src 'none'; script-src 'self'"
            return response
        }
    }
}
