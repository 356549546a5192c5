import Glibc

/// A picture of packed 8-bit RGB, read from and written to binary PPM files.
struct Picture {
    var width: Int
    var height: Int
    var bytes: [UInt8]

    init?(path: String) {
        guard let file = fopen(path, "rb") else { return nil }
        defer { fclose(file) }
        guard fgetc(file) == 0x50, fgetc(file) == 0x36, let width = Self.number(file), let height = Self.number(file),
            Self.number(file) == 255, (1...1 << 20).contains(width), (1...1 << 20).contains(height),
            width * height <= 1 << 27
        else { return nil }
        self.width = width
        self.height = height
        bytes = [UInt8](repeating: 0, count: width * height * 3)
        guard fread(&bytes, 1, bytes.count, file) == bytes.count else { return nil }
    }

    func write(to path: String) -> Bool {
        guard let file = fopen(path, "wb") else { return false }
        defer { fclose(file) }
        let header = "P6\n\(width) \(height)\n255\n"
        return fputs(header, file) >= 0 && fwrite(bytes, 1, bytes.count, file) == bytes.count
    }

    /// A number and the one blank after it.
    private static func number(_ file: UnsafeMutablePointer<FILE>) -> Int? {
        var byte = fgetc(file)
        while byte == 0x20 || byte == 0x0A { byte = fgetc(file) }
        var value = 0
        var digits = 0
        while (0x30...0x39).contains(byte), digits < 9 {
            value = value * 10 + Int(byte - 0x30)
            digits += 1
            byte = fgetc(file)
        }
        return digits > 0 ? value : nil
    }
}
