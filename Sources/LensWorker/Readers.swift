public import LensWire

/// What a worker is started for, by its arguments.
public enum LensErrand: Sendable {
    /// Everything but the others.
    case pictures
    /// Reading what is written in pictures, in these languages: Tesseract's codes joined by `+`.
    case text(languages: String)
    /// Running the operator's models through ONNX Runtime's library at that path.
    case models([LocalModel], runtime: String)

    /// Nil for arguments that no gateway gives.
    public init?(arguments: [String]) {
        switch arguments.first {
        case nil: self = .pictures
        case "--text":
            guard arguments.count == 2 else { return nil }
            self = .text(languages: arguments[1])
        case "--models":
            let models = arguments.dropFirst(2).compactMap { LocalModel(argument: $0) }
            guard arguments.count > 2, models.count == arguments.count - 2, models.count <= LocalModel.countMax else {
                return nil
            }
            self = .models(models, runtime: arguments[1])
        default: return nil
        }
    }
}

/// What is made before the system is closed, once for a worker: it finds faces, reads text or runs models.
enum Readers {
    case faces(FaceReader)
    case text(TextReader)
    case models([Network])

    /// Nil where something that it needs is missing.
    init?(for errand: LensErrand) {
        switch errand {
        case .pictures:
            guard let faces = FaceReader() else { return nil }
            self = .faces(faces)
        case .text(let languages):
            guard let reader = TextReader(languages: languages) else { return nil }
            self = .text(reader)
        case .models(let models, let runtime):
            let networks = models.compactMap { Network($0, runtime: runtime) }
            guard networks.count == models.count else { return nil }
            self = .models(networks)
        }
    }
}
