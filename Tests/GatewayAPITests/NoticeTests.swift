import Casework
import Desk
import Foundation
import HTTPTypes
import SafetyModel
import Synchronization
import Testing
import WireJSON

@testable import DeskWeb
@testable import GatewayAPI

/// The door for notices, as a browser without scripts uses it.
@Suite struct NoticeTests {
    /// As browsers write it from pages that send no referrer.
    static let ours: HTTPFields = [.origin: "null", .secFetchSite: "same-origin"]
    static let hex = String(repeating: "0123456789abcdef", count: 4)

    static func prints(_ pictures: Int = 1, parts: Int = 2, quality: Int = 90) -> String {
        let part = #"{"pdq":"\#(hex)","quality":\#(quality)}"#
        let picture = "[\(Array(repeating: part, count: parts).joined(separator: ","))]"
        return "[\(Array(repeating: picture, count: pictures).joined(separator: ","))]"
    }

    static func parts(_ fields: [String: String]) -> [Part] {
        fields.sorted { $0.key < $1.key }.map { Part($0.key, $0.value) }
    }

    /// Everything that a plain notice needs.
    static let whole = [
        "screen": "3", "to": "send", "ground": "intimate-image", "links": "https://pictures.example/1",
        "sender": "subject", "bona-fide": "on",
    ]

    static func post(
        _ client: House.Client, _ fields: [String: String], path: String = "/notice?lang=en", files: [Part] = [],
        headers: HTTPFields = ours
    ) async throws -> House.Answer {
        try await client.form(path, parts(fields) + files, headers: headers)
    }

    /// The hidden fields and values of a page, as a browser would send them on.
    static func hidden(_ page: String) -> [String: String] {
        var found: [String: String] = [:]
        for piece in page.components(separatedBy: "<input type=\"hidden\" name=\"").dropFirst() {
            let name = String(piece.prefix { $0 != "\"" })
            let value = piece.components(separatedBy: "value=\"").dropFirst().first.map { $0.prefix { $0 != "\"" } }
            found[name] = String(value ?? "").replacing("&quot;", with: "\"").replacing("&amp;", with: "&")
                .replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&#39;", with: "'")
        }
        return found
    }

    @Test func `support and a way out come first, and the page tells nobody where it is`() async throws {
        try await DeskHouse().open { client in
            let page = try await client.send(.get, "/notice?lang=nl", key: nil)
            #expect(page.status == 200 && page.text.contains("<html lang=\"nl\">"))
            #expect(page.header("referrer-policy") == "no-referrer" && page.header("cache-control") == "no-store")
            #expect(page.header("content-security-policy")?.hasPrefix(Page.contentPolicy) == true)
            let help = try #require(page.text.firstRange(of: "020 261 52 75"))
            let form = try #require(page.text.firstRange(of: "<form"))
            #expect(help.lowerBound < form.lowerBound)
            #expect(page.text.contains("href=\"tel:0202615275\"") && page.text.contains("href=\"tel:112\""))
            #expect(page.text.contains("id=\"leave\" href=\"https://www.wikipedia.org/\""))
        }
    }

    @Test func `three screens make a notice without scripts, and the secrets come once`() async throws {
        let desk = DeskHouse()
        try await desk.open { client in
            var fields = Self.hidden(try await client.send(.get, "/notice?lang=en", key: nil).text)
            fields["ground"] = "intimate-image"
            fields["links"] = "https://pictures.example/1?x=\"1\"&y=<2>\r\n\r\nwww.other.example/me\r\n"
            fields["to"] = "2"
            let bad = try await Self.post(client, fields)
            #expect(bad.status == 400 && bad.text.contains("href=\"#links\""))
            fields["links"] = "https://pictures.example/1?x=1&y='2'\r\n\r\nwww.other.example/me\r\n"
            let second = try await Self.post(client, fields)
            #expect(
                second.status == 200 && second.text.contains("Step 2 of 3") && second.text.contains("name=\"email\""))

            fields = Self.hidden(second.text)
            #expect(fields["ground"] == "intimate-image" && fields["links"]?.contains("y='2'") == true)
            fields["sender"] = "representative"
            fields["explanation"] = "It is <b>not</b> hers & she said so.\nTwice."
            fields["email"] = "ada@example.org"
            fields["danger"] = "on"
            fields["woman"] = "yes"
            fields["us-take-it-down"] = "on"
            fields["signature"] = "Ada Lovelace"
            fields["earlier"] = FakeDesk.code.text.uppercased()
            fields["to"] = "3"
            let third = try await Self.post(client, fields)
            #expect(third.status == 200 && third.text.contains("Step 3 of 3"))
            #expect(third.text.contains("It is &lt;b&gt;not&lt;/b&gt; hers &amp; she said so."))
            #expect(!third.text.contains("<b>not"))
            #expect(third.text.contains("We hide the picture at once") && third.text.contains("decides within 24 h."))

            fields = Self.hidden(third.text)
            fields["to"] = "send"
            #expect(try await Self.post(client, fields).status == 400)
            fields["bona-fide"] = "on"
            let done = try await Self.post(client, fields)
            #expect(done.status == 200)
            #expect(done.text.contains(FakeDesk.code.text) && done.text.contains(FakeDesk.recovery.text))
            #expect(done.text.contains(FakeDesk.notice.text) && done.text.contains("Hidden already: 1"))
        }
        let drafts = desk.notices.memory.state.withLock { $0.drafts }
        let draft = try #require(drafts.first)
        #expect(drafts.count == 1 && draft.things.count == 2 && draft.ground == .intimateImage)
        guard case .link(let first) = draft.things[0], case .link(let other) = draft.things[1] else {
            Issue.record("links are links")
            return
        }
        #expect(first == "https://pictures.example/1?x=1&y='2'" && other == "https://www.other.example/me")
        #expect(draft.sender == .representative && draft.isDanger && draft.subjectIsWoman == true)
        #expect(draft.email == "ada@example.org" && draft.name.isEmpty && draft.isBonaFide)
        #expect(draft.regimes == [.takeItDown] && draft.signature == "Ada Lovelace")
        #expect(draft.earlier == FakeDesk.code && draft.language == "en" && draft.explanation.hasSuffix("\nTwice."))
    }

    @Test func `fingerprints from the browser travel along and arrive`() async throws {
        let desk = DeskHouse()
        try await desk.open { client in
            var fields = [
                "screen": "1", "to": "2", "ground": "revealing-edit", "fingerprints": Self.prints(2, parts: 25),
            ]
            let second = try await Self.post(client, fields)
            #expect(second.status == 200)
            fields = Self.hidden(second.text).merging(["sender": "subject", "to": "3"]) { $1 }
            let third = try await Self.post(client, fields)
            #expect(third.text.contains("Picture 2, as a fingerprint"))
            fields = Self.hidden(third.text).merging(["bona-fide": "on", "to": "send"]) { $1 }
            #expect(try await Self.post(client, fields).status == 200)
        }
        let things = desk.notices.memory.state.withLock { $0.drafts.first?.things ?? [] }
        #expect(things.count == 2)
        guard case .fingerprints(let prints) = things[0] else {
            Issue.record("fingerprints are fingerprints")
            return
        }
        #expect(prints.count == 25 && prints[0].hex == Self.hex && prints[0].quality == 90)
    }

    @Test(arguments: [
        prints(21), prints(1, parts: 26), prints(1, parts: 0), prints(quality: 49), prints(quality: 101), "[", "{}",
        prints().replacing("abcdef", with: "ABCDEF"), "[[1]]",
    ])
    func `fingerprints that cannot be right are refused`(_ made: String) async throws {
        let desk = DeskHouse()
        try await desk.open { client in
            let fields = Self.whole.merging(["fingerprints": made]) { $1 }
            let answer = try await Self.post(client, fields)
            #expect(answer.status == 400 && answer.text.contains("href=\"#photos\""))
        }
        #expect(desk.notices.memory.state.withLock { $0.drafts.isEmpty })
    }

    @Test(arguments: [
        "javascript:alert(1)", "https://", "https://nodot", "ftp://pictures.example/1", "https://a b.example",
        "https://pictures.example/\(String(repeating: "a", count: 2_000))", "https://.example", "two words",
        (1...21).map { "https://pictures.example/\($0)" }.joined(separator: "\n"),
    ])
    func `a link that cannot be right is refused`(_ links: String) async throws {
        let desk = DeskHouse()
        try await desk.open { client in
            let answer = try await Self.post(client, Self.whole.merging(["links": links]) { $1 })
            #expect(answer.status == 400 && answer.text.contains("href=\"#links\""))
        }
        #expect(desk.notices.memory.state.withLock { $0.drafts.isEmpty })
    }

    @Test func `about a child there is no file, no name and no address`() async throws {
        let desk = DeskHouse()
        try await desk.open { client in
            let first = [
                "screen": "1", "to": "2", "ground": "child-abuse", "links": "https://pictures.example/1",
                "sendsfile": "on",
            ]
            let second = try await Self.post(client, first)
            #expect(second.status == 200)
            #expect(!second.text.contains("name=\"email\" type") && !second.text.contains("name=\"name\" type"))
            let fields = Self.hidden(second.text).merging(["sender": "witness", "to": "3"]) { $1 }
            let third = try await Self.post(client, fields)
            #expect(third.status == 200 && !third.text.contains("type=\"file\""))

            // A browser that sends them all the same.
            let sent = try await Self.post(
                client,
                Self.whole.merging(["ground": "child-abuse", "email": "ada@example.org", "name": "Ada"]) { $1 },
                files: [Part("file", file: "a.png")])
            #expect(sent.status == 200)
            let only = Self.whole.merging(["ground": "child-abuse", "links": "", "sendsfile": "on"]) { $1 }
            let refused = try await Self.post(client, only, files: [Part("file", file: "a.png")])
            #expect(refused.status == 400 && refused.text.contains("We may not take the file"))
        }
        let drafts = desk.notices.memory.state.withLock { $0.drafts }
        #expect(drafts.count == 1 && drafts[0].email.isEmpty && drafts[0].name.isEmpty)
        #expect(drafts[0].things.count == 1 && drafts[0].ground == .childAbuse)
    }

    @Test func `an intimate picture of somebody under 18 is one of a child`() async throws {
        let desk = DeskHouse()
        try await desk.open { client in
            let minor = Self.whole.merging(["sender": "minor", "email": "ada@example.org"]) { $1 }
            let check = try await Self.post(client, minor.merging(["screen": "2", "to": "3"]) { $1 })
            #expect(check.text.contains("Because you are under 18") && !check.text.contains("ada@example.org"))
            #expect(try await Self.post(client, minor).status == 200)
            #expect(try await Self.post(client, minor.merging(["ground": "harassment"]) { $1 }).status == 200)
        }
        let drafts = desk.notices.memory.state.withLock { $0.drafts }
        #expect(drafts.map(\.ground) == [.childAbuse, .harassment])
        #expect(drafts[0].email.isEmpty && drafts[0].sender == .minor && drafts[1].email == "ada@example.org")
    }

    @Test func `a file comes with the last screen only where it was announced`() async throws {
        let desk = DeskHouse()
        try await desk.open { client in
            let fields = Self.whole.merging(["links": "", "sendsfile": "on"]) { $1 }
            let check = try await Self.post(client, fields.merging(["screen": "2", "to": "3"]) { $1 })
            #expect(check.text.contains("<input id=\"file\" name=\"file\" type=\"file\" required"))
            #expect(try await Self.post(client, fields).status == 400)
            #expect(try await Self.post(client, fields, files: [Part("file", file: "", [])]).status == 400)
            #expect(try await Self.post(client, fields, files: [Part("file", file: "me.png")]).status == 200)
            #expect(try await Self.post(client, Self.whole, files: [Part("file", file: "me.png")]).status == 200)
        }
        let drafts = desk.notices.memory.state.withLock { $0.drafts }
        #expect(drafts.count == 2 && drafts[1].things.count == 1)
        guard case .file(let picture) = drafts[0].things[0] else {
            Issue.record("a file is a file")
            return
        }
        #expect(picture.bytes == Made.png)
    }

    @Test(arguments: [
        ("ground", "x", "ground"), ("sender", "x", "sender"), ("email", "no address", "email"),
        ("email", "a@b", "email"), ("email", String(repeating: "a", count: 250) + "@b.org", "email"),
        ("name", String(repeating: "a", count: 255), "name"), ("earlier", "0123", "earlier"),
        ("explanation", String(repeating: "a", count: 10_001), "explanation"), ("bona-fide", "yes", "bona-fide"),
        ("us-take-it-down", "on", "signature"), ("links", "", "links"),
    ])
    func `a field that cannot be right is named and nothing is sent`(
        field: String, value: String, anchor: String
    ) async throws {
        let desk = DeskHouse()
        try await desk.open { client in
            let answer = try await Self.post(client, Self.whole.merging([field: value]) { $1 })
            #expect(answer.status == 400 && answer.text.contains("<a href=\"#\(anchor)\">"))
            #expect(answer.text.contains("id=\"\(anchor)\""), "the message leads to a field")
        }
        #expect(desk.notices.memory.state.withLock { $0.drafts.isEmpty })
    }

    @Test func `going back asks for nothing and loses nothing`() async throws {
        try await DeskHouse().open { client in
            let fields = ["screen": "2", "to": "1", "explanation": "half a sentence", "links": "not a link at all"]
            let back = try await Self.post(client, fields)
            #expect(back.status == 200 && back.text.contains("Step 1 of 3"))
            #expect(Self.hidden(back.text)["explanation"] == "half a sentence")
            #expect(back.text.contains("not a link at all</textarea>"))
        }
    }

    @Test func `a field that comes twice counts as not there`() async throws {
        let desk = DeskHouse()
        try await desk.open { client in
            let twice = Self.parts(Self.whole) + [Part("ground", "terms")]
            let answer = try await client.form("/notice?lang=en", twice, headers: Self.ours)
            #expect(answer.status == 400 && answer.text.contains("href=\"#ground\""))
        }
        #expect(desk.notices.memory.state.withLock { $0.drafts.isEmpty })
    }

    @Test(
        arguments: [
            [:], [.origin: "null"], [.origin: "null", .secFetchSite: "cross-site"],
            [.origin: "https://evil.example", .secFetchSite: "same-origin"], [.origin: "https://evil.example"],
            [.origin: "null", .secFetchSite: "none"],
        ] as [HTTPFields])
    func `a form from elsewhere does nothing`(_ headers: HTTPFields) async throws {
        let desk = DeskHouse()
        try await desk.open { client in
            let answer = try await Self.post(client, Self.whole, headers: headers)
            #expect(answer.status == 403)
        }
        #expect(desk.notices.memory.state.withLock { $0.drafts.isEmpty })
    }

    @Test func `the desk's refusal of a field leads to its screen`() async throws {
        for field in DeskError.Field.allCases {
            let desk = DeskHouse()
            desk.notices.memory.state.withLock { $0.error = .invalid(field) }
            try await desk.open { client in
                let answer = try await Self.post(client, Self.whole)
                #expect(answer.status == 400 && answer.text.contains("href=\"#\(NoticeRoutes.fault(field).field)\""))
                #expect(!answer.text.contains("error.\(field.rawValue)"))
            }
        }
        let desk = DeskHouse()
        desk.notices.memory.state.withLock { $0.error = .unavailable }
        let answer = try await desk.open { client in try await Self.post(client, Self.whole) }
        #expect(answer.status == 503)
    }

    @Test func `the twenty-first notice in an hour waits, and the form is bounded`() async throws {
        var desk = DeskHouse()
        desk.desk.formBytesMax = 200 << 10
        try await desk.open { [desk] client in
            for _ in 0..<20 { #expect(try await Self.post(client, Self.whole).status == 200) }
            let late = try await Self.post(client, Self.whole)
            #expect(late.status == 429 && late.header("retry-after") == "3600" && late.text.contains("60 minutes"))
            let large = [Part("file", file: "a.png", [UInt8](repeating: 1, count: 300 << 10))]
            #expect(try await Self.post(client, Self.whole, files: large).status == 413)
            #expect(desk.notices.memory.state.withLock { $0.drafts.count } == 20)
        }
    }
}
