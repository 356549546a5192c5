import SafetyModel
import Synchronization

/// What is written in pictures that were read of late: the same photo is often edited many times, and reading its text
/// takes longer than anything else. In memory only, by SHA-256.
final class TextMemory: Sendable {
    private struct State: Sendable {
        var texts: [String: PictureText] = [:]
        /// From the oldest to the newest.
        var order: [String] = []
    }

    /// The most pictures that are remembered.
    static let countMax = 256

    private let state = Mutex(State())

    func text(of sha256: String) -> PictureText? { state.withLock { $0.texts[sha256] } }

    /// Remembers what was read whole; the rest may come out better next time.
    func remember(_ text: PictureText, of sha256: String) {
        guard text.isWhole else { return }
        state.withLock { state in
            guard state.texts.updateValue(text, forKey: sha256) == nil else { return }
            state.order.append(sha256)
            if state.order.count > Self.countMax { state.texts[state.order.removeFirst()] = nil }
        }
    }
}
