import Dispatch
import Foundation
import GRDB
import Synchronization

/// Copies the write-ahead log into the database beside the writer, on a thread and a connection of its own, so that no
/// commit waits for a thousand pages and two more waits for the disk.
///
/// What is written meanwhile keeps the log from starting anew. So the writer copies the few pages that are left itself,
/// between two commits, when it is told that the bulk is done.
final class Checkpointer: Sendable {
    /// Commits and bytes after which the log is copied.
    static let commitsMax = 256
    static let bytesMax = 8 << 20

    private let database: DatabaseQueue
    private let wake = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)
    private let isEnding = Atomic(false)
    private let hasCopied = Atomic(false)
    /// Held while the log is copied: SQLite lets one at a time, and tells the other to go away.
    private let copying = Mutex(())

    private init(path: String, busySeconds: Double) throws {
        var configuration = Configuration()
        configuration.busyMode = .timeout(busySeconds)
        configuration.prepareDatabase { db in try db.execute(sql: "PRAGMA wal_autocheckpoint = 0") }
        database = try DatabaseQueue(path: path, configuration: configuration)
    }

    /// Opens the connection and starts the thread; it ends with `end`.
    static func start(path: String, busySeconds: Double) throws -> Checkpointer {
        let checkpointer = try Checkpointer(path: path, busySeconds: busySeconds)
        let thread = Thread { checkpointer.run() }
        thread.name = "vangrail-log"
        thread.start()
        return checkpointer
    }

    /// Asks for the log to be copied; returns at once.
    func copySoon() { wake.signal() }

    /// True once after the bulk of the log was copied.
    func takeCopied() -> Bool { hasCopied.exchange(false, ordering: .acquiringAndReleasing) }

    /// Runs what must have the log for itself.
    func alone(_ work: () -> Void) { copying.withLock { _ in work() } }

    /// Ends the thread and closes the connection.
    func end() {
        isEnding.store(true, ordering: .releasing)
        wake.signal()
        ended.wait()
        try? database.close()
    }

    private func run() {
        while true {
            wake.wait()
            guard !isEnding.load(ordering: .acquiring) else { break }
            let copied = copying.withLock { _ in
                (try? database.writeWithoutTransaction { db in try db.checkpoint(.passive) }) != nil
            }
            if copied { hasCopied.store(true, ordering: .releasing) }
        }
        ended.signal()
    }
}
