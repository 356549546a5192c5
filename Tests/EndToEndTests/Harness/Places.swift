import Foundation

/// Where things lie: the repository, the programs that were built with these tests, and what `scripts/install tests`
/// has put into `.build`.
enum Places {
    /// The folder that holds Package.swift.
    static let root = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The folder of the running test bundle, beside which SwiftPM puts the programs.
    static let programs = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()

    static let python = root.appending(path: ".build/venv/bin/python")
    static let samples = root.appending(path: ".build/samples")
    static let screenshots = root.appending(path: ".build/screenshots")
    static let scripts = root.appending(path: "Tests/EndToEndTests/Python")

    /// A program that was built together with these tests.
    static func program(_ name: String) throws -> URL {
        let url = programs.appending(path: name)
        guard exists(url) else { throw Missing("\(url.path()) is not built: run scripts/build") }
        return url
    }

    /// The Python of the tests.
    static func requirePython() throws -> URL {
        guard exists(python) else { throw Missing("\(python.path()) is not here: run scripts/install tests") }
        return python
    }

    /// A sample photo: `astronaut.png` (a clothed adult), `chelsea.png` (a cat), `coffee.png`, `rocket.jpg`.
    static func sample(_ name: String) throws -> URL {
        let url = samples.appending(path: name)
        guard exists(url) else { throw Missing("\(url.path()) is not here: run scripts/install tests") }
        return url
    }

    /// Chromium and its driver.
    static func requireBrowser() throws {
        for program in ["/usr/bin/chromium", "/usr/bin/chromedriver"] where !exists(URL(filePath: program)) {
            throw Missing("\(program) is not here: run scripts/install tests")
        }
    }

    static func exists(_ url: URL) -> Bool { FileManager.default.fileExists(atPath: url.path()) }
}

/// Something that these tests cannot do without, and how to get it.
struct Missing: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// A folder that is removed when the test is over.
struct TemporaryFolder: ~Copyable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "vangrail-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// Writes a text file into the folder.
    func write(_ text: String, to name: String) throws -> URL {
        let file = url.appending(path: name)
        try Data(text.utf8).write(to: file)
        return file
    }
}
