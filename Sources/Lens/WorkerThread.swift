import Glibc

/// A plain thread for calls that block.
enum WorkerThread {
    private final class Body: Sendable {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// Runs the body on a new thread; false where the system has none to give.
    static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
        let held = Unmanaged.passRetained(Body(body))
        var thread = pthread_t()
        let code = pthread_create(
            &thread, nil,
            { argument in
                if let argument { Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run() }
                return nil
            }, held.toOpaque())
        guard code == 0 else {
            held.release()
            return false
        }
        pthread_detach(thread)
        return true
    }
}
