/// How hard a grid is to read, by the four rules of the standard; the mask with the lowest sum is taken.
enum QRPenalty {
    static func penalty(of grid: QRGrid) -> Int {
        let side = grid.side
        var sum = 0
        for line in 0..<side {
            sum += penalty(ofLine: (0..<side).map { grid[$0, line] })
            sum += penalty(ofLine: (0..<side).map { grid[line, $0] })
        }
        for y in 0..<side - 1 {
            for x in 0..<side - 1 {
                let colour = grid[x, y]
                if grid[x + 1, y] == colour, grid[x, y + 1] == colour, grid[x + 1, y + 1] == colour { sum += 3 }
            }
        }
        let darkCount = grid.dark.count { $0 }
        let total = side * side
        // Ten for each five per cent that the share of dark modules is off a half.
        sum += abs(darkCount * 20 - total * 10) / total * 10
        return sum
    }

    /// Runs of five and more, and what looks like a finder pattern beside four light modules.
    private static func penalty(ofLine line: [Bool]) -> Int {
        var sum = 0
        var run = 1
        for index in 1...line.count {
            if index < line.count, line[index] == line[index - 1] {
                run += 1
            } else {
                if run >= 5 { sum += run - 2 }
                run = 1
            }
        }
        for pattern in [finderThenLight, lightThenFinder] {
            for start in 0...(line.count - pattern.count) where line[start..<start + pattern.count] == pattern {
                sum += 40
            }
        }
        return sum
    }

    private static let finderThenLight: ArraySlice<Bool> = [
        true, false, true, true, true, false, true, false, false, false, false,
    ]
    private static let lightThenFinder: ArraySlice<Bool> = [
        false, false, false, false, true, false, true, true, true, false, true,
    ]
}
