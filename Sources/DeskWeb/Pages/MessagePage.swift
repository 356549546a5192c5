/// A page with one plain message.
enum MessagePage {
    static let foreignForm = page(
        "This form came from elsewhere", "Nothing was done. Please open this page anew and send the form from there.")
    static let signInFirst = page("Please sign in first", "Nothing was done.", link: ("/sign-in", "Sign in"))
    static let notFound = page("There is nothing here", "The address may be mistyped.", link: ("/", "To the start"))

    static func page(_ title: String, _ text: String, link: (address: String, words: String)? = nil) -> Page {
        let link: HTML = link.map { "<p><a class=\"button\" href=\"\($0.address)\">\($0.words)</a></p>" } ?? ""
        return Page(title: title, main: "<h1>\(title)</h1><p>\(text)</p>\(link)")
    }
}
