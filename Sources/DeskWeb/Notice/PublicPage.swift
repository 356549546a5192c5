import GatewayAPI
import Hummingbird

/// The frame around every public page of the desk.
struct PublicPage {
    let words: Words
    /// Of the title bar: neutral, as others may see it.
    var title: String
    var main: HTML
    /// The address under which the page can be read in other languages; nil for the answer to a form.
    var address: String?
    var leaveURL: String
    var modules: [String] = []
    /// Loads the style of pictures with their crop frames.
    var hasPictures = false

    var page: Page {
        Page(
            title: title, main: languages + main + links, leave: leave,
            home: "/notice?lang=\(words.language.rawValue)", skip: words("site.skip"), footer: words("site.footer"),
            language: words.language.rawValue, isRightToLeft: words.language.isRightToLeft,
            files: (hasPictures ? ["/assets/protect/protect.css"] : []) + ["/assets/notice/notice.css"],
            modules: modules, scripts: ["/assets/notice/notice.js"],
            contentPolicy: Page.contentPolicy + (hasPictures ? "; worker-src 'self'; connect-src 'self'" : ""),
            referrerPolicy: "no-referrer")
    }

    private var leave: HTML {
        """
        <a class="button leave no-print" id="leave" href="\(leaveURL)" rel="noreferrer nofollow"
         title="\(words("site.leave-hint"))">\(words("site.leave"))</a>
        """
    }

    private var languages: HTML {
        guard let address else { return "" }
        let all = HTML.joined(
            PageLanguage.allCases.map { language in
                let name: HTML = "<span lang=\"\(language.rawValue)\">\(language.ownName)</span>"
                return language == words.language
                    ? "<li aria-current=\"true\">\(name)</li>"
                    : "<li><a href=\"\(address)?lang=\(language.rawValue)\" hreflang=\"\(language.rawValue)\">\(name)</a></li>"
            })
        return """
            <nav class="languages no-print" aria-label="\(words("site.languages"))"><ul>\(all)</ul></nav>

            """
    }

    private var links: HTML {
        let language = words.language.rawValue
        let pages = [("/notice", "notice"), ("/notice/status", "status"), ("/terms", "terms")].filter {
            $0.0 != address
        }
        let items = HTML.joined(
            pages.map { "<li><a href=\"\($0.0)?lang=\(language)\">\(words("site.\($0.1)"))</a></li>" })
        return """
            <nav class="more no-print"><ul>\(items)</ul>
            <p class="hint">\(words("site.leave-hint"))</p></nav>

            """
    }
}

extension HTML {
    static func + (left: HTML, right: HTML) -> HTML { .joined([left, right]) }
}
