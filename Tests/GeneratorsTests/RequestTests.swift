@testable import Generators
import SafetyModel
import Screening
import Testing

/// What leaves for the server: everything typed, nothing more.
@Suite struct RequestTests {
    private func build(
        _ request: ClearedRequest, _ change: (inout OpenAIGeneratorSettings) -> Void = { _ in }
    ) throws -> UpstreamRequest {
        var settings = OpenAIGeneratorSettings(baseURL: "http://127.0.0.1:9/v1")
        change(&settings)
        return try UpstreamRequest(request, settings: settings)
    }

    private func text(_ request: UpstreamRequest) -> String { String(decoding: request.body, as: UTF8.self) }

    @Test func `a generation is one JSON object of known fields`() throws {
        let parameters = ImageRequest.Parameters(
            model: "flux", count: 2, size: "512x512", quality: "high", background: "opaque", style: "vivid",
            inputFidelity: "high", moderation: "low", outputFormat: .webp, outputCompression: 50)
        let request = try build(Samples.request(prompt: "a \"bike\"\n\\ \u{1} é", parameters: parameters))

        #expect(request.route == "/images/generations")
        #expect(request.contentType == "application/json")
        #expect(
            text(request) == #"{"prompt":"a \"bike\"\n\\ \u0001 é","model":"flux","n":2,"size":"512x512","#
                + #""quality":"high","background":"opaque","style":"vivid","response_format":"b64_json","user":"5d1e"}"#
        )
    }

    @Test(
        arguments: [
            ("dall-e-3", true), ("dall-e-2", true), ("gpt-image-1", false), ("gpt-image-2.5-flare", false),
            ("chatgpt-image-latest", false), ("qwen-image", true), (nil, true),
        ] as [(String?, Bool)])
    func `base64 is asked for where the model's family takes the field`(model: String?, asks: Bool) throws {
        let request = Samples.request(parameters: .init(model: model))

        #expect(text(try build(request)).contains("b64_json") == asks)
        #expect(text(try build(request) { $0.base64 = .never }).contains("b64_json") == false)
        #expect(text(try build(request) { $0.base64 = .always }).contains("b64_json"))
    }

    @Test func `settings choose the model, the moderation field and the user field`() throws {
        let request = Samples.request(parameters: .init(model: "flux", moderation: "low"))

        #expect(text(try build(request) { $0.defaultModel = "own" }).contains(#""model":"flux""#))
        #expect(
            text(
                try build(request) {
                    $0.defaultModel = "own"; $0.callersChooseModel = false
                }
            )
            .contains(#""model":"own""#))
        #expect(text(try build(request) { $0.callersChooseModel = false }).contains("model") == false)
        #expect(text(try build(request) { $0.forwardsModeration = true }).contains(#""moderation":"low""#))
        #expect(text(try build(request) { $0.sendsAccountDigest = false }).contains("user") == false)
        #expect(text(try build(Samples.request(accountDigest: nil))).contains("user") == false)
    }

    @Test func `an extra field goes on as it is, and none can pass for a known one`() throws {
        let good = Samples.request(parameters: .init(extra: ["steps": "20", "sampler": #""euler""#]))
        #expect(text(try build(good)).hasSuffix(#","sampler":"euler","steps":20}"#))

        for (name, json) in [("prompt", #""x""#), ("image", #""x""#), ("steps", #"1,"prompt":"x""#), ("steps", "")] {
            #expect(throws: GeneratorError.self) {
                try build(Samples.request(parameters: .init(extra: [name: json])))
            }
        }
    }

    @Test func `an edit is a form with the lens's own pictures, named and typed`() throws {
        let jpeg = Samples.read([0xFF, 0xD8, 0x0D, 0x0A, 0xFF], format: .jpeg)
        let mask = Samples.read([1, 2, 3])
        let request = try build(
            Samples.request(
                .edit, prompt: "brighter", pictures: [jpeg, Samples.read()], mask: mask,
                parameters: .init(
                    model: "gpt-image-1", inputFidelity: "high", extra: ["a\"b": #""two\nlines""#])))
        let boundary = try #require(request.contentType.split(separator: "boundary=").last)
        #expect(request.route == "/images/edits")
        #expect(request.contentType.hasPrefix("multipart/form-data; boundary=vangrail-"))

        let parts = try Form.parts(of: request.body, boundary: String(boundary))
        #expect(
            parts.map(\.head) == [
                #"Content-Disposition: form-data; name="prompt""#, #"Content-Disposition: form-data; name="model""#,
                #"Content-Disposition: form-data; name="n""#, #"Content-Disposition: form-data; name="input_fidelity""#,
                #"Content-Disposition: form-data; name="user""#, #"Content-Disposition: form-data; name="a%22b""#,
                #"Content-Disposition: form-data; name="image[]"; filename="image-0.jpg"|Content-Type: image/jpeg"#,
                #"Content-Disposition: form-data; name="image[]"; filename="image-1.png"|Content-Type: image/png"#,
                #"Content-Disposition: form-data; name="mask"; filename="mask.png"|Content-Type: image/png"#,
            ])
        #expect(parts[0].body == Array("brighter".utf8))
        #expect(parts[5].body == Array("two\nlines".utf8))
        #expect(parts[6].body == [0xFF, 0xD8, 0x0D, 0x0A, 0xFF])
        #expect(parts[7].body == FakeUpstream.onePixel)
        #expect(parts[8].body == [1, 2, 3])
    }

    @Test func `a variation has one picture and no words`() throws {
        let request = try build(
            Samples.request(.vary, prompt: "ignored", parameters: .init(quality: "high", partialImages: 2)))
        let body = String(decoding: request.body, as: UTF8.self)

        #expect(request.route == "/images/variations")
        #expect(body.contains(#"name="image"; filename="image-0.png""#))
        #expect(!body.contains("ignored") && !body.contains("quality") && !body.contains("stream"))
    }

    @Test(arguments: [Operation.edit, .vary])
    func `without a picture there is nothing to send`(operation: Operation) {
        #expect(throws: GeneratorError.unsupported("there is no picture to edit")) {
            try build(Samples.request(operation, pictures: []))
        }
    }
}

/// A plain reader of multipart bodies, for comparison.
private enum Form {
    static func parts(of body: [UInt8], boundary: String) throws -> [(head: String, body: [UInt8])] {
        let mark = Array("--\(boundary)".utf8)
        var starts: [Int] = []
        for index in 0...(body.count - mark.count) where Array(body[index..<index + mark.count]) == mark {
            starts.append(index)
        }
        #expect(Array(body.suffix(4)) == Array("--\r\n".utf8))
        return try zip(starts, starts.dropFirst()).map { start, end in
            let part = body[(start + mark.count + 2)..<(end - 2)]
            let gap = try #require(part.indices.first { Array(part[$0...].prefix(4)) == [13, 10, 13, 10] })
            let head = String(decoding: part[..<gap], as: UTF8.self).split(separator: "\r\n").joined(separator: "|")
            return (head, Array(part[(gap + 4)...]))
        }
    }
}
