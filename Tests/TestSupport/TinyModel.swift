/// An ONNX model of one step, written byte by byte: nobody's weights, and small enough to read.
public enum TinyModel {
    /// The mean of each colour: takes `[1, 3, side, side]`, answers `[1, 3]`.
    public static func meanColours(side: Int) -> [UInt8] {
        let step = message([
            field(1, "picture"), field(2, "answer"), field(4, "ReduceMean"),
            field(5, message([field(1, "axes"), number(8, 2), number(8, 3), number(20, 7)])),
            field(5, message([field(1, "keepdims"), number(3, 0), number(20, 2)])),
        ])
        return model(step, extra: [], takes: [1, 3, side, side], answers: [1, 3])
    }

    /// The same numbers in another shape: takes `[1, 3, side, side]`, answers `shape`.
    public static func reshaped(side: Int, to shape: [Int]) -> [UInt8] {
        let step = message([field(1, "picture"), field(1, "shape"), field(2, "answer"), field(4, "Reshape")])
        let constant = message(
            [number(1, shape.count), number(2, 7)] + shape.map { number(7, $0) } + [field(8, "shape")])
        return model(step, extra: [field(5, constant)], takes: [1, 3, side, side], answers: shape)
    }

    private static func model(_ step: [UInt8], extra: [[UInt8]], takes: [Int], answers: [Int]) -> [UInt8] {
        let graph = message(
            [field(1, step), field(2, "tiny")] + extra + [
                field(11, value("picture", takes)), field(12, value("answer", answers)),
            ])
        return message([number(1, 8), field(7, graph), field(8, message([field(1, ""), number(2, 13)]))])
    }

    /// A tensor of 32-bit floats.
    private static func value(_ name: String, _ sides: [Int]) -> [UInt8] {
        let shape = message(sides.map { field(1, message([number(1, $0)])) })
        return message([field(1, name), field(2, message([field(1, message([number(1, 1), field(2, shape)]))]))])
    }

    // Protocol buffers: a key of field and kind, then a number, or a length and bytes.

    private static func message(_ fields: [[UInt8]]) -> [UInt8] { fields.flatMap { $0 } }
    private static func field(_ place: Int, _ text: String) -> [UInt8] { field(place, Array(text.utf8)) }
    private static func field(_ place: Int, _ bytes: [UInt8]) -> [UInt8] {
        variable(place << 3 | 2) + variable(bytes.count) + bytes
    }
    private static func number(_ place: Int, _ value: Int) -> [UInt8] { variable(place << 3) + variable(value) }

    private static func variable(_ value: Int) -> [UInt8] {
        var (rest, bytes) = (UInt64(value), [UInt8]())
        while rest > 127 {
            bytes.append(UInt8(rest & 127) | 128)
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }
}
