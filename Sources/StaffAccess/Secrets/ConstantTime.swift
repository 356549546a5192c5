import Crypto

/// True when both are equal. The time taken depends on their lengths only, not on where they differ.
func isSame(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    // The library compares keys without stopping at the first difference.
    SymmetricKey(data: left) == SymmetricKey(data: right)
}
