import CFingerprintScan
import TestSupport
import Testing

@testable import FingerprintIndex

@Suite struct KernelTests {
    private static var kernels: [vg_scan_kernel] {
        (0...vg_best_scan_kernel().rawValue).map { vg_scan_kernel(rawValue: $0) }
    }

    private func halves(_ count: Int, seed: UInt64) -> [vg_half] {
        var numbers = Seeded(seed)
        let centre = numbers.words()
        return (0..<count).map { number in
            let words = number % 5 == 0 ? numbers.flipped(centre, bits: number % 90) : numbers.words()
            return vg_half(low: words[0], high: words[1])
        }
    }

    @Test(arguments: [0, 1, 15, 16, 17, 63, 200, 1_000])
    func `all kernels scan alike, in any number of steps`(count: Int) {
        let halves = halves(count, seed: 51)
        let sought = self.halves(1, seed: 51)[0]
        let expected = halves.indices.filter { index in
            (halves[index].low ^ sought.low).nonzeroBitCount + (halves[index].high ^ sought.high).nonzeroBitCount <= 40
        }.map { UInt32($0) }

        for kernel in Self.kernels {
            for room in [64, 1_024] {
                var found = [UInt32](repeating: 0, count: room)
                var all: [UInt32] = []
                var next = 0
                while next < count {
                    let hits = vg_scan(halves, count, sought, 40, &next, &found, room, kernel)
                    all += found.prefix(hits)
                }
                #expect(all == expected)
            }
        }
    }

    @Test func `all kernels walk through buckets alike, and stop at an entry that does not exist`() {
        var numbers = Seeded(52)
        let halves = halves(1_000, seed: 52)
        var postings = (0..<4_000).map { _ in UInt32(numbers.next() % 1_000) | UInt32(numbers.next() & 255) << 24 }
        let runs = (0..<60).map { number in
            vg_run(
                start: UInt32(number * 60), length: UInt32(1 + numbers.next() % 60),
                rest: UInt32(numbers.next() & 255), slack: UInt32(number % 9))
        }
        let expected = runs.flatMap { run in
            postings[Int(run.start)..<Int(run.start + run.length)].filter { posting in
                ((posting >> 24) ^ run.rest).nonzeroBitCount <= Int(run.slack)
            }.map { $0 & 0xFF_FFFF }
        }

        for kernel in Self.kernels {
            var found = [UInt32](repeating: 0, count: 64)
            var all: [UInt32] = []
            var cursor = vg_cursor()
            while cursor.run < runs.count {
                let hits = vg_sift(postings, runs, runs.count, &cursor, halves, 1_000, &found, 64, kernel)
                all += found.prefix(hits)
            }
            #expect(all == expected && cursor.is_damaged == 0)
        }

        postings[Int(runs[8].start)] = 1_000 | runs[8].rest << 24
        for kernel in Self.kernels {
            var found = [UInt32](repeating: 0, count: 4_096)
            var cursor = vg_cursor()
            #expect(vg_sift(postings, runs, runs.count, &cursor, halves, 1_000, &found, 4_096, kernel) == 0)
            #expect(cursor.is_damaged != 0)
        }
    }

    @Test func `all kernels keep the same near halves`() {
        let halves = halves(500, seed: 53)
        let expected = (0..<500).map { UInt32($0) }.filter { position in
            let half = halves[Int(position)]
            return (half.low ^ halves[0].low).nonzeroBitCount + (half.high ^ halves[0].high).nonzeroBitCount <= 31
        }
        for kernel in Self.kernels {
            var positions = (0..<500).map { UInt32($0) }
            let kept = vg_near(halves, &positions, 500, halves[0], 31, kernel)
            #expect(Array(positions.prefix(kept)) == expected)
        }
    }
}
