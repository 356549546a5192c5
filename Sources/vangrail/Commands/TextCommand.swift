import ArgumentParser
import Foundation
import Lens
import SafetyModel
import Screening

/// `vangrail text`: what the gate reads in pictures.
struct TextCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "text", abstract: "Print what is written in pictures, as the gate reads it.",
        discussion: """
            The words that were read, from the top, each line after its file and a tab. A file in which nothing looks \
            like letters prints nothing. Nothing is stored. Exit 1: a file could not be read, or not all of it in time.
            """)

    @Argument(help: "Picture files (JPEG, PNG, WebP, GIF, AVIF, HEIC).") var files: [String]

    func run() async throws {
        try await PictureFiles.show(files) { lens, file, data in
            let picture = try await lens.read(Picture(bytes: Array(data)), as: .source)
            guard picture.textLines > 0, let text = try await lens.readText(in: picture.recoded) else { return }
            for line in text.lines { print("\(file)\t\(line)") }
            if !text.isWhole { throw ValidationError("there is more text than can be read in time") }
        }
    }
}
