import FingerprintIndex
import Foundation
import SafetyModel
import TestSupport
import Testing

@Suite struct FolderTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "index-\(UUID().uuidString)").path()
    private let entries: [SIMD4<UInt64>]
    private var segment: String { folder + "/segment-0000000000000001.index" }

    init() {
        var numbers = Seeded(31)
        entries = (0..<2_000).map { _ in numbers.balanced() }
    }

    private func found(_ index: FingerprintIndex, _ id: Int) throws -> [Int64] {
        try index.ids(Fingerprint(entries[id]), limit: 5)
    }

    /// An index in the folder that is closed again.
    private func prepare() throws {
        let index = try FingerprintIndex(folder: folder)
        try index.load(entries)
        index.withdraw(8)
    }

    private func clean() { try? FileManager.default.removeItem(atPath: folder) }

    @Test func `what was sealed and withdrawn is there again after opening`() throws {
        defer { clean() }
        try prepare()

        let index = try FingerprintIndex(folder: folder, withdrawn: [9, 123_456])

        #expect(index.count == 1_998)
        #expect(try found(index, 7) == [7])
        #expect(try found(index, 8).isEmpty)
        #expect(try found(index, 9).isEmpty)
        #expect(index.highestSealedID == 1_999)
        try index.verify()
    }

    @Test func `what was added is there again once it was sealed`() throws {
        defer { clean() }
        try prepare()
        try withExtendedLifetime(try FingerprintIndex(folder: folder)) { index in
            try index.add(Fingerprint(entries[8]), id: 8)
            try index.add(Fingerprint(entries[8]), id: 5_000)
            try index.seal()
        }

        let index = try FingerprintIndex(folder: folder)

        #expect(index.count == 2_001)
        #expect(try found(index, 8) == [8, 5_000])
    }

    @Test func `a folder has one owner at a time`() throws {
        defer { clean() }
        let first = try FingerprintIndex(folder: folder)
        #expect(throws: FingerprintIndexError.folderInUse(path: folder)) { try FingerprintIndex(folder: folder) }
        withExtendedLifetime(first) {}
    }

    @Test func `a folder that cannot be made is an error`() {
        #expect(throws: FingerprintIndexError.self) { try FingerprintIndex(folder: folder + "/missing/deep") }
    }

    @Test(arguments: [1, 7, 100, 4_095, 4_096, 50_000])
    func `a file that is cut off is an error`(length: Int) throws {
        defer { clean() }
        try prepare()
        let whole = try Data(contentsOf: URL(filePath: segment))
        try whole.prefix(length).write(to: URL(filePath: segment))

        let expected: FingerprintIndexError = length < 8 ? .foreign(path: segment) : .truncated(path: segment)
        #expect(throws: expected) { try FingerprintIndex(folder: folder) }
    }

    @Test func `an empty, a longer and a foreign file are errors`() throws {
        defer { clean() }
        try prepare()
        let whole = try Data(contentsOf: URL(filePath: segment))

        try Data().write(to: URL(filePath: segment))
        #expect(throws: FingerprintIndexError.truncated(path: segment)) { try FingerprintIndex(folder: folder) }
        try (whole + Data([0])).write(to: URL(filePath: segment))
        #expect(throws: FingerprintIndexError.truncated(path: segment)) { try FingerprintIndex(folder: folder) }
        try Data(repeating: 0x20, count: 10_000).write(to: URL(filePath: segment))
        #expect(throws: FingerprintIndexError.foreign(path: segment)) { try FingerprintIndex(folder: folder) }
        try whole.write(to: URL(filePath: segment))
        #expect(try FingerprintIndex(folder: folder).count == 1_999)
    }

    @Test func `a changed header is an error`() throws {
        defer { clean() }
        try prepare()
        let whole = try Data(contentsOf: URL(filePath: segment))
        for byte in [8, 16, 24, 33, 40, 48, 64, 72, 4_089] {
            var changed = whole
            changed[byte] ^= 1
            try changed.write(to: URL(filePath: segment))
            #expect(throws: FingerprintIndexError.damaged(path: segment)) { try FingerprintIndex(folder: folder) }
        }
    }

    @Test func `a changed byte anywhere is found by verifying, and no search crashes on it`() throws {
        defer { clean() }
        try prepare()
        let whole = try Data(contentsOf: URL(filePath: segment))
        var numbers = Seeded(32)
        for _ in 0..<40 {
            var changed = whole
            let start = 4_096 + Int(numbers.next() % UInt64(whole.count - 8_192))
            for byte in start..<start + 512 { changed[byte] = UInt8(truncatingIfNeeded: numbers.next()) }
            try changed.write(to: URL(filePath: segment))
            let index = try FingerprintIndex(folder: folder)
            for id in 0..<20 { _ = try? found(index, id) }
            #expect(throws: FingerprintIndexError.damaged(path: segment)) { try index.verify() }
        }
    }

    @Test func `damaged tables stop a search and a merge`() throws {
        defer { clean() }
        try prepare()
        var changed = try Data(contentsOf: URL(filePath: segment))
        let tables = 4_096 + 2_000 * 40
        for byte in tables..<changed.count - 64 { changed[byte] = 0xFE }
        try changed.write(to: URL(filePath: segment))
        let index = try FingerprintIndex(folder: folder)

        #expect(throws: FingerprintIndexError.damaged(path: segment)) { try found(index, 1) }
        for id in 0..<Int64(900) { index.withdraw(id) }
        #expect(throws: FingerprintIndexError.damaged(path: segment)) { try index.mergeIfNeeded() }
        #expect(index.count == 1_100)
    }

    @Test func `withdrawals of another segment or length are errors`() throws {
        defer { clean() }
        try prepare()
        let path = folder + "/segment-0000000000000001.withdrawn"
        let whole = try Data(contentsOf: URL(filePath: path))

        try whole.prefix(100).write(to: URL(filePath: path))
        #expect(throws: FingerprintIndexError.truncated(path: path)) { try FingerprintIndex(folder: folder) }
        var foreign = whole
        foreign[8] = 9
        try foreign.write(to: URL(filePath: path))
        #expect(throws: FingerprintIndexError.foreign(path: path)) { try FingerprintIndex(folder: folder) }
        try FileManager.default.removeItem(atPath: path)
        #expect(try FingerprintIndex(folder: folder).count == 2_000)
    }

    @Test func `what a crash left behind is cleaned up`() throws {
        defer { clean() }
        try prepare()
        let old = try Data(contentsOf: URL(filePath: segment))
        try withExtendedLifetime(try FingerprintIndex(folder: folder)) { index in
            for id in 0..<Int64(900) { index.withdraw(id) }
            try index.mergeIfNeeded()
        }
        // The crash came after the new segment was published and before the old one was deleted, and another came
        // while a third was written.
        try old.write(to: URL(filePath: segment))
        try old.write(to: URL(filePath: folder + "/segment-0000000000000003.tmp"))
        try Data([1]).write(to: URL(filePath: folder + "/segment-0000000000000003.withdrawn"))

        let index = try FingerprintIndex(folder: folder)

        #expect(index.count == 1_100)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        #expect(names == ["lock", "segment-0000000000000002.index", "segment-0000000000000002.withdrawn"])
        try index.verify()
    }

    @Test func `a merge that cannot write leaves everything as it was`() throws {
        defer { clean() }
        try prepare()
        let index = try FingerprintIndex(folder: folder)
        try index.add(Fingerprint(entries[8]), id: 8)
        try FileManager.default.removeItem(atPath: folder)

        #expect(throws: FingerprintIndexError.self) { try index.seal() }

        #expect(index.count == 2_000)
        #expect(try found(index, 8) == [8])
        #expect(try found(index, 7) == [7])
    }

    @Test func `an older entry of an id stays away when its withdrawal was lost`() throws {
        defer { clean() }
        try prepare()
        var numbers = Seeded(33)
        let other = numbers.balanced()
        try withExtendedLifetime(try FingerprintIndex(folder: folder)) { index in
            try index.add(Fingerprint(other), id: 7)
            try index.seal()
        }
        try FileManager.default.removeItem(atPath: folder + "/segment-0000000000000001.withdrawn")

        let index = try FingerprintIndex(folder: folder)

        #expect(try found(index, 7).isEmpty)
        #expect(try index.ids(Fingerprint(other), limit: 5) == [7])
    }
}
