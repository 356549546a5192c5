import Foundation

/// The only door to the disk: reads the files of a language folder once, at start.
struct LanguageFolder {
    let path: String

    /// Names of the languages: the folders beside `shared`, sorted.
    func languages() throws(LanguageFileError) -> [String] {
        try names(in: "").filter { $0 != "shared" && !$0.hasPrefix(".") && isFolder($0) }
    }

    /// The text files in a sub-folder, by name; none where there is no such folder (git keeps no empty ones).
    func files(in folder: String) throws(LanguageFileError) -> [LanguageFile] {
        guard isFolder(folder) else { return [] }
        var files: [LanguageFile] = []
        for name in try names(in: folder) where name.hasSuffix(".txt") {
            files.append(try file(folder + "/" + name))
        }
        return files
    }

    /// One file by its path below the folder.
    func file(_ name: String) throws(LanguageFileError) -> LanguageFile {
        let full = path + "/" + name
        guard let data = FileManager.default.contents(atPath: full) else { throw .unreadable(path: full) }
        return LanguageFile(path: name, bytes: [UInt8](data))
    }

    private func names(in folder: String) throws(LanguageFileError) -> [String] {
        let full = folder.isEmpty ? path : path + "/" + folder
        do {
            return try FileManager.default.contentsOfDirectory(atPath: full).sorted()
        } catch {
            throw .unreadable(path: full)
        }
    }

    private func isFolder(_ name: String) -> Bool {
        var answer: ObjCBool = false
        return FileManager.default.fileExists(atPath: path + "/" + name, isDirectory: &answer) && answer.boolValue
    }
}

/// A file's bytes, cut into lines.
struct LanguageFile {
    let path: String
    let bytes: [UInt8]

    /// Calls the body with the number (from 1) and the bytes of every line that is neither empty nor a comment.
    func forEachLine(
        _ body: (Int, ArraySlice<UInt8>) throws(LanguageFileError) -> Void
    ) throws(LanguageFileError) {
        var start = 0
        var number = 0
        while start < bytes.count {
            var end = start
            while end < bytes.count, bytes[end] != 10 { end += 1 }
            number += 1
            if end > start, bytes[start] != UInt8(ascii: "#") { try body(number, bytes[start..<end]) }
            start = end + 1
        }
    }

    /// A file of default words, which yield to every other file.
    var holdsDefaults: Bool { path.hasSuffix("/open.txt") }

    func malformed(_ line: Int, _ problem: String) -> LanguageFileError {
        .malformed(path: path, line: line, problem: problem)
    }
}

/// FNV-1a over all files, so that every decision can name exactly what read it. Not a cryptographic digest.
struct ContentDigest {
    private var state: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func add(_ file: LanguageFile) {
        for byte in file.path.utf8 { add(byte) }
        for byte in file.bytes { add(byte) }
    }

    private mutating func add(_ byte: UInt8) { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }

    /// Twelve lower-case hexadecimal digits.
    var text: String {
        let digits = String((state ^ state >> 48) & 0xffff_ffff_ffff, radix: 16)
        return String(repeating: "0", count: 12 - digits.count) + digits
    }
}
