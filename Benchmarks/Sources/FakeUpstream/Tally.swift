import NIOCore
import Synchronization

/// Counts the answers of the whole server, so that a load can tell whether its requests reached the generator.
final class Tally: Sendable {
    private let answered = Atomic<Int>(0)
    private let started = NIODeadline.now()

    func add() {
        answered.wrappingAdd(1, ordering: .relaxed)
    }

    var json: String {
        let seconds = Double((NIODeadline.now() - started).nanoseconds) / 1e9
        return #"{"answered":\#(answered.load(ordering: .relaxed)),"upSeconds":\#(seconds)}"#
    }
}
