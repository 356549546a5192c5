/// How somebody questions a decision.
enum ComplainPage {
    static func page(decision: String, contact: String?) -> Page {
        let whom: HTML
        switch contact {
        case let contact? where contact.hasPrefix("https://") || contact.hasPrefix("http://"):
            whom = "<li>Write to <a href=\"\(contact)\" rel=\"noreferrer\">\(contact)</a>.</li>"
        case let contact? where contact.contains("@"):
            whom = "<li>Write to <a href=\"mailto:\(contact)\">\(contact)</a>.</li>"
        case let contact?: whom = "<li>Turn to \(contact).</li>"
        case nil: whom = "<li>Turn to the platform or app where you asked for the picture.</li>"
        }
        return Page(
            title: "Question a decision",
            main: """
                <h1>Question a decision</h1>
                <p>A machine decided on your request. It can be wrong, and you may ask that a person looks at it.</p>
                <ol>
                \(whom)
                <li>Quote this number: <code>\(decision)</code></li>
                <li>Say what you wanted to make and why you think the decision is wrong.
                 You need not send the picture.</li>
                </ol>
                <p class="hint">The number stands for what was decided, why and when. It holds no words and no picture
                 of yours. If a decision says that a person will look at it first, you need not do anything.</p>
                """)
    }

    /// The number of a decision: `dec_` and 26 small letters and digits.
    static func isNumber(_ text: String) -> Bool {
        guard text.hasPrefix("dec_"), text.utf8.count == 30 else { return false }
        return text.utf8.dropFirst(4).allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }
    }
}
