import ArgumentParser
import Foundation
import Lens

/// Picture files on a command line, shown one after the other through one lens.
enum PictureFiles {
    /// Calls the body with each file and its bytes. What goes wrong with one is told on the error stream, and the command
    /// fails at its end.
    static func show(_ files: [String], _ body: (LensPool, String, Data) async throws -> Void) async throws {
        let lens = try Programs.singleLens()
        var failed = false
        for file in files {
            do {
                guard let data = FileManager.default.contents(atPath: file) else {
                    throw ValidationError("cannot read the file")
                }
                try await body(lens, file, data)
            } catch {
                failed = true
                let reason = (error as? ValidationError)?.message ?? "\(error)"
                FileHandle.standardError.write(Data("\(file): \(reason)\n".utf8))
            }
        }
        await lens.shutDown()
        if failed { throw ExitCode(1) }
    }
}
