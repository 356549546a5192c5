@testable import Generators
import SafetyModel
import Screening
import Testing

/// What each vendor says when it gives no picture, and what Vangrail makes of it.
@Suite struct AnswerTests {
    struct Canned: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var status: Int
        var body: String
        var headers: [(String, String)] = []
        var error: GeneratorError

        init(
            _ name: String, _ status: Int, _ body: String, _ headers: [(String, String)] = [], is error: GeneratorError
        ) {
            testDescription = name
            self.status = status
            self.body = body
            self.headers = headers
            self.error = error
        }
    }

    static let b64 = FakeUpstream.base64(FakeUpstream.onePixel)

    static let blocked: [Canned] = [
        Canned(
            "OpenAI", 400,
            #"{"error":{"message":"Your request was rejected.","type":"image_generation_user_error","param":null,"code":"moderation_blocked","moderation_details":{"moderation_stage":"input","categories":["other"]}}}"#,
            is: .blocked),
        Canned(
            "OpenAI, details only", 400,
            #"{"error":{"message":"no","type":"x","param":null,"code":null,"moderation_details":{"moderation_stage":"output","categories":["other"]}}}"#,
            is: .blocked),
        Canned(
            "OpenAI, message only", 400,
            #"{"error":{"message":"Rejected. safety_violations=[other]","type":"x","param":null,"code":null}}"#,
            is: .blocked),
        Canned(
            "dall-e", 400,
            #"{"error":{"code":"content_policy_violation","type":"invalid_request_error","param":null,"message":"Your request was rejected as a result of our safety system."}}"#,
            is: .blocked),
        Canned("Responses", 400, #"{"error":{"code":"image_content_policy_violation","message":"no"}}"#, is: .blocked),
        Canned(
            "Azure 1", 400,
            #"{"error":{"message":"The response was filtered","type":null,"param":"prompt","code":"content_filter","status":400,"innererror":{"code":"ResponsibleAIPolicyViolation","content_filter_result":{"violence":{"filtered":true,"severity":"high"}}}}}"#,
            is: .blocked),
        Canned(
            "Azure 1, inner code only", 400,
            #"{"error":{"message":"no","code":"BadRequest","innererror":{"code":"ResponsibleAIPolicyViolation"}}}"#,
            is: .blocked),
        Canned(
            "Azure 2", 400,
            #"{"error":{"code":"content_policy_violation","inner_error":{"code":"ResponsibleAIPolicyViolation","content_filter_results":{"jailbreak":{"detected":false,"filtered":false}}},"message":"no","type":"invalid_request_error"}}"#,
            is: .blocked),
        Canned(
            "Azure 3, on the picture", 200,
            #"{"data":[{"b64_json":"\#(b64)","content_filter_results":{"violence":{"filtered":true,"severity":"high"}}}]}"#,
            is: .blocked),
        Canned(
            "Azure 3, on the prompt", 200,
            #"{"data":[{"b64_json":"\#(b64)"}],"prompt_filter_results":[{"prompt_index":0,"content_filter_results":{"violence":{"filtered":true}}}]}"#,
            is: .blocked),
        Canned(
            "Azure 4", 403,
            #"{"error":{"code":"Forbidden","message":"Your resource has been temporarily blocked because we detected behavior that may violate our content policy."}}"#,
            is: .blocked),
        Canned("xAI", 200, #"{"data":[{"b64_json":"\#(b64)","respect_moderation":false}]}"#, is: .blocked),
        Canned(
            "xAI, one of two", 200,
            #"{"data":[{"b64_json":"\#(b64)","respect_moderation":true},{"url":"","respect_moderation":false}]}"#,
            is: .blocked),
        Canned("Imagen", 200, #"{"predictions":[{"raiFilteredReason":"Support codes: 56562880"}]}"#, is: .blocked),
        Canned("Gemini, prompt", 200, #"{"promptFeedback":{"blockReason":"OTHER"}}"#, is: .blocked),
        Canned("Gemini, picture", 200, #"{"candidates":[{"finishReason":"IMAGE_SAFETY"}]}"#, is: .blocked),
        Canned(
            "Stability 403", 403,
            #"{"id":"1","name":"content_moderation","errors":["Your request was flagged by our content moderation system."]}"#,
            is: .blocked),
        Canned("Stability 200", 200, #"{"image":"\#(b64)","finish_reason":"CONTENT_FILTERED","seed":1}"#, is: .blocked),
        Canned("BFL", 200, #"{"id":"1","status":"Request Moderated","result":null}"#, is: .blocked),
        Canned("an error with status 200", 200, #"{"error":{"code":"content_filter","message":"no"}}"#, is: .blocked),
    ]

    static let others: [Canned] = [
        Canned("no data", 200, #"{"created":1}"#, is: .empty),
        Canned("data empty", 200, #"{"created":1,"data":[]}"#, is: .empty),
        Canned("picture missing", 200, #"{"data":[{"revised_prompt":"x"}]}"#, is: .empty),
        Canned("picture null", 200, #"{"data":[{"b64_json":null}]}"#, is: .empty),
        Canned("picture empty", 200, #"{"data":[{"b64_json":""}]}"#, is: .empty),
        Canned("picture not base64", 200, #"{"data":[{"b64_json":"***"}]}"#, is: .failed),
        Canned("not JSON", 200, "<html>", is: .failed),
        Canned("key twice", 200, #"{"data":[{"b64_json":"\#(b64)"}],"data":[]}"#, is: .failed),
        Canned("data URL empty", 200, #"{"data":[{"url":"data:image/png;base64,"}]}"#, is: .failed),
        Canned("JSON cut off", 200, #"{"data":[{"b64_json":"\#(b64)"#, is: .failed),
        Canned(
            "bad parameter", 400,
            #"{"error":{"message":"Invalid size","type":"invalid_request_error","param":"size","code":null}}"#,
            is: .unsupported("Invalid size")),
        Canned("unknown route", 404, #"{"detail":"Not Found"}"#, is: .unsupported("Not Found")),
        Canned(
            "FastAPI", 422, #"{"detail":[{"loc":["body","n"],"msg":"n is too large","type":"x"}]}"#,
            is: .unsupported("n is too large")),
        Canned("plain text error", 400, #"{"error":"model not loaded"}"#, is: .unsupported("model not loaded")),
        Canned("400 without JSON", 400, "no", is: .unsupported("the generator does not accept this request")),
        Canned(
            "wrong key", 401, #"{"error":{"message":"Incorrect API key provided: key-1","code":"invalid_api_key"}}"#,
            is: .failed),
        Canned("forbidden", 403, #"{"error":{"code":"Forbidden","message":"no access"}}"#, is: .failed),
        Canned(
            "quota", 429, #"{"error":{"code":"rate_limit_exceeded","message":"slow"}}"#, [("retry-after", "17")],
            is: .overloaded(retryAfterSeconds: 17)),
        Canned("quota without time", 429, "", is: .overloaded(retryAfterSeconds: 5)),
        Canned(
            "quota with a date", 429, "", [("retry-after", "Wed, 21 Oct 2026 07:28:00 GMT")],
            is: .overloaded(retryAfterSeconds: 5)),
        Canned("quota for ages", 429, "", [("retry-after", "999999")], is: .overloaded(retryAfterSeconds: 3600)),
        Canned("boom", 500, #"{"error":{"message":"boom"}}"#, is: .failed),
        Canned("boom that mentions a policy", 500, #"{"error":{"code":"content_filter"}}"#, is: .failed),
        Canned("bad gateway", 502, "", is: .failed),
        Canned("gateway gave up", 504, "", is: .timedOut),
        Canned("busy for long", 503, "", [("retry-after", "30")], is: .overloaded(retryAfterSeconds: 30)),
        Canned("busy", 503, "", is: .failed),
        Canned("redirect", 302, "", [("location", "http://127.0.0.1:1/")], is: .failed),
    ]

    @Test(arguments: blocked)
    func `a refusal is blocked however it is spelt`(canned: Canned) async throws {
        try await check(canned)
    }

    @Test(arguments: others)
    func `failed, empty, wrong and overloaded are different answers`(canned: Canned) async throws {
        try await check(canned)
    }

    private func check(_ canned: Canned) async throws {
        let outcome = try await ask { _ in FakeUpstream.json(canned.status, canned.body, headers: canned.headers) }

        #expect(outcome.error == canned.error)
        #expect(outcome.frames.lines.isEmpty)
        #expect(outcome.seen.count == 1)
    }

    @Test func `a message that is shown holds no key, no address and no long code`() {
        let refusal = UpstreamRefusal(keys: ["secret-1"])
        let long = String(repeating: "A", count: 90)

        #expect(
            refusal.shown("bad secret-1 at http://10.0.0.1/x\nwith sk-abc and \(long) here")
                == "bad […] at […] with […] and […] here")
        #expect(refusal.shown("one\u{202E}two\u{0}three") == "one two three")
        #expect(refusal.shown(String(repeating: "word ", count: 200)).count == 300)
        #expect(refusal.shown(nil) == refusal.shown(""))
    }

    @Test func `an answer brings its pictures in order with what it says about them`() async throws {
        let body = """
            {"created":1,"size":"1024x1024","quality":"high","background":"opaque","output_format":"png",
             "data":[{"b64_json":"\(Self.b64)","revised_prompt":"a \\u00e9 \\ud83d\\udeb2"},
                     {"b64_json":"data:image/png;base64,\(Self.b64)"},
                     {"url":"data:image/png;base64,\(Self.b64)"}],
             "usage":{"total_tokens":100,"input_tokens":50,"input_tokens_details":{"text_tokens":10,"image_tokens":40}}}
            """
        let outcome = try await ask { _ in FakeUpstream.json(200, body) }

        #expect(outcome.frames.lines == ["final 0 (67 bytes) a é 🚲", "final 1 (67 bytes)", "final 2 (67 bytes)"])
        #expect(outcome.frames.pictures.allSatisfy { $0 == Samples.picture })
        let summary = try #require(outcome.summary)
        #expect(summary.size == "1024x1024" && summary.quality == "high" && summary.background == "opaque")
        #expect(
            summary.usage == [
                "total_tokens": 100, "input_tokens": 50, "input_tokens_details.text_tokens": 10,
                "input_tokens_details.image_tokens": 40,
            ])
    }

    @Test(arguments: [true, false])
    func `an answer beyond the bound fails, announced or not`(announced: Bool) async throws {
        let outcome = try await ask(settings: { $0.answerBytesMax = 10_000 }) { _ in
            let headers = [("content-type", "application/json")] + (announced ? [("content-length", "20000")] : [])
            return [.head(status: 200, headers: headers), .bytes([UInt8](repeating: 0x20, count: 20_000)), .end]
        }
        #expect(outcome.error == .failed)
    }

    @Test func `a picture beyond the bound fails`() async throws {
        let outcome = try await ask(settings: { $0.pictureBytesMax = 60 }) { _ in
            FakeUpstream.pictures([FakeUpstream.onePixel])
        }
        #expect(outcome.error == .failed)
    }
}
