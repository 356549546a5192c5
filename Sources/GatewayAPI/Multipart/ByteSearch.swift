#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension [UInt8] {
    /// The first place at or after `start` where those bytes stand, which must not be empty.
    func firstIndex(of wanted: [UInt8], from start: Int) -> Int? {
        withUnsafeBytes { bytes in
            wanted.withUnsafeBytes { wanted -> Int? in
                guard let base = bytes.baseAddress, let wantedBase = wanted.baseAddress else { return nil }
                var index = start
                while index + wanted.count <= bytes.count {
                    guard
                        let found = memchr(base + index, Int32(wanted[0]), bytes.count - wanted.count + 1 - index)
                    else { return nil }
                    index = UnsafeRawPointer(found) - base
                    if memcmp(base + index, wantedBase, wanted.count) == 0 { return index }
                    index += 1
                }
                return nil
            }
        }
    }
}
