extension LensTask {
    /// The task as a frame. Throws `tooLong` for text or a list that does not fit.
    public func frame() throws(WireError) -> Frame {
        var writer = ByteWriter()
        writer.put(number)
        writer.put(bounds.framePixelsMax)
        writer.put(bounds.totalPixelsMax)
        writer.put(bounds.framesMax)
        switch work {
        case .read(let role):
            writer.put(UInt8(1))
            writer.put(role.rawValue)
        case .finish(let format, let quality, let label, let mark):
            writer.put(UInt8(2))
            writer.put(format.rawValue)
            writer.put(quality)
            writer.put(UInt8(label == nil ? 0 : 1))
            if let label {
                writer.put(UInt8(label.isBadge ? 1 : 0))
                for text in [label.sign, label.words, label.line] { try writer.put(text) }
            }
            writer.put(UInt8(mark == nil ? 0 : 1))
            if let mark {
                guard mark.key.count == Mark.keyBytes else { throw .tooLong }
                writer.put(mark.id)
                writer.put(mark.key)
            }
        case .findMark(let keys):
            guard keys.count <= LensTask.keysMax, keys.allSatisfy({ $0.count == Mark.keyBytes }) else { throw .tooLong }
            writer.put(UInt8(5))
            writer.put(UInt8(keys.count))
            for key in keys { writer.put(key) }
        case .compare(let firstBytes):
            writer.put(UInt8(6))
            writer.put(firstBytes)
        case .readText: writer.put(UInt8(7))
        case .runModels: writer.put(UInt8(8))
        case .edit(let strokes):
            guard strokes.count <= LensTask.strokesMax else { throw .tooLong }
            writer.put(UInt8(3))
            writer.put(UInt8(strokes.count))
            for stroke in strokes { try stroke.write(to: &writer) }
        case .scene(let width, let height, let seed, let caption):
            writer.put(UInt8(4))
            writer.put(width)
            writer.put(height)
            writer.put(seed)
            try writer.put(caption)
        }
        guard writer.bytes.count + Frame.headerLength <= Frame.lengthMax else { throw .tooLong }
        return Frame(kind: .task, payload: writer.bytes)
    }

    /// Reads a task from a frame.
    public init(_ frame: Frame) throws(WireError) {
        guard frame.kind == .task else { throw .malformed }
        var reader = ByteReader(frame.payload)
        let number = try reader.integer(UInt32.self)
        let bounds = PictureBounds(
            framePixelsMax: try reader.integer(UInt64.self), totalPixelsMax: try reader.integer(UInt64.self),
            framesMax: try reader.integer(UInt32.self))
        let work: Work
        switch try reader.integer(UInt8.self) {
        case 1:
            guard let role = Role(rawValue: try reader.integer(UInt8.self)) else { throw .malformed }
            work = .read(role)
        case 2:
            guard let format = WireFormat(rawValue: try reader.integer(UInt8.self)) else { throw .malformed }
            let quality = try reader.integer(UInt8.self)
            var label: Label?
            if try reader.flag() {
                label = Label(
                    isBadge: try reader.flag(), sign: try reader.text(), words: try reader.text(),
                    line: try reader.text())
            }
            var mark: Mark?
            if try reader.flag() {
                mark = Mark(id: try reader.integer(UInt64.self), key: try reader.bytes(Mark.keyBytes))
            }
            work = .finish(format, quality: quality, label: label, mark: mark)
        case 5:
            let count = Int(try reader.integer(UInt8.self))
            guard count <= LensTask.keysMax else { throw .malformed }
            var keys: [[UInt8]] = []
            for _ in 0..<count { keys.append(try reader.bytes(Mark.keyBytes)) }
            work = .findMark(keys: keys)
        case 3:
            let count = Int(try reader.integer(UInt8.self))
            guard count <= LensTask.strokesMax else { throw .malformed }
            var strokes: [Stroke] = []
            for _ in 0..<count { strokes.append(try Stroke(from: &reader)) }
            work = .edit(strokes)
        case 4:
            work = .scene(
                width: try reader.integer(UInt32.self), height: try reader.integer(UInt32.self),
                seed: try reader.integer(UInt64.self), caption: try reader.optionalText())
        case 6: work = .compare(firstBytes: try reader.integer(UInt64.self))
        case 7: work = .readText
        case 8: work = .runModels
        default: throw .malformed
        }
        try reader.finish()
        self.init(number: number, bounds: bounds, work: work)
    }
}

extension LensTask.Stroke {
    func write(to writer: inout ByteWriter) throws(WireError) {
        switch self {
        case .blackAndWhite: writer.put(UInt8(1))
        case .brightness(let factor):
            writer.put(UInt8(2))
            writer.put(factor)
        case .blur(let sigma):
            writer.put(UInt8(3))
            writer.put(sigma)
        case .cropCentre(let share):
            writer.put(UInt8(4))
            writer.put(share)
        case .rotate(let degrees):
            writer.put(UInt8(5))
            writer.put(degrees)
        case .tint(let colour):
            writer.put(UInt8(6))
            colour.write(to: &writer)
        case .border(let width, let colour):
            writer.put(UInt8(7))
            writer.put(width)
            colour.write(to: &writer)
        case .caption(let text):
            writer.put(UInt8(8))
            try writer.put(text)
        case .fit(let width, let height):
            writer.put(UInt8(9))
            writer.put(width)
            writer.put(height)
        case .outline: writer.put(UInt8(10))
        case .shrink(let side):
            writer.put(UInt8(11))
            writer.put(side)
        }
    }

    init(from reader: inout ByteReader) throws(WireError) {
        switch try reader.integer(UInt8.self) {
        case 1: self = .blackAndWhite
        case 2: self = .brightness(try reader.double())
        case 3: self = .blur(try reader.double())
        case 4: self = .cropCentre(try reader.double())
        case 5: self = .rotate(try reader.integer(UInt16.self))
        case 6: self = .tint(try LensTask.Colour(from: &reader))
        case 7: self = .border(width: try reader.integer(UInt16.self), try LensTask.Colour(from: &reader))
        case 8: self = .caption(try reader.text())
        case 9: self = .fit(width: try reader.integer(UInt32.self), height: try reader.integer(UInt32.self))
        case 10: self = .outline
        case 11: self = .shrink(side: try reader.integer(UInt32.self))
        default: throw .malformed
        }
    }
}

extension LensTask.Colour {
    func write(to writer: inout ByteWriter) {
        writer.put(red)
        writer.put(green)
        writer.put(blue)
    }

    init(from reader: inout ByteReader) throws(WireError) {
        self.init(
            red: try reader.integer(UInt8.self), green: try reader.integer(UInt8.self),
            blue: try reader.integer(UInt8.self))
    }
}
