import Casework
import SafetyModel
import StaffAccess
import StaffFederation
import Testing
import WireJSON

@Suite struct ProviderTests {
    private let flow: SignInFlow

    init() throws { flow = try SignInFlow() }

    private func replace(_ name: String, _ value: JSON?) {
        flow.provider.change { state in
            state.discovery.removeAll { $0.0 == name }
            state.discovery.append((name, value))
        }
    }

    @Test func `discovery and keys are asked for once an hour`() async throws {
        for seconds in [0, 10, 3599] as [Int64] {
            let moment = start.adding(seconds: seconds)
            let changes: [String: JSON?] = ["iat": JSON(now + Int(seconds)), "exp": JSON(now + 4000)]
            #expect(await flow.failure(changes: changes, at: moment) == nil)
        }
        #expect(flow.provider.requests(.discovery).count == 1)
        #expect(flow.provider.requests(.keys).count == 1)

        let changes: [String: JSON?] = ["iat": JSON(now + 3600), "exp": JSON(now + 4000)]
        #expect(await flow.failure(changes: changes, at: start.adding(seconds: 3600)) == nil)
        #expect(flow.provider.requests(.discovery).count == 2)
        #expect(flow.provider.requests(.keys).count == 2)
        #expect(
            flow.provider.requests(.discovery).first?.address.text
                == "https://id.example/realm/.well-known/openid-configuration")
    }

    @Test func `an unknown key leads to a new look at the keys, at most once a minute`() async throws {
        #expect(await flow.failure() == nil)
        let asked = { flow.provider.requests(.keys).count }

        for (seconds, count) in [(1, 1), (59, 1), (60, 2), (61, 2), (119, 2), (120, 3)] as [(Int64, Int)] {
            let header: JSON = ["alg": "RS256", "kid": "new"]
            #expect(await flow.failure(header: header, at: start.adding(seconds: seconds)) == .token(.unknownKey))
            #expect(asked() == count, "after \(seconds) seconds")
        }
        #expect(await flow.failure(at: start.adding(seconds: 121)) == nil)
    }

    @Test func `a key that the provider has since made is found`() async throws {
        #expect(await flow.failure() == nil)
        flow.provider.change { state in
            state.keys = state.keys.map { key in
                guard case .object(let object) = key, key.member("kid")?.text == "r" else { return key }
                return JSON(object.members.map { ($0.key, $0.key == "kid" ? "new" : $0.value) })
            }
        }

        let moment = start.adding(seconds: 90)
        #expect(await flow.failure(header: ["alg": "RS256", "kid": "new"], at: moment) == nil)
        #expect(await flow.failure(header: ["alg": "RS256", "kid": "r"], at: moment) == .token(.unknownKey))
    }

    @Test func `many who come at once share one look at the keys`() async throws {
        let (address, pending) = try await flow.client.begin(at: start)
        let sent = parameters(of: address)
        flow.provider.answer(
            idToken: try flow.keys.token(
                header: ["alg": "RS256", "kid": "r"], claims: flow.claims(nonce: sent["nonce"])))
        let callback = OIDCCallback(code: "c", state: sent["state"], issuer: nil, error: nil)

        let subjects = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    try await flow.client.finish(callback, pending: pending, at: start).link.subject
                }
            }
            return try await group.reduce(into: [String]()) { $0.append($1) }
        }

        #expect(subjects.count == 20)
        #expect(flow.provider.requests(.keys).count == 1)
    }

    @Test(
        arguments: [
            ("issuer", "https://id.example/other", OIDCError.otherIssuer),
            ("issuer", nil, .malformed(.discovery, .issuer)),
            ("token_endpoint", nil, .malformed(.discovery, .endpoints)),
            ("token_endpoint", "http://id.example/token", .malformed(.discovery, .endpoints)),
            ("token_endpoint", "http://localhost:9200/token", .malformed(.discovery, .endpoints)),
            ("jwks_uri", "http://127.0.0.1/keys", .malformed(.discovery, .endpoints)),
            ("jwks_uri", "file:///keys", .malformed(.discovery, .endpoints)),
            ("authorization_endpoint", "https://id.example/a#b", .malformed(.discovery, .endpoints)),
            ("authorization_endpoint", "javascript:alert(1)", .malformed(.discovery, .endpoints)),
            ("response_types_supported", ["id_token"], .malformed(.discovery, .methods)),
            ("code_challenge_methods_supported", ["plain"], .malformed(.discovery, .methods)),
            ("token_endpoint_auth_methods_supported", ["private_key_jwt"], .malformed(.discovery, .methods)),
        ] as [(String, JSON?, OIDCError)])
    func `a discovery document that does not fit is refused`(name: String, value: JSON?, error: OIDCError) async {
        replace(name, value)

        #expect(await flow.failure() == error)
    }

    @Test(arguments: [
        ("", OIDCError.Part.json), ("[]", .keys), (#"{"keys":[]}"#, .keys), (#"{"keys":7}"#, .keys),
        (#"{"keys":[{"kty":"oct","k":"AA","kid":"r"}]}"#, .keys), (#"{"keys":[{"kty":"RSA","kid":"r"}]}"#, .keys),
        (#"{"keys":[{"kty":"EC","crv":"P-521","x":"AA","y":"AA"}]}"#, .keys), (#"{"keys":[null,7,{}]}"#, .keys),
    ])
    func `keys that do not fit are refused`(body: String, part: OIDCError.Part) async {
        flow.provider.change { $0.answers[.keys] = OIDCResponse(status: 200, body: Array(body.utf8)) }

        #expect(await flow.failure() == .malformed(.keys, part))
    }

    @Test func `a key that is nonsense signs nothing`() async {
        let body =
            #"{"keys":[{"kty":"RSA","kid":"r","n":"!!","e":"AQAB"},{"kty":"EC","crv":"P-256","kid":"e","x":"AA","y":"AA"}]}"#
        flow.provider.change { $0.answers[.keys] = OIDCResponse(status: 200, body: Array(body.utf8)) }

        #expect(await flow.failure() == .token(.signature))
        #expect(await flow.failure(header: ["alg": "ES256", "kid": "e"]) == .token(.signature))
    }

    @Test func `answers that are too large or not there are refused`() async throws {
        for endpoint in [OIDCError.Endpoint.keys, .discovery] {
            flow.provider.change {
                $0.answers = [endpoint: OIDCResponse(status: 200, body: [UInt8](repeating: 32, count: 300_000))]
            }
            #expect(try await flow.forgetting().failure() == .tooLarge(endpoint))
            flow.provider.change { $0.answers = [endpoint: OIDCResponse(status: 404, body: [])] }
            #expect(try await flow.forgetting().failure() == .status(endpoint, 404))
        }
    }

    @Test func `a claim can lie under its own name, in an object, as one word or as many`() async throws {
        let cases: [(String, String, JSON)] = [
            ("groups", "groups", ["a", "b"]), ("role", "role", "b"),
            ("https://x.example/roles", "https://x.example/roles", ["b"]),
            ("a.b.c", "a", ["b": ["c": "b"]]),
        ]
        for (claim, member, value) in cases {
            let flow = try SignInFlow(roles: RoleClaim(name: claim, roles: ["b": [.auditor]]))
            #expect(try await flow.run(changes: [member: value]).roles == [.auditor], "\(claim)")
            #expect(await flow.failure(changes: [member: ["a": ["b": "b"]]]) == .noRole)
        }
    }

    @Test func `a word that only looks like another gives none of its roles`() async throws {
        let flow = try SignInFlow(roles: RoleClaim(name: "groups", roles: ["\u{E9}quipe": [.lead]]))

        #expect(try await flow.run(changes: ["groups": ["\u{E9}quipe"]]).roles == [.lead])
        #expect(await flow.failure(changes: ["groups": ["e\u{301}quipe"]]) == .noRole)
    }

    @Test func `settings that cannot be used are named`() throws {
        let cases: [(OIDCError.Setting, () throws(OIDCError) -> FederationSettings)] = [
            (.issuer, { () throws(OIDCError) in try SignInFlow.settings(issuer: "http://id.example") }),
            (.issuer, { () throws(OIDCError) in try SignInFlow.settings(issuer: "https://id.example?x") }),
            (.issuer, { () throws(OIDCError) in try SignInFlow.settings(issuer: "https://user@id.example") }),
            (.redirect, { () throws(OIDCError) in try SignInFlow.settings(redirect: "/back") }),
            (.clientID, { () throws(OIDCError) in try SignInFlow.settings(clientID: "") }),
            (.clientSecret, { () throws(OIDCError) in try SignInFlow.settings(clientSecret: "line\nbreak") }),
        ]
        for (setting, make) in cases { #expect(throws: OIDCError.settings(setting)) { try make() } }
        #expect(throws: OIDCError.settings(.roles)) { try RoleClaim(name: "", roles: ["a": [.lead]]) }
        #expect(throws: OIDCError.settings(.roles)) { try RoleClaim(name: "a", roles: ["a": []]) }
        #expect(!"\(try SignInFlow.settings())".contains("cret"))
    }

    @Test(arguments: [
        "http://localhost:8080/x", "http://127.0.0.1", "http://[::1]:99/", "https://[2001:db8::1]/",
        "https://a.example:443",
    ])
    func `an address that secrets may travel to reads`(text: String) { #expect(ProviderAddress(text)?.text == text) }

    @Test(arguments: [
        "", "https://", "https:///x", "http://localhost.example", "http://127.0.0.1.example", "https://a.example:0",
        "https://a.example:99999", "https://a.example:", "https://a.example:+80", "https://a b", "https://ä.example",
        "https://[::1",
        "HTTPS://a.example", "https://a\\@b", "http://[::1]x",
    ])
    func `any other address does not`(text: String) { #expect(ProviderAddress(text) == nil) }

    @Test func `every error says something to the log and nothing of it to people`() {
        let errors: [OIDCError] =
            OIDCError.Setting.allCases.map { .settings($0) } + OIDCError.TokenFault.allCases.map { .token($0) }
            + OIDCError.CallbackFault.allCases.map { .callback($0) }
            + OIDCError.Endpoint.allCases.flatMap { [.unreachable($0), .status($0, 500), .tooLarge($0)] }
            + [.otherIssuer, .provider("access_denied"), .noRole]

        #expect(Set(errors.map(\.code)).count == errors.count)
        #expect(Set(errors.map(\.message)).count == errors.count)
        for error in errors { #expect(!OIDCError.userMessage.contains(error.message)) }
    }
}
