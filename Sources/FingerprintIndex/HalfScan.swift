import CFingerprintScan

/// Looks at every near half, one after the other.
struct HalfScan {
    let halves: UnsafePointer<UInt128>
    let count: Int

    /// Calls `visit` with each position whose half lies within reach; the answer is the reach from then on.
    func search(_ sought: UInt128, within reach: Int, visit: (Int) -> Int) {
        var reach = reach
        let plane = UnsafeRawPointer(halves).assumingMemoryBound(to: vg_half.self)
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: ScanKernel.room) { found in
            guard let start = found.baseAddress else { return }
            var next = 0
            while next < count, reach >= 0 {
                let hits = vg_scan(
                    plane, count, vg_half(sought), UInt32(reach), &next, start, ScanKernel.room, ScanKernel.best)
                for index in 0..<hits { reach = visit(Int(found[index])) }
            }
        }
    }
}
