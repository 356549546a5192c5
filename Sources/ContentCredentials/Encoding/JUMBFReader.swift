/// Reads the boxes of a manifest store. Every length must fit exactly, every label must be there and be unlike its
/// siblings', and flags that this reader does not know are refused, so that no bit of the structure can change
/// unnoticed.
struct JUMBFReader {
    static let depthMax = 6
    static let boxesMax = 2_000
    static let labelBytesMax = 256
    /// Toggles: may be requested, has a label.
    static let labelled: UInt8 = 0x03
    /// Toggles: as `labelled`, and a private box (a salt) follows the label.
    static let labelledAndSalted: UInt8 = 0x13

    private let bytes: [UInt8]
    private var boxesLeft = boxesMax

    /// The outermost superbox, which must fill the bytes; nil for anything else.
    static func read(_ bytes: [UInt8]) -> JUMBFBox? {
        var reader = JUMBFReader(bytes: bytes)
        guard let box = reader.superbox(bytes.indices, depth: 0), box.range == bytes.indices else { return nil }
        return box
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    /// The box at the start of that range.
    private mutating func plain(_ range: Range<Int>) -> (type: ArraySlice<UInt8>, payload: Range<Int>)? {
        guard boxesLeft > 0, range.count >= 8, let length = bytes.big32(at: range.lowerBound), length >= 8,
            length <= range.count
        else { return nil }
        boxesLeft -= 1
        let start = range.lowerBound
        return (bytes[(start + 4)..<(start + 8)], (start + 8)..<(start + length))
    }

    private mutating func superbox(_ range: Range<Int>, depth: Int) -> JUMBFBox? {
        guard depth < Self.depthMax, let outer = plain(range), outer.type.elementsEqual("jumb".utf8),
            let description = plain(outer.payload), description.type.elementsEqual("jumd".utf8),
            var box = describe(description.payload)
        else { return nil }
        box.range = range.lowerBound..<outer.payload.upperBound
        var rest = description.payload.upperBound..<outer.payload.upperBound
        while !rest.isEmpty {
            guard let next = plain(rest) else { return nil }
            if next.type.elementsEqual("jumb".utf8) {
                guard let child = superbox(rest, depth: depth + 1), box.append(child) else { return nil }
            } else {
                box.contents.append(JUMBFBox.Content(type: Array(next.type), payload: next.payload))
            }
            rest = next.payload.upperBound..<rest.upperBound
        }
        return box
    }

    private mutating func describe(_ payload: Range<Int>) -> JUMBFBox? {
        guard payload.count >= 18 else { return nil }
        let toggles = bytes[payload.lowerBound + 16]
        guard toggles == Self.labelled || toggles == Self.labelledAndSalted else { return nil }
        let text = bytes[(payload.lowerBound + 17)..<payload.upperBound]
        guard let end = text.firstIndex(of: 0), end > text.startIndex, end - text.startIndex <= Self.labelBytesMax,
            text[..<end].allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "/") })
        else { return nil }
        let rest = (end + 1)..<payload.upperBound
        if toggles == Self.labelledAndSalted {
            guard let salt = plain(rest), salt.type.elementsEqual("c2sh".utf8),
                salt.payload.upperBound == rest.upperBound
            else { return nil }
        } else if !rest.isEmpty {
            return nil
        }
        return JUMBFBox(
            type: JUMBFType(uuid: bytes[payload.lowerBound..<(payload.lowerBound + 16)]),
            label: String(decoding: text[..<end], as: UTF8.self), range: payload)
    }
}
