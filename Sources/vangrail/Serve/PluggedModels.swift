import ArgumentParser
import Foundation
import Lens
import PictureModels
import SafetyModel
import Screening

/// The models that a file plugs in.
struct PluggedModels {
    let file: ModelsFile

    /// Nil where the path is empty: no model is plugged in.
    init?(path: String) throws {
        guard !path.isEmpty else { return nil }
        do { file = try ModelsFile(path: path, environment: ProcessInfo.processInfo.environment) } catch {
            throw ValidationError(error.description)
        }
    }

    /// Tells the lens which models to open.
    func add(to settings: inout LensSettings) {
        settings.models = file.localModels
        settings.modelRuntime = file.runtime ?? ""
    }

    /// Whoever takes it closes it.
    func panel(_ lens: LensPool) -> ModelPanel { ModelPanel(file.models, workers: LensModels(lens: lens)) }
}

/// What the lens does for models.
private struct LensModels: ModelPanel.Workers {
    let lens: LensPool

    func scores(of picture: Picture) async throws(LensError) -> [[Float]] { try await lens.scores(of: picture) }

    func shrunk(_ picture: Picture, side: Int) async throws(LensError) -> Picture {
        try await lens.edit(picture, with: [.shrink(side: side)])
    }
}
