/// What is made before the system is closed, once for a worker: a worker finds faces or reads text, never both.
enum Readers {
    case faces(FaceReader)
    case text(TextReader)

    /// Reads text where languages are given.
    init?(textLanguages: String?) {
        if let textLanguages {
            guard let reader = TextReader(languages: textLanguages) else { return nil }
            self = .text(reader)
        } else {
            guard let faces = FaceReader() else { return nil }
            self = .faces(faces)
        }
    }
}
