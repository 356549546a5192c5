import Casework
import Desk
import HTTPTypes
import Hummingbird

/// Pages with one plain message.
enum StaffMessage {
    static let foreignForm = page(
        "This form came from elsewhere", "Nothing was done. Please open the page anew and send the form from there.")
    static let signInFirst = page(
        "Please sign in first", "Nothing was done.", link: ("/desk/sign-in", "Sign in"))
    static let fullHouse = page("Too many listeners", "The list does not refresh by itself at the moment.")

    static func notAllowed(_ visit: StaffVisit) -> StaffPage {
        page(
            "Not for this role", "As \(visit.role.words) you cannot do or see this. Nothing was done.", visit: visit)
    }

    /// What the door said, as a page. Unknown and hidden things look alike.
    static func page(_ error: DeskError, visit: StaffVisit) -> Response {
        let page: StaffPage
        switch error {
        case .unknown:
            page = self.page("There is nothing here", "The number is not known, or not open to you.", visit: visit)
        case .refused(let error) where error.isAboutRights: page = notAllowed(visit)
        case .refused(let error): page = self.page("Not done", error.words, visit: visit)
        case .invalid(let field): page = self.page("Not done", field.words, visit: visit)
        case .lastAdministrator:
            page = self.page(
                "Not done", "Nobody could administer the desk any more. Make somebody else an administrator first.",
                visit: visit)
        case .unavailable:
            page = self.page(
                "Not done", "The store does not answer. The same again in a moment may work.", visit: visit)
        }
        return page.response(error.status)
    }

    static func page(
        _ title: String, _ text: String, visit: StaffVisit? = nil, link: (address: String, words: String)? = nil
    ) -> StaffPage {
        let link = link ?? (visit == nil ? nil : ("/desk", "To the queue"))
        let way: HTML = link.map { "<p><a class=\"button\" href=\"\($0.address)\">\($0.words)</a></p>" } ?? ""
        return StaffPage(
            title: title, main: "<div class=\"narrow\"><h1>\(title)</h1><p>\(text)</p>\(way)</div>", visit: visit)
    }
}
