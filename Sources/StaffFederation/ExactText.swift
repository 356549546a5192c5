import Crypto

/// True when both are equal byte for byte; the time taken depends on their lengths only.
///
/// WHY: Swift's `==` takes texts for equal that only look alike (`K` and the Kelvin sign); names that decide who
/// somebody is are compared with this.
func isSame(_ left: String, _ right: String) -> Bool {
    SymmetricKey(data: Array(left.utf8)) == SymmetricKey(data: Array(right.utf8))
}

/// True for printable ASCII, spaces included.
func isPrintable(_ text: String) -> Bool { text.utf8.allSatisfy { (0x20...0x7E).contains($0) } }
