import Foundation
import StaffAccess
import Testing

@Suite struct PassphraseRecordTests {
    private let typed: Passphrase

    init() throws { typed = try #require(Passphrase(typed: "password")) }

    @Test func `the derivation is scrypt as in RFC 7914`() throws {
        // Made with another implementation, Python's hashlib.scrypt; the RFC's own vectors have p = 16.
        let text = "$scrypt$ln=10,r=8,p=1$TmFDbE5hQ2xOYUNsTmFDbA$AughW9OQdIjb8Y7W3yGZXE5EX58i0ciSXZxtEpWJvdU"
        let record = try #require(PassphraseRecord(text: text))

        #expect(try record.matches(typed))
    }

    @Test func `a record reads back from its text and from JSON`() throws {
        let record = try PassphraseRecord(typed, cost: testCost(), random: seededRandom())

        #expect(record.text.hasPrefix("$scrypt$ln=10,r=1,p=1$"))
        #expect(PassphraseRecord(text: record.text) == record)
        #expect(try JSONDecoder().decode(PassphraseRecord.self, from: JSONEncoder().encode(record)) == record)
    }

    @Test(arguments: [
        "", "$", "$$$$", "$scrypt$ln=15,r=8,p=3$$", "scrypt$ln=10,r=1,p=1$c2FsdHNhbHRzYWx0c2FsdA$KEY",
        "$scrypt$ln=21,r=1,p=1$c2FsdHNhbHRzYWx0c2FsdA$KEY", "$scrypt$ln=9,r=1,p=1$c2FsdHNhbHRzYWx0c2FsdA$KEY",
        "$scrypt$ln=20,r=8,p=1$c2FsdHNhbHRzYWx0c2FsdA$KEY", "$scrypt$ln=010,r=1,p=1$c2FsdHNhbHRzYWx0c2FsdA$KEY",
        "$scrypt$r=1,ln=10,p=1$c2FsdHNhbHRzYWx0c2FsdA$KEY", "$scrypt$ln=10,r=1,p=1$c2FsdA$KEY",
        "$scrypt$ln=10,r=1,p=1$c2FsdHNhbHRzYWx0c2FsdA==$KEY", "$scrypt$ln=10,r=1,p=1$c2FsdHNhbHRzYWx0c2FsdA$KEY$",
        "$scrypt$ln=10,r=-1,p=1$c2FsdHNhbHRzYWx0c2FsdA$KEY", "$argon2id$ln=10,r=1,p=1$c2FsdHNhbHRzYWx0c2FsdA$KEY",
        "$scrypt$ln=99999999999999999999,r=1,p=1$c2FsdHNhbHRzYWx0c2FsdA$KEY",
    ])
    func `text that is no record does not read`(text: String) {
        let key = String(repeating: "A", count: 43)
        let whole = "$scrypt$ln=10,r=1,p=1$c2FsdHNhbHRzYWx0c2FsdA$\(key)"

        #expect(PassphraseRecord(text: whole) != nil)
        #expect(PassphraseRecord(text: text.replacing("KEY", with: key)) == nil)
    }

    @Test func `two records of one passphrase differ`() throws {
        let random = seededRandom()

        let first = try PassphraseRecord(typed, cost: testCost(), random: random)
        let second = try PassphraseRecord(typed, cost: testCost(), random: random)

        #expect(first.text != second.text)
        #expect(try first.matches(typed) && second.matches(typed))
    }

    @Test func `the standard cost is 32 MiB three times over and works`() throws {
        let record = try PassphraseRecord(typed, random: seededRandom())

        #expect(record.text.hasPrefix("$scrypt$ln=15,r=8,p=3$"))
        #expect(PassphraseCost.standard.memoryBytes == 32 << 20)
        #expect(try record.matches(typed))
        #expect(!record.needsRehash())
    }

    @Test func `a record that is cheaper to guess wants a new one, a dearer one does not`() throws {
        let cheap = try PassphraseRecord(typed, cost: testCost(), random: seededRandom())

        #expect(cheap.needsRehash())
        #expect(!cheap.needsRehash(for: try testCost()))
        #expect(try !#require(PassphraseCost(log2N: 16, blockSize: 8, parallelism: 3)).isBelow(.standard))
        #expect(try #require(PassphraseCost(log2N: 16, blockSize: 8, parallelism: 1)).isBelow(.standard))
        #expect(try #require(PassphraseCost(log2N: 14, blockSize: 8, parallelism: 8)).isBelow(.standard))
    }

    @Test(arguments: [(9, 8, 1), (21, 8, 1), (15, 0, 1), (15, 9, 1), (15, 8, 0), (15, 8, 9), (20, 8, 1)])
    func `a cost outside its ranges is none`(log2N: Int, blockSize: Int, parallelism: Int) {
        #expect(PassphraseCost(log2N: log2N, blockSize: blockSize, parallelism: parallelism) == nil)
    }
}
