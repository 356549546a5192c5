/// What a JUMBF superbox holds: four ASCII letters before the fixed tail of ISO 19566-5, or a whole UUID.
struct JUMBFType: Hashable, Sendable {
    let uuid: [UInt8]

    init(_ letters: String) { uuid = Array(letters.utf8) + Self.tail }
    init(uuid: ArraySlice<UInt8>) { self.uuid = Array(uuid) }

    private static let tail: [UInt8] = [0, 0x11, 0, 0x10, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71]

    static let store = JUMBFType("c2pa")
    static let manifest = JUMBFType("c2ma")
    static let updateManifest = JUMBFType("c2um")
    static let assertions = JUMBFType("c2as")
    static let claim = JUMBFType("c2cl")
    static let signature = JUMBFType("c2cs")
    static let credentials = JUMBFType("c2vc")
    static let dataBoxes = JUMBFType("c2db")
    static let cbor = JUMBFType("cbor")
    static let json = JUMBFType("json")
    static let uuidContent = JUMBFType("uuid")
    static let embeddedFile = JUMBFType(
        uuid: [
            0x40, 0xCB, 0x0C, 0x32, 0xBB, 0x8A, 0x48, 0x9D, 0xA7, 0x0B, 0x2A, 0xD6, 0xF4, 0x7F, 0x43, 0x69,
        ])
}

/// One superbox of a manifest store that was read. Ranges are places in the store's bytes.
struct JUMBFBox: Sendable {
    var type: JUMBFType
    var label: String
    /// The box with its 8-byte header.
    var range: Range<Int>
    /// Superboxes inside, in order.
    private(set) var children: [JUMBFBox] = []
    /// Plain boxes inside, in order: four letters and the payload's place.
    var contents: [Content] = []

    struct Content: Sendable {
        var type: [UInt8]
        var payload: Range<Int>
    }

    /// What a hashed URI covers: everything after the superbox's own header.
    var hashedRange: Range<Int> { (range.lowerBound + 8)..<range.upperBound }

    /// Places among the children by label, so that many references cost no search each.
    private var places: [String: Int] = [:]

    init(type: JUMBFType, label: String, range: Range<Int>) {
        self.type = type
        self.label = label
        self.range = range
    }

    /// The child of that label.
    func child(_ label: String) -> JUMBFBox? { places[label].map { children[$0] } }

    /// Adds a child; false when its label is taken.
    mutating func append(_ child: JUMBFBox) -> Bool {
        guard places.updateValue(children.count, forKey: child.label) == nil else { return false }
        children.append(child)
        return true
    }

    /// The payload of the only content box, when it is of that type.
    func onlyContent(_ type: String) -> Range<Int>? {
        guard children.isEmpty, contents.count == 1, contents[0].type.elementsEqual(type.utf8) else { return nil }
        return contents[0].payload
    }
}

/// Writing boxes.
extension [UInt8] {
    static func box(_ type: String, _ payload: [UInt8]) -> [UInt8] {
        big32(8 + payload.count) + Array(type.utf8) + payload
    }

    static func superbox(_ type: JUMBFType, _ label: String, _ content: [UInt8]) -> [UInt8] {
        let description = type.uuid + [JUMBFReader.labelled] + Array(label.utf8) + [0]
        return box("jumb", box("jumd", description) + content)
    }

    static func cborBox(_ label: String, _ value: CBORValue) -> [UInt8] {
        superbox(.cbor, label, box("cbor", value.encoded))
    }
}
