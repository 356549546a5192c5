import CWatermark
import Glibc

/// One picture's search: the memory that it uses again, and how much is left of its effort.
final class WatermarkSearch {
    /// A candidate this clear is read at once; how many are read at the end of a stage.
    private static let clearScore: Float = 7.2
    private static let candidatesPerStage = 8
    /// The least score of a candidate that is worth reading.
    private static let leastScore: Float = 4.6

    private let readers: [MarkReader]
    private let guides: [GuideSpectrum]
    private let canvas: Canvas
    private let kernel: vg_mark_kernel
    private let folder: Folder
    private var placementsLeft: Int
    /// Two tiles, their spectrum and their surfaces.
    private var first = Tile()
    private var second = Tile()
    private var firstSurface = Tile()
    private var secondSurface = Tile()
    private let room: UnsafeMutableBufferPointer<Float>
    /// The planes turned by the angle of late, by level.
    private var angle = 0.0
    private var turned: [Int: Plane] = [:]

    init(
        readers: [MarkReader], guides: [GuideSpectrum], canvas: Canvas, effort: WatermarkEffort, kernel: vg_mark_kernel
    ) {
        self.readers = readers
        self.guides = guides
        self.canvas = canvas
        self.kernel = kernel
        folder = Folder(kernel: kernel)
        placementsLeft = effort.placementsMax
        room = .allocate(capacity: 2 * VG_TILE_FLOATS)
        room.initialize(repeating: 0)
    }

    deinit {
        room.deallocate()
    }

    /// The mark where an uncut picture has it: drawn at this scale if it was small when marked, else at its own.
    func direct(across: Double, down: Double) -> WatermarkDetection? {
        for key in readers.indices {
            var place = Candidate(score: 0, key: key, angle: 0, level: 0, across: 1, down: 1, left: 0, top: 0)
            if let found = read(place, lying: [Turn(index: 0)]) { return found }
            guard across != 1 || down != 1 else { continue }
            (place.across, place.down) = (across, down)
            if let found = read(place, lying: [Turn(index: 0)]) { return found }
        }
        return nil
    }

    /// The mark, wherever the plan looks for it.
    func wide() -> WatermarkDetection? {
        for stage in SearchPlan.stages {
            var candidates = Candidates(countMax: Self.candidatesPerStage)
            var clear = 0
            for at in stride(from: 0, to: stage.count, by: 2) {
                guard placementsLeft > 0 else { return nil }
                let places = stage[at..<min(stage.count, at + 2)]
                placementsLeft -= places.count
                for candidate in survey(places) where candidate.score >= Self.leastScore {
                    if candidate.score >= Self.clearScore, clear < Self.candidatesPerStage {
                        clear += 1
                        if let detection = read(refined(candidate), lying: Turn.all) { return detection }
                    }
                    candidates.add(candidate)
                }
            }
            for candidate in candidates.best {
                if let detection = read(refined(candidate), lying: Turn.all) { return detection }
            }
        }
        return nil
    }

    private func plane(_ level: Int, angle: Double) -> Plane {
        if angle == 0 { return canvas[level].plane }
        if self.angle != angle {
            turned.removeAll(keepingCapacity: true)
            self.angle = angle
        }
        if let known = turned[level] { return known }
        let fresh = canvas[level].plane.turned(cosine: Float(cos(angle)), sine: Float(sin(angle)), kernel: kernel)
        turned[level] = fresh
        return fresh
    }

    /// The highest peak of every key at one or two places.
    private func survey(_ places: ArraySlice<SearchPlan.Place>) -> [Candidate] {
        guard let one = places.first, let other = places.last else { return [] }
        fold(one, into: &first)
        if places.count > 1 { fold(other, into: &second) }
        GuideSpectrum.transform(&first, &second, room: room, kernel: kernel)
        var found: [Candidate] = []
        for (key, guide) in guides.enumerated() {
            guide.correlate(first, second, into: &firstSurface, &secondSurface, room: room, kernel: kernel)
            found.append(peak(firstSurface, key: key, one))
            if places.count > 1 { found.append(peak(secondSurface, key: key, other)) }
        }
        return found
    }

    private func levelIndex(_ place: SearchPlan.Place) -> Int {
        canvas.level(forScale: (place.down * place.across).squareRoot())
    }

    private func fold(_ place: SearchPlan.Place, into tile: inout Tile) {
        let index = levelIndex(place)
        let level = canvas[index]
        let rows = Folder.Rows(level: index, angle: place.angle, scale: place.down * level.down, offset: 0)
        folder.foldRows(rows) { plane(index, angle: place.angle) }
        folder.foldColumns(scale: place.across * level.across, offset: 0, into: &tile)
    }

    private func peak(_ surface: Tile, key: Int, _ place: SearchPlan.Place) -> Candidate {
        var shift: UInt32 = 0
        let score = vg_mark_peak(surface.values, &shift, kernel)
        let index = levelIndex(place)
        let level = canvas[index]
        // The guides lie that far down and to the right, so the plane moves as far the other way. Rows and columns of the
        // surface are swapped.
        return Candidate(
            score: score, key: key, angle: place.angle, level: index, across: place.across * level.across,
            down: place.down * level.down, left: -Double(shift / UInt32(Tile.side)),
            top: -Double(shift % UInt32(Tile.side)))
    }

    /// The candidate moved to where its guides fit best nearby.
    private func refined(_ candidate: Candidate) -> Candidate {
        var best = candidate
        best.score = fit(best)
        func attempt(_ change: (inout Candidate) -> Void) {
            var moved = best
            change(&moved)
            moved.score = fit(moved)
            if moved.score > best.score { best = moved }
        }
        let middle = (Double(canvas[candidate.level].plane.width) / 2, Double(canvas[candidate.level].plane.height) / 2)
        for step in [1.0, 1.0, 0.5] {
            for sign in [1.0, -1.0] {
                attempt { $0.left += 0.4 * step * sign }
                attempt { $0.top += 0.4 * step * sign }
            }
            for sign in [1.0, -1.0] {
                attempt {
                    let change = 0.0016 * step * sign * $0.across
                    $0.across += change
                    $0.left -= change * middle.0
                }
                attempt {
                    let change = 0.0016 * step * sign * $0.down
                    $0.down += change
                    $0.top -= change * middle.1
                }
                if candidate.angle != 0 { attempt { $0.angle += 0.0016 * step * sign } }
            }
        }
        return best
    }

    private func tile(_ place: Candidate) -> Tile {
        let rows = Folder.Rows(level: place.level, angle: place.angle, scale: place.down, offset: place.top)
        folder.foldRows(rows) { plane(place.level, angle: place.angle) }
        return folder.tile(scale: place.across, offset: place.left)
    }

    private func fit(_ place: Candidate) -> Float {
        let tile = tile(place)
        let squares = vg_mark_product(tile.values, tile.values, kernel)
        return squares > 0
            ? vg_mark_product(tile.values, guides[place.key].tile.values, kernel) / squares.squareRoot() : 0
    }

    private func read(_ place: Candidate, lying turns: [Turn]) -> WatermarkDetection? {
        let coefficients = MarkReader.levelled(tile(place).coefficients(kernel: kernel))
        for turn in turns {
            guard let reading = readers[place.key].read(coefficients, lying: turn, kernel: kernel) else { continue }
            let level = canvas[place.level]
            let placement = WatermarkPlacement(
                across: place.across / level.across, down: place.down / level.down,
                degrees: place.angle * 180 / Double.pi, isMirrored: turn.isMirrored, isSwapped: turn.isSwapped)
            return WatermarkDetection(
                id: reading.id, keyIndex: place.key, score: reading.score, placement: placement)
        }
        return nil
    }
}
