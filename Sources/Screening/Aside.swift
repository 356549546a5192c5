/// Sets work aside that takes longer than a few milliseconds: it runs on the program's shared threads, so that a thread
/// that serves connections goes on serving them.
public enum Aside {
    /// Bytes of JSON from which on reading them is such work.
    public static let bytesMin = 256 << 10

    /// Runs the work on a shared thread, and returns to the caller's.
    public static func run<Value: Sendable>(_ work: @Sendable () async -> Value) async -> Value {
        await withTaskExecutorPreference(globalConcurrentExecutor) { await apart(work) }
    }

    @concurrent
    private static func apart<Value: Sendable>(_ work: @Sendable () async -> Value) async -> Value { await work() }
}
