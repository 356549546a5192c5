import FingerprintIndex
import Glibc
import SafetyModel

/// `generate <folder> <entries> <look-ups>` writes fingerprints and look-ups, planted 0 to 31 bits beside entries.
/// With `crowded` behind it, one entry in ten lies within 20 bits of a flat picture's, and so do the look-ups.
/// `measure <folder>` builds an index from them, and prints what it costs as one JSON object.
@main
struct IndexBenchmarks {
    static func main() {
        let words = CommandLine.arguments.dropFirst()
        switch (words.first, words.count) {
        case ("generate", 4), ("generate", 5):
            let numbers = words.dropFirst(2).compactMap { Int($0) }
            precondition(numbers.count == 2, "entries and look-ups are numbers")
            generate(words[2], entries: numbers[0], lookups: numbers[1], isCrowded: words.last == "crowded")
        case ("measure", 2):
            do {
                print(try Measurement(folder: words[2]).report())
            } catch {
                print(error)
                exit(1)
            }
        default:
            print("usage: IndexBenchmarks generate <folder> <entries> <look-ups> [crowded] | measure <folder>")
            exit(2)
        }
    }

    private static func generate(_ folder: String, entries: Int, lookups: Int, isCrowded: Bool) {
        mkdir(folder, 0o700)
        var numbers = SeededNumbers(state: 1)
        let flat = SIMD4<UInt64>(repeating: 0)
        FingerprintFile.write(folder + "/fingerprints", count: entries) { index in
            isCrowded && index % 10 == 0 ? numbers.flipped(flat, bits: index / 10 % 21) : numbers.balanced()
        }
        let file = FingerprintFile(path: folder + "/fingerprints")
        FingerprintFile.write(folder + "/lookups", count: lookups) { index in
            isCrowded
                ? numbers.flipped(flat, bits: index % 32)
                : numbers.flipped(file[Int(numbers.next() % UInt64(entries))].words, bits: index % 32)
        }
    }
}
