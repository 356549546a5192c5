extension LocalSignature: Codable {
    /// The bytes as pairs of lower-case hexadecimal digits.
    public var hex: String {
        let digits = Array("0123456789abcdef")
        return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }

    /// - Parameter hex: what `hex` gave.
    /// - Throws: where it is not that.
    public init(hex: String) throws(LocalSignatureError) {
        let digits = Array(hex.utf8)
        guard digits.count <= 2 * Self.bytesCountWithMask else { throw .wrongLength(digits.count / 2) }
        guard digits.count.isMultiple(of: 2) else { throw .notHexadecimal }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = Self.value(digits[index]), let low = Self.value(digits[index + 1]) else {
                throw .notHexadecimal
            }
            bytes.append(high << 4 | low)
        }
        try self.init(bytes: bytes)
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 48...57: digit - 48
        case 97...102: digit - 87
        default: nil
        }
    }

    /// Reads `hex`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do {
            try self.init(hex: container.decode(String.self))
        } catch let error as LocalSignatureError {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no local signature: \(error)")
        }
    }

    /// Writes `hex`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(hex)
    }
}
