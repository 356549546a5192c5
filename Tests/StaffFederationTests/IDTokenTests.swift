import SafetyModel
import StaffFederation
import Testing
import WireJSON

@Suite struct IDTokenTests {
    private let flow: SignInFlow

    init() throws { flow = try SignInFlow() }

    @Test(
        arguments: [
            ("iss", "https://id.example/realm/", OIDCError.TokenFault.issuer), ("iss", nil, .issuer),
            ("aud", "other", .audience),
            ("aud", [], .audience), ("aud", nil, .audience), ("aud", ["desk", "other"], .authorizedParty),
            ("azp", "other", .authorizedParty), ("exp", JSON(now - 60), .expired), ("exp", nil, .malformed),
            ("exp", "1796169700", .malformed), ("exp", JSON(Int.max), .malformed), ("iat", JSON(now + 61), .issuedAt),
            ("iat", JSON(now - 601), .issuedAt), ("iat", nil, .malformed), ("nbf", JSON(now + 61), .notBefore),
            ("nbf", "soon", .malformed), ("nonce", "other", .nonce), ("nonce", nil, .nonce), ("nonce", 7, .nonce),
            ("sub", "", .subject), ("sub", nil, .subject), ("sub", JSON(String(repeating: "s", count: 256)), .subject),
            ("sub", "\u{212A}", .subject), ("sub", "4\u{0}2", .subject), ("aud", ["desk", 7], .audience),
        ] as [(String, JSON?, OIDCError.TokenFault)])
    func `a claim that does not fit is refused`(name: String, value: JSON?, fault: OIDCError.TokenFault) async {
        #expect(await flow.failure(changes: [name: value]) == .token(fault))
    }

    @Test(
        arguments: [
            ("exp", JSON(now - 59)), ("iat", JSON(now + 60)), ("iat", JSON(now - 600)), ("aud", ["desk"]),
            ("azp", "desk"), ("nbf", JSON(now + 60)),
        ] as [(String, JSON)])
    func `a clock that is off by a minute, and one audience in an array, are put up with`(
        name: String, value: JSON
    ) async {
        #expect(await flow.failure(changes: [name: value]) == nil)
    }

    @Test func `several audiences are taken where the desk is who the token was made for`() async {
        #expect(await flow.failure(changes: ["aud": ["other", "desk"], "azp": "desk"]) == nil)
    }

    @Test(arguments: ["none", "None", "HS256", "HS512", "RS384", "RS512", "ES384", "ES256K", "ML-DSA-65", ""])
    func `a way of signing that is not allowed is refused`(algorithm: String) async {
        let error = await flow.failure(
            header: ["alg": JSON(algorithm), "kid": "r"], token: { $0.last == "." ? $0 + "AA" : $0 })

        #expect(error == .token(.algorithm))
    }

    @Test func `an unsigned token is refused`() async {
        #expect(await flow.failure(header: ["alg": "none"]) == .token(.malformed))
        #expect(await flow.failure(header: ["kid": "r"], token: { $0 + "AA" }) == .token(.algorithm))
    }

    @Test func `a token that demands what is not known is refused`() async {
        #expect(
            await flow.failure(header: ["alg": "RS256", "kid": "r", "crit": ["b64"], "b64": false])
                == .token(.critical))
    }

    @Test(arguments: [("RS256", "e"), ("ES256", "r"), ("ES256", "d"), ("EdDSA", "e"), ("RS256", "x"), ("RS256", "h")])
    func `a key of another kind or for another use does not count`(algorithm: String, key: String) async {
        #expect(
            await flow.failure(header: ["alg": JSON(algorithm), "kid": JSON(key)]) == .token(.unknownKey))
    }

    @Test func `a token without a key's name is taken where one key alone fits`() async {
        #expect(await flow.failure(header: ["alg": "ES256"]) == nil)
        #expect(await flow.failure(header: ["alg": "RS256"]) == nil)
    }

    @Test(arguments: ["RS256", "PS256", "ES256", "EdDSA"])
    func `a token that was changed, or whose signature was, is refused`(algorithm: String) async throws {
        let header = JSON([("alg", JSON(algorithm)), ("kid", JSON(["ES256": "e", "EdDSA": "d"][algorithm] ?? "r"))])
        let other = letters(flow.claims(nonce: "n", ["sub": "1"]).bytes)

        let changed = await flow.failure(
            header: header,
            token: { token in
                let parts = token.split(separator: ".")
                return parts[0] + "." + other + "." + parts[2]
            })
        let resigned = await flow.failure(
            header: header,
            token: { token in
                let parts = token.split(separator: ".")
                return parts[0] + "." + parts[1] + "." + (parts[2].first == "A" ? "B" : "A") + parts[2].dropFirst()
            })
        let shortened = await flow.failure(header: header, token: { String($0.dropLast(8)) })

        #expect(changed == .token(.signature))
        #expect(resigned == .token(.signature))
        #expect(shortened == .token(.signature))
    }

    @Test func `a signature of RS256 does not count as one of PS256`() async throws {
        let error = await flow.failure(
            header: ["alg": "RS256", "kid": "r"],
            token: { token in
                let parts = token.split(separator: ".")
                return letters(JSON([("alg", "PS256"), ("kid", "r")]).bytes) + "." + parts[1] + "." + parts[2]
            })

        #expect(error == .token(.signature))
        // And the key goes on working for either.
        #expect(await flow.failure(header: ["alg": "PS256", "kid": "r"]) == nil)
        #expect(await flow.failure(header: ["alg": "RS256", "kid": "r"]) == nil)
    }

    @Test(arguments: ["", ".", "..", "a.b.c", "e30.e30.", "e30.e30", "W10.e30.AA", "e30.e30.AA.AA", "e3 0.e30.AA"])
    func `what is no token is refused`(text: String) async {
        let error = await flow.failure(token: { _ in text })

        #expect(error == .token(.malformed) || error == .token(.algorithm))
    }

    @Test func `a header or claims that name a thing twice are refused`() async throws {
        let twice = letters(Array(#"{"alg":"RS256","alg":"RS256","kid":"r"}"#.utf8))

        let error = await flow.failure(
            token: { token in twice + "." + token.split(separator: ".").dropFirst().joined(separator: ".") })

        #expect(error == .token(.malformed))
    }

    @Test func `a token that is too large is refused`() async {
        #expect(
            await flow.failure(changes: ["name": JSON(String(repeating: "n", count: 40_000))]) == .token(.tooLarge))
    }
}
