extension [Float] {
    /// The number that would stand at that place if they were sorted; some ten times faster than sorting.
    func number(ranked rank: Int) -> Float {
        var values = self
        var (low, high) = (0, values.count - 1)
        // WHY: some orders make this slow, and whoever sends a picture chooses the order.
        var rounds = 0
        return values.withUnsafeMutableBufferPointer { values in
            while low < high {
                rounds += 1
                guard rounds <= 64 else {
                    values[low...high].sort()
                    break
                }
                let pivot = Self.middle(values[low], values[(low + high) / 2], values[high])
                var (left, right) = (low, high)
                while left <= right {
                    while values[left] < pivot { left += 1 }
                    while pivot < values[right] { right -= 1 }
                    guard left <= right else { break }
                    values.swapAt(left, right)
                    left += 1
                    right -= 1
                }
                if rank <= right { high = right } else if rank >= left { low = left } else { break }
            }
            return values[rank]
        }
    }

    private static func middle(_ one: Float, _ two: Float, _ three: Float) -> Float {
        Swift.max(Swift.min(one, two), Swift.min(Swift.max(one, two), three))
    }
}
