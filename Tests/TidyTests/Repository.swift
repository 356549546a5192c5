import Foundation

/// The repository that these tests were compiled from.
enum Repository {
    /// The folder that holds Package.swift.
    static let root = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// Folders that hold no file of ours, by their path from the root.
    private static let foreignFolders = [".git", "data", ".venv"]

    /// Every file of the repository: its path from the root and its size in bytes, in the order of paths.
    static func files() throws -> [(path: String, size: Int)] {
        let keys: Set<URLResourceKey> = [.isRegularFileKey, .isDirectoryKey, .fileSizeKey]
        guard let walker = FileManager.default.enumerator(at: root, includingPropertiesForKeys: Array(keys)) else {
            throw RepositoryError.unreadable(root.path())
        }
        var found: [(path: String, size: Int)] = []
        while let url = walker.nextObject() as? URL {
            let path = path(of: url)
            let values = try url.resourceValues(forKeys: keys)
            if values.isDirectory == true {
                if isForeign(path) { walker.skipDescendants() }
            } else if values.isRegularFile == true, !path.hasSuffix("Package.resolved") {
                found.append((path, values.fileSize ?? 0))
            }
        }
        return found.sorted { $0.path < $1.path }
    }

    /// The Swift files under a folder, by their paths from the root.
    static func swiftFiles(under folder: String) throws -> [String] {
        try files().map(\.path).filter { $0.hasPrefix(folder + "/") && $0.hasSuffix(".swift") }
    }

    /// The Swift files under a folder, read once for all tests.
    static func swiftSources(under folder: String) throws -> [SwiftSource] {
        try allSources.get().filter { $0.file.hasPrefix(folder + "/") }
    }

    private static let allSources = Result {
        try (swiftFiles(under: "Sources") + swiftFiles(under: "Tests")).map { file in
            SwiftSource(file: file, text: try text(file))
        }
    }

    /// The folders directly in a folder of the repository, in the order of names.
    static func folders(in folder: String) throws -> [String] {
        let url = root.appending(path: folder)
        return try FileManager.default.contentsOfDirectory(atPath: url.path()).sorted().filter { name in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: url.appending(path: name).path(), isDirectory: &isFolder)
                && isFolder.boolValue
        }
    }

    /// The text of a file of the repository.
    static func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: root.appending(path: path)), as: UTF8.self)
    }

    private static func path(of url: URL) -> String {
        let base = root.standardizedFileURL.path()
        let path = url.standardizedFileURL.path()
        let own = path.hasPrefix(base) ? String(path.dropFirst(base.count)) : path
        return own.hasSuffix("/") ? String(own.dropLast()) : own
    }

    private static func isForeign(_ path: String) -> Bool {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return foreignFolders.contains(path) || name.hasPrefix(".build") || name == "__pycache__"
    }
}

/// Why the repository cannot be read.
enum RepositoryError: Error {
    case unreadable(String)
}
