/// A connected patch of pixels that are all darker, or all lighter, than what lies around them: perhaps a letter.
struct InkBlob {
    var left: Int
    var top: Int
    /// Not included.
    var right: Int
    /// Not included.
    var bottom: Int
    var area: Int
    /// Horizontal runs of pixels that it is made of.
    var runs: Int
    /// The sum of its pixels' values.
    var sum: Int
    /// The sum of what each differs by from its surroundings.
    var contrasts: Int
    var isLight: Bool

    var width: Int { right - left }
    var height: Int { bottom - top }
    /// How broad its lines are, about.
    var stroke: Float { Float(area) / Float(max(1, runs)) }
    var contrast: Float { Float(contrasts) / Float(max(1, area)) }
    var grey: Float { Float(sum) / Float(max(1, area)) }

    /// The same blob in the picture turned over its diagonal.
    var transposed: InkBlob {
        InkBlob(
            left: top, top: left, right: bottom, bottom: right, area: area, runs: runs, sum: sum,
            contrasts: contrasts, isLight: isLight)
    }

    /// The blobs of a picture, in no order; neighbours across a corner count.
    static func find(in picture: GreyPicture, ink: [Int8]) -> [InkBlob] {
        var finder = Finder(width: picture.width)
        picture.pixels.withUnsafeBufferPointer { pixels in
            ink.withUnsafeBufferPointer { ink in
                for y in 0..<picture.height { finder.scan(row: y, pixels, ink) }
            }
        }
        return finder.blobs()
    }

    /// Joins runs of ink, row by row.
    private struct Finder {
        private struct Run {
            var start: Int32
            var end: Int32
            var blob: Int32
        }

        let width: Int
        private var found: [InkBlob] = []
        /// For each blob the one that it was joined to, or itself.
        private var joined: [Int32] = []
        private var above: [Run] = []
        private var here: [Run] = []

        init(width: Int) { self.width = width }

        mutating func scan(
            row y: Int, _ pixels: UnsafeBufferPointer<UInt8>, _ ink: UnsafeBufferPointer<Int8>
        ) {
            swap(&above, &here)
            here.removeAll(keepingCapacity: true)
            var x = 0
            var next = 0
            let base = y * width
            while x < width {
                let kind = ink[base + x].signum()
                guard kind != 0 else {
                    x += 1
                    continue
                }
                let start = x
                var (sum, contrasts) = (0, 0)
                while x < width, ink[base + x].signum() == kind {
                    sum += Int(pixels[base + x])
                    contrasts += abs(Int(ink[base + x]))
                    x += 1
                }
                var blob = Int32(-1)
                while next < above.count, Int(above[next].end) < start { next += 1 }
                var index = next
                while index < above.count, Int(above[index].start) <= x {
                    let other = root(above[index].blob)
                    if found[Int(other)].isLight == (kind > 0) {
                        if blob < 0 { blob = other } else if blob != other { blob = join(blob, other) }
                    }
                    index += 1
                }
                if blob < 0 {
                    blob = Int32(found.count)
                    joined.append(blob)
                    found.append(
                        InkBlob(
                            left: start, top: y, right: x, bottom: y + 1, area: 0, runs: 0, sum: 0,
                            contrasts: 0, isLight: kind > 0))
                }
                add(start..<x, y, sum, contrasts, to: Int(blob))
                here.append(Run(start: Int32(start), end: Int32(x), blob: blob))
            }
        }

        private mutating func add(_ run: Range<Int>, _ y: Int, _ sum: Int, _ contrasts: Int, to blob: Int) {
            found[blob].left = min(found[blob].left, run.lowerBound)
            found[blob].right = max(found[blob].right, run.upperBound)
            found[blob].bottom = y + 1
            found[blob].area += run.count
            found[blob].runs += 1
            found[blob].sum += sum
            found[blob].contrasts += contrasts
        }

        private mutating func root(_ blob: Int32) -> Int32 {
            var blob = blob
            while joined[Int(blob)] != blob {
                joined[Int(blob)] = joined[Int(joined[Int(blob)])]
                blob = joined[Int(blob)]
            }
            return blob
        }

        private mutating func join(_ one: Int32, _ other: Int32) -> Int32 {
            let (kept, gone) = (min(one, other), max(one, other))
            joined[Int(gone)] = kept
            let lost = found[Int(gone)]
            found[Int(kept)].left = min(found[Int(kept)].left, lost.left)
            found[Int(kept)].top = min(found[Int(kept)].top, lost.top)
            found[Int(kept)].right = max(found[Int(kept)].right, lost.right)
            found[Int(kept)].bottom = max(found[Int(kept)].bottom, lost.bottom)
            found[Int(kept)].area += lost.area
            found[Int(kept)].runs += lost.runs
            found[Int(kept)].sum += lost.sum
            found[Int(kept)].contrasts += lost.contrasts
            return kept
        }

        func blobs() -> [InkBlob] {
            found.indices.filter { joined[$0] == Int32($0) }.map { found[$0] }
        }
    }
}
