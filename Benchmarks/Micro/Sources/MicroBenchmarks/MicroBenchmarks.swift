import FoundationEssentials
import ImageFingerprint
import SafetyModel

/// Times the mechanisms alone, without a server, and leaves its pictures for a peer to time.
@main
struct MicroBenchmarks {
    private static let runs = 101

    static func main() throws {
        guard CommandLine.arguments.count == 2 else {
            print("usage: MicroBenchmarks FOLDER   (the pictures are left there as raw RGB for peers)")
            return
        }
        let folder = CommandLine.arguments[1]
        for side in [512, 1024] {
            let rgb = NoisyGradient(side: side).rgb
            try Data(rgb).write(to: URL(filePath: "\(folder)/rgb-\(side).raw"))
            let one = Stopwatch.medianMicroseconds(runs: runs) {
                consume(PDQ.fingerprint(rgb: rgb, width: side, height: side).quality)
            }
            let eight = Stopwatch.medianMicroseconds(runs: runs) {
                consume(rgb.withUnsafeBytes { PDQ.orientations(rgb: $0, width: side, height: side).count })
            }
            let fingerprint = PDQ.fingerprint(rgb: rgb, width: side, height: side)
            print("pdq \(side) \(one) \(fingerprint.hex)")
            print("pdq-eight-orientations \(side) \(eight) -")
        }
    }

    /// Keeps the optimiser from leaving out work whose result nobody uses.
    @inline(never) private static func consume(_ value: Int) {
        withExtendedLifetime(value) {}
    }
}
