import SafetyModel
public import Screening

/// The embedded generator, honest about being a demo: it draws simple edits and abstract scenes, and where a real
/// generator would be needed it says so in the picture. It needs no account, no network and no model.
public struct StudioGenerator: Generator {
    /// The one model there is.
    public static let modelName = "vangrail-studio"

    private let lens: any PictureLens

    /// A studio that draws with `lens`.
    public init(lens: any PictureLens) { self.lens = lens }

    /// Names the one model there is.
    public func models() async throws(GeneratorError) -> [String] { [Self.modelName] }

    /// Draws the pictures one by one. Previews are the finished picture, blurred less each time.
    public func generate(
        _ request: ClearedRequest, emit: @Sendable (GeneratedFrame) async -> Void
    ) async throws(GeneratorError) -> GeneratedSummary {
        let count = request.parameters.count
        guard (1...10).contains(count) else { throw .unsupported("`n` must be 1 to 10") }
        let size = try StudioSize(request.parameters.size)
        let previews = min(max(request.parameters.partialImages ?? 0, 0), 3)
        for index in 0..<count {
            let picture = try await draw(request, index: index, size: size)
            for step in 0..<previews {
                let sigma = [20.0, 9.0, 4.0][3 - previews + step]
                await emit(.preview(index: step, picture: try await edit(picture, [.blur(sigma)])))
            }
            await emit(.final(index: index, picture: picture, revisedPrompt: nil))
        }
        return GeneratedSummary(model: Self.modelName, size: size.map { "\($0.width)x\($0.height)" })
    }

    private func draw(
        _ request: ClearedRequest, index: Int, size: StudioSize?
    ) async throws(GeneratorError) -> Picture {
        let instruction = StudioInstruction(request.prompt)
        switch request.operation {
        case .generate:
            let size = size ?? StudioSize(width: 1024, height: 1024)
            let scene = StudioScene(
                width: size.width, height: size.height, seed: StudioSeed(request.prompt, index: index).value,
                caption: StudioCaption.scene.text(in: instruction.language))
            return try await convert { () async throws(LensError) in try await lens.drawScene(scene) }
        case .edit:
            guard let source = request.pictures.first else { throw .unsupported("there is no picture to edit") }
            var edits = instruction.edits
            let isWhole = instruction.isWhole && request.mask == nil && request.pictures.count == 1
            // A mask, or a second picture, changes what every word means.
            if request.mask != nil || request.pictures.count != 1 { edits = [] }
            if !isWhole {
                let caption = edits.isEmpty ? StudioCaption.edit : .part
                edits.append(.caption(caption.text(in: instruction.language)))
            }
            return try await edit(source.recoded, edits + fit(size))
        case .vary:
            guard let source = request.pictures.first else { throw .unsupported("there is no picture to vary") }
            let seed = StudioSeed(source.fingerprint.hex, index: index)
            let edits: [StudioEdit] = [
                .cropCentre(0.88 + 0.1 * seed.share(0)), .brightness(0.92 + 0.16 * seed.share(1)),
                .caption(StudioCaption.variation.text(in: .english)),
            ]
            return try await edit(source.recoded, edits + fit(size))
        }
    }

    private func fit(_ size: StudioSize?) -> [StudioEdit] {
        size.map { [.fit(width: $0.width, height: $0.height)] } ?? []
    }

    private func edit(_ picture: Picture, _ edits: [StudioEdit]) async throws(GeneratorError) -> Picture {
        guard !edits.isEmpty else { return picture }
        return try await convert { () async throws(LensError) in try await lens.edit(picture, with: edits) }
    }

    private func convert(
        _ work: () async throws(LensError) -> Picture
    ) async throws(GeneratorError) -> Picture {
        do {
            return try await work()
        } catch {
            switch error {
            case .busy: throw .overloaded(retryAfterSeconds: 1)
            case .invalidRequest, .tooLarge: throw .unsupported("the studio cannot draw this size or edit")
            case .formatNotAllowed, .videoNotAllowed, .truncated, .corrupt, .workerFailed: throw .failed
            }
        }
    }
}
