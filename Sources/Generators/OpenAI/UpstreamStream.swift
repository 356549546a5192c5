import NIOCore
import SafetyModel
import Screening
import WireJSON

/// Turns the events of a streamed answer into frames.
struct UpstreamStream {
    /// Finals that are taken, and previews for each; a server that sends more has failed.
    private static let finalsMax = 64
    private static let previewsMax = 256

    private let settings: OpenAIGeneratorSettings
    private var summary: GeneratedSummary
    private var finals = 0
    private var previews = 0

    init(settings: OpenAIGeneratorSettings, model: String?) {
        self.settings = settings
        summary = GeneratedSummary(model: model)
    }

    /// The frame in an event; nil for events that hold none.
    mutating func take(_ event: ServerSentEvent) throws(GeneratorError) -> GeneratedFrame? {
        if event.data.readableBytes <= 16, event.data.readableBytesView.starts(with: "[DONE]".utf8) { return nil }
        let json: JSON
        do { json = try JSONReader.read(Array(event.data.readableBytesView)) } catch { throw .failed }
        let kind = json.member("type")?.text(bytesMax: 200) ?? event.name
        let hasError = json.member("error").map { $0 != .null } ?? false
        if hasError || kind == "error" || event.name == "error" || kind == "response.failed" {
            throw UpstreamRefusal(keys: settings.keys).error(in: json)
        }
        if UpstreamAnswer.isRefused(json) { throw .blocked }
        let isFinal = kind.hasSuffix(".completed")
        guard isFinal || kind.hasSuffix(".partial_image") else { return nil }
        guard let encoded = UpstreamAnswer.encodedPicture(in: json) else { return nil }
        let picture = try UpstreamAnswer.picture(encoded, settings: settings)
        guard isFinal else {
            defer { previews += 1 }
            guard previews < Self.previewsMax else { throw .failed }
            let index = json.member("partial_image_index")?.integer ?? previews
            return .preview(index: min(max(index, 0), Self.previewsMax), picture: picture)
        }
        guard finals < Self.finalsMax else { throw .failed }
        defer { finals += 1 }
        note(UpstreamAnswer.summary(of: json, model: summary.model))
        let revised = json.member("revised_prompt")?.text(bytesMax: UpstreamAnswer.textBytesMax)
        return .final(index: finals, picture: picture, revisedPrompt: revised)
    }

    /// What the stream said, once it is over; `empty` when no picture came.
    func finish() throws(GeneratorError) -> GeneratedSummary {
        guard finals > 0 else { throw .empty }
        return summary
    }

    private mutating func note(_ new: GeneratedSummary) {
        let usage = summary.usage.merging(new.usage) { $0.addingReportingOverflow($1).partialValue }
        summary = new
        summary.usage = usage
    }
}
