import Foundation
import HTTPTypes
import SafetyModel
import Testing
import WireJSON

@testable import GatewayAPI
@testable import Screening

@Suite struct GenerationTests {
    @Test func `a generation answers with its picture in base64, its decision and no invitation to cache`() async throws
    {
        let house = House()

        let answer = try await house.open {
            try await $0.generate(#"{"prompt":"a lighthouse","n":2,"size":"512x512"}"#)
        }

        #expect(answer.status == 200)
        #expect(answer.json["data"].count == 2)
        #expect(answer.json["data"][0]["b64_json"].text == Data(Made.png).base64EncodedString())
        #expect(answer.json["created"].integer == 1_780_000_000)
        #expect(answer.json["size"].text == "512x256")
        #expect(answer.json["usage"]["input_tokens_details"]["text_tokens"].integer == 2)
        #expect(answer.header("x-vangrail-decision") == "dec_test")
        #expect(answer.header("x-request-id")?.hasPrefix("req_") == true)
        #expect(answer.header("cache-control") == "no-store")
        let request = try #require(house.gate.requests.first)
        #expect(request.prompt == Prompt("a lighthouse"))
        #expect(request.parameters.count == 2)
        #expect(request.parameters.size == "512x512")
        #expect(request.requester == Requester())
    }

    @Test func `every known field arrives typed`() async throws {
        let house = House()

        let answer = try await house.open {
            try await $0.generate(
                """
                {"prompt":"x","model":"gpt-image-1.5","n":1.0,"quality":"high","background":"opaque","style":"vivid",
                "moderation":"low","output_format":"webp","output_compression":70,"response_format":"url","user":"u-1"}
                """)
        }

        #expect(answer.status == 200)
        let request = try #require(house.gate.requests.first)
        let expected = ImageRequest.Parameters(
            model: "gpt-image-1.5", count: 1, quality: "high", background: "opaque", style: "vivid",
            moderation: "low", outputFormat: .webp, outputCompression: 70)
        #expect(request.parameters == expected)
        #expect(request.wantsLink)
        #expect(request.requester.account == AccountID(text: "u-1"))
        #expect(
            answer.json["data"][0]["url"].text?.hasPrefix("https://gate.example/v1/vangrail/pictures/out_0?") == true)
    }

    @Test(arguments: [
        (#"{}"#, "prompt"), (#"{"prompt":""}"#, "prompt"), (#"{"prompt":["a"]}"#, "prompt"),
        (#"{"prompt":{"text":"a"}}"#, "prompt"), (#"{"prompt":"a","n":0}"#, "n"), (#"{"prompt":"a","n":11}"#, "n"),
        (#"{"prompt":"a","n":"2"}"#, "n"), (#"{"prompt":"a","n":1.5}"#, "n"), (#"{"prompt":"a","size":"1x1"}"#, "size"),
        (#"{"prompt":"a","size":"+512x512"}"#, "size"), (#"{"prompt":"a","size":"512x513"}"#, "size"),
        (#"{"prompt":"a","quality":"superb"}"#, "quality"), (#"{"prompt":"a","style":"as a photo"}"#, "style"),
        (#"{"prompt":"a","background":"a beach"}"#, "background"),
        (#"{"prompt":"a","moderation":"off"}"#, "moderation"),
        (#"{"prompt":"a","output_format":"gif"}"#, "output_format"),
        (#"{"prompt":"a","model":"draw me a cat"}"#, "model"),
        (#"{"prompt":"a","output_compression":101}"#, "output_compression"),
        (#"{"prompt":"a","stream":"maybe"}"#, "stream"),
        (#"{"prompt":"a","stream":true,"partial_images":4}"#, "partial_images"),
        (#"{"prompt":"a","partial_images":2}"#, "partial_images"),
        (#"{"prompt":"a","stream":true,"response_format":"url"}"#, "response_format"),
        (#"{"prompt":"a","init_image":"https://example.org/a.png"}"#, "init_image"),
        (#"{"prompt":"a","init_image":"data:image/png;base64,AAAA"}"#, "init_image"),
        (#"{"prompt":"a","seed":{"a":1}}"#, "seed"), (#"{"prompt":"a","loras":["a"]}"#, "loras"),
    ])
    func `a field that is missing or wrong is a 400 that names it`(_ body: String, _ param: String) async throws {
        let house = House()

        let answer = try await house.open { try await $0.generate(body) }

        #expect(answer.status == 400)
        #expect(answer.error["param"].text == param)
        #expect(answer.error["type"].text == "invalid_request_error")
        #expect(answer.error["message"].text?.isEmpty == false)
        #expect(house.gate.requests.isEmpty)
    }

    @Test func `a prompt is bounded by its model, and a long one by 32,000 characters`() async throws {
        let house = House()
        let answers = try await house.open { client in
            let long = String(repeating: "é", count: 32_000)
            return [
                try await client.generate(#"{"prompt":"\#(long)"}"#).status,
                try await client.generate(#"{"prompt":"\#(long)x"}"#).status,
                try await client.generate(#"{"model":"dall-e-2","prompt":"\#(String(repeating: "a", count: 1001))"}"#)
                    .status,
            ]
        }
        #expect(answers == [200, 400, 400])
    }

    @Test func `an unknown text is read as prompt and goes no further`() async throws {
        let house = House()

        let answer = try await house.open {
            try await $0.generate(#"{"prompt":"a","negative_prompt":"fog","seed":7,"tiling":true}"#)
        }

        #expect(answer.status == 200)
        let request = try #require(house.gate.requests.first)
        #expect(request.prompt == Prompt(turns: ["a"], sideTexts: ["fog"]))
        #expect(request.parameters.extra.isEmpty)
    }

    @Test func `what looks like encoded data is refused in a field that nobody knows`() async throws {
        let house = House()
        let data = String(repeating: "QUJD", count: 20)
        let answer = try await house.open { try await $0.generate(#"{"prompt":"a","control":"\#(data)"}"#) }
        #expect(answer.status == 400)
        #expect(answer.error["code"].text == "unknown_parameter")
    }

    @Test func `a field that the operator lists goes on as it is, and its text is still read`() async throws {
        var house = House()
        house.settings.extraFields = ["negative_prompt", "seed", "options"]

        let answer = try await house.open {
            try await $0.generate(#"{"prompt":"a","negative_prompt":"f\"og","seed":7,"options":{"a":[1.50]}}"#)
        }

        #expect(answer.status == 200)
        let request = try #require(house.gate.requests.first)
        #expect(request.parameters.extra == ["negative_prompt": #""f\"og""#, "seed": "7", "options": #"{"a":[1.50]}"#])
        #expect(request.prompt.sideTexts == ["f\"og"])
    }

    @Test func `every text in a listed field is read, and none goes on with control text`() async throws {
        var house = House()
        house.settings.extraFields = ["negative_prompt", "options"]

        let answer = try await house.open {
            try await $0.generate(
                #"{"prompt":"a","negative_prompt":"<lora:x:1> dark|fog","options":{"hr":["deep","er"]}}"#)
        }

        #expect(answer.status == 200)
        let request = try #require(house.gate.requests.first)
        #expect(request.parameters.extra["negative_prompt"] == "\"  dark, fog\"")
        #expect(request.parameters.extra["options"] == #"{"hr":["deep","er"]}"#)
        #expect(request.prompt.sideTexts == ["<lora:x:1> dark|fog", "  dark, fog", "deep", "er"])
    }

    @Test(arguments: [
        (#"{"prompt":"a","prompt":"b"}"#, "invalid_json"), (#"{"prompt":"a","pro\u006dpt":"b"}"#, "invalid_json"),
        (#"{"prompt":"\ud800"}"#, "invalid_json"), (#"{"prompt":"a"} x"#, "invalid_json"), ("[]", "invalid_value"),
        ("", "invalid_json"), (#"{"prompt":'a'}"#, "invalid_json"),
    ])
    func `a body that is not strict JSON is a 400`(_ body: String, _ code: String) async throws {
        let house = House()
        let answer = try await house.open { try await $0.generate(body) }
        #expect(answer.status == 400)
        #expect(answer.error["code"].text == code)
        #expect(house.gate.requests.isEmpty)
    }

    @Test func `the headers of the platform say who asks, and win over the body`() async throws {
        let house = House()
        let headers: HTTPFields = [
            .user: "ann", .tier: "gold", .adultVerified: "true", .audience: "private", .country: "NL",
            .pictureOwner: "bob",
        ]

        _ = try await house.open { try await $0.generate(#"{"prompt":"a","user":"eve"}"#, headers: headers) }

        let expected = Requester(
            account: AccountID(text: "ann"), tier: "gold", adultVerified: true, audience: .private, country: "nl",
            pictureOwner: AccountID(text: "bob"))
        #expect(house.gate.requests.first?.requester == expected)
    }

    @Test(arguments: [
        ("x-vangrail-adult-verified", "maybe"), ("x-vangrail-audience", "everyone"), ("x-vangrail-country", "NLD"),
        ("x-vangrail-country", "1a"), ("x-vangrail-tier", "gold tier"),
        ("x-vangrail-user", String(repeating: "u", count: 257)),
    ])
    func `a header that cannot be right is a 400 that names it`(_ name: String, _ value: String) async throws {
        let house = House()
        var headers = HTTPFields()
        headers[HTTPField.Name.named(name)] = value

        let answer = try await house.open { [headers] in try await $0.generate(#"{"prompt":"a"}"#, headers: headers) }

        #expect(answer.status == 400)
        #expect(answer.error["param"].text == name)
        #expect(house.gate.requests.isEmpty)
    }
}
