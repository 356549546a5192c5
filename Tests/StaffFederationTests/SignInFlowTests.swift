import Casework
import Crypto
import SafetyModel
import StaffAccess
import StaffFederation
import Testing
import WireJSON

@Suite struct SignInFlowTests {
    private let flow: SignInFlow

    init() throws { flow = try SignInFlow() }

    @Test func `a person is sent to the provider with everything that binds the way back`() async throws {
        let (address, pending) = try await flow.client.begin(at: start)
        let sent = parameters(of: address)

        #expect(address.hasPrefix("https://id.example/authorize?tenant=a&response_type=code&client_id=desk&"))
        #expect(sent["redirect_uri"] == "https://desk.example/back")
        #expect(sent["scope"] == "openid profile email")
        #expect(sent["code_challenge_method"] == "S256")
        #expect(Set([sent["state"], sent["nonce"], sent["code_challenge"]].compactMap { $0 }).count == 3)
        #expect(sent["state"]?.utf8.count == 43)
        #expect(!"\(pending)".contains(try #require(sent["state"])))
    }

    @Test(arguments: [("RS256", "r"), ("PS256", "r"), ("ES256", "e"), ("EdDSA", "d")])
    func `whoever the provider vouches for is let in, however it signs`(algorithm: String, key: String) async throws {
        let identity = try await flow.run(header: ["alg": JSON(algorithm), "kid": JSON(key), "typ": "JWT"])

        #expect(identity.link == FederationLink(issuer: "https://id.example/realm", subject: "42"))
        #expect(identity.roles == [.lead, .reviewer])
        #expect(identity.displayName == "Anna Jansen")
        #expect(identity.proposedName == SignInName("anna.jansen"))
    }

    @Test func `the code is shown with the secret and with what the challenge was made from`() async throws {
        let (address, pending) = try await flow.client.begin(at: start)
        let sent = parameters(of: address)
        flow.provider.answer(
            idToken: try flow.keys.token(
                header: ["alg": "ES256", "kid": "e"], claims: flow.claims(nonce: sent["nonce"])))
        _ = try await flow.client.finish(
            OIDCCallback(code: "c0de+/", state: sent["state"], issuer: nil, error: nil), pending: pending, at: start)

        let request = try #require(flow.provider.requests(.token).first)
        let form = parameters(of: "?" + String(decoding: request.body, as: UTF8.self))
        let verifier = try #require(form["code_verifier"])
        #expect(request.method == "POST")
        #expect(form["code"] == "c0de+/")
        #expect(form["grant_type"] == "authorization_code")
        #expect(letters(SHA256.hash(data: Array(verifier.utf8))) == sent["code_challenge"])
        let basic = "Basic " + Base64.text(Array("desk:se%3Acret%20%26".utf8))
        #expect(request.headers.first { $0.name == "authorization" }?.value == basic)
        #expect(form["client_secret"] == nil)
    }

    @Test func `a provider that takes the secret in the body only gets it there`() async throws {
        flow.provider.change { $0.discovery.append(("token_endpoint_auth_methods_supported", ["client_secret_post"])) }

        _ = try await flow.run()

        let request = try #require(flow.provider.requests(.token).first)
        #expect(parameters(of: "?" + String(decoding: request.body, as: UTF8.self))["client_secret"] == "se:cret &")
        #expect(!request.headers.contains { $0.name == "authorization" })
    }

    @Test func `a way back that does not fit is refused before the code is shown`() async {
        #expect(await flow.failure(callback: { $0.state = "other" }) == .callback(.state))
        #expect(await flow.failure(callback: { $0.state = nil }) == .callback(.state))
        #expect(await flow.failure(callback: { $0.code = nil }) == .callback(.code))
        #expect(await flow.failure(callback: { $0.code = "" }) == .callback(.code))
        #expect(await flow.failure(callback: { $0.issuer = "https://evil.example" }) == .callback(.issuer))
        #expect(await flow.failure(callback: { $0.error = "access_denied" }) == .provider("access_denied"))
        #expect(await flow.failure(callback: { $0.error = "<script>" }) == .provider("unreadable"))
        #expect(flow.provider.requests(.token).isEmpty)
    }

    @Test func `a provider that says that it names itself has to`() async {
        flow.provider.change { $0.discovery.append(("authorization_response_iss_parameter_supported", true)) }

        #expect(await flow.failure() == .callback(.issuer))
        #expect(await flow.failure(callback: { $0.issuer = "https://id.example/realm" }) == nil)
    }

    @Test func `a sign-in that takes longer than ten minutes is over`() async throws {
        let (address, pending) = try await flow.client.begin(at: start)
        let callback = OIDCCallback(code: "c", state: parameters(of: address)["state"], issuer: nil, error: nil)

        for seconds in [-1, 600] as [Int64] {
            await #expect(throws: OIDCError.callback(.expired)) {
                try await flow.client.finish(callback, pending: pending, at: start.adding(seconds: seconds))
            }
        }
    }

    @Test(arguments: [
        (
            OIDCResponse(status: 400, body: JSON([("error", "invalid_grant")]).bytes),
            OIDCError.provider("invalid_grant")
        ),
        (OIDCResponse(status: 500, body: []), .status(.token, 500)),
        (OIDCResponse(status: 302, body: []), .status(.token, 302)),
        (OIDCResponse(status: 200, body: Array("nonsense".utf8)), .malformed(.token, .json)),
        (OIDCResponse(status: 200, body: JSON([("access_token", "a")]).bytes), .malformed(.token, .idToken)),
        (OIDCResponse(status: 200, body: [UInt8](repeating: 32, count: 200_000)), .tooLarge(.token)),
    ])
    func `what the token endpoint gets wrong is told to the log`(answer: OIDCResponse, error: OIDCError) async {
        flow.provider.change { $0.answers[.token] = answer }

        #expect(await flow.failure() == error)
    }

    @Test func `a provider that does not answer is told to the log`() async {
        for endpoint in [OIDCError.Endpoint.token, .keys, .discovery] {
            guard let flow = try? SignInFlow() else { continue }
            flow.provider.change { $0.silent = [endpoint] }
            #expect(await flow.failure() == .unreachable(endpoint))
        }
    }

    @Test func `a member is let in with the roles of today`() async throws {
        let identity = try await flow.run()
        let member = StaffMember.federated(
            id: StaffID(text: "stf_1"), name: try #require(identity.proposedName), displayName: "Anna",
            roles: [.reviewer], link: identity.link, at: start)

        guard
            case .signedIn(let changed?) = StaffMember.admit(
                member, by: identity.link, displayName: "Anna Jansen", roles: identity.roles)
        else {
            Issue.record("not let in")
            return
        }
        #expect(changed.roles == [.lead, .reviewer])
        #expect(
            StaffMember.admit(changed, by: identity.link, displayName: "Anna Jansen", roles: identity.roles)
                == .signedIn(changed: nil))
        #expect(
            StaffMember.admit(
                member, by: FederationLink(issuer: "x", subject: "42"), displayName: "", roles: identity.roles)
                == .refused(.otherPerson))
        #expect(
            StaffMember.admit(
                member.deactivated(at: start), by: identity.link, displayName: "", roles: identity.roles)
                == .refused(.inactive))
        #expect(StaffMember.admit(member, by: identity.link, displayName: "", roles: []) == .refused(.noRole))
        let cost = try #require(PassphraseCost(log2N: 10, blockSize: 1, parallelism: 1))
        let attempt = SignInAttempt(name: "anna.jansen", passphrase: "anything at all", code: "123456")
        #expect(
            try StaffEntrance(cost: cost, random: seededRandom()).signIn(attempt, member: member, at: start).outcome
                == .refused(.federated))
    }
}
