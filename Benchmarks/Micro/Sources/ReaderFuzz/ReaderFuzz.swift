import Foundation
import PromptReading
import RedTeam
import SafetyModel

/// Feeds the prompt reader made-up and mutated texts for so long, and fails where one takes more of a core than the bound.
///
/// usage: ReaderFuzz CORPUS SECONDS SEED   a crash ends it; the seed repeats a run
@main enum ReaderFuzz {
    private static let mostSeconds = 2.0

    /// Seconds that this thread has run, so that a busy machine does not count.
    private static var used: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 4, let seconds = Double(arguments[2]), let seed = UInt64(arguments[3]) else {
            FileHandle.standardError.write(Data("usage: ReaderFuzz CORPUS SECONDS SEED\n".utf8))
            exit(2)
        }
        let reader = try PromptReader.embedded()
        var texts = FuzzTexts(
            seeds: try Corpus(folder: arguments[1]).cases.map { $0.turns.joined(separator: ". ") }, seed)
        let clock = ContinuousClock()
        let end = clock.now + .seconds(seconds)
        var (count, characters, worst) = (0, 0, 0.0)
        while clock.now < end {
            let text = texts.next()
            let context = PromptContext(
                operation: count % 3 == 0 ? .generate : .edit, pictures: count % 4, hasMask: count % 5 == 0,
                earlier: count % 7 == 0 ? [texts.next()] : [])
            let turns = count % 6 == 0 ? [texts.next(), text] : [text]
            let before = used
            _ = reader.read(Prompt(turns: turns), in: context)
            let time = used - before
            if time > worst {
                worst = time
                print("text \(count): \(text.unicodeScalars.count) characters took \(time * 1000) ms")
            }
            guard time < mostSeconds else {
                try text.write(toFile: "slow-text.txt", atomically: true, encoding: .utf8)
                FileHandle.standardError.write(Data("too slow: the text is in slow-text.txt\n".utf8))
                exit(1)
            }
            count += 1
            characters += text.unicodeScalars.count
        }
        print("\(count) texts, \(characters) characters, the slowest \(worst * 1000) ms")
    }
}
