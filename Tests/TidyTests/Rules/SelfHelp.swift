/// Mechanisms do not help themselves to files, clocks, randomness or the terminal.
enum SelfHelp {
    private static let forbidden = [
        "FileManager", "FileHandle", "Data(contentsOf", "String(contentsOf", "fopen(", "getenv(", "ProcessInfo",
        "URLSession", "Process(", "Date()", "ContinuousClock", "SuspendingClock", "clock_gettime", ".random(",
        ".shuffled()", "SystemRandomNumberGenerator", "print(", "UserDefaults",
    ]

    static func findings(in source: SwiftSource) -> [Finding] {
        source.code.enumerated().flatMap { index, line in
            forbidden.filter { line.hasWord($0) }.map { word in
                Finding(file: source.file, line: index + 1, problem: "`\(word)`: let the caller pass it in")
            }
        }
    }
}
