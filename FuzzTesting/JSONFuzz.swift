// What is read as JSON can be told apart: no string of it is invalid, no number has lost a digit, and what is written
// again is read as the same.

import WireJSON

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    guard let json = try? JSONReader.read(bytes) else { return 0 }
    walk(json, in: String(decoding: bytes, as: UTF8.self))
    precondition((try? JSONReader.read(json.bytes)) == json)
    return 0
}

private func walk(_ json: JSON, in body: String) {
    switch json {
    case .string(let text):
        precondition(
            !text.string.unicodeScalars.contains("\u{FFFD}") || body.contains("\u{FFFD}")
                || body.lowercased().contains("fffd"))
        precondition(text.withBytes { $0.count } == text.string.utf8.count)
        // Strict base64 has one text for the same bytes; every tolerance reads what the strict reader reads.
        let strict = text.base64(bytesMax: .max)
        let loose = text.base64(bytesMax: .max, tolerating: [.padding, .addressSafe, .strayBits, .dataPrefix])
        precondition(strict.map { Base64.text($0) == text.string && $0 == loose } ?? true)
    case .number(let number): precondition(body.contains(number.text))
    case .array(let elements): elements.forEach { walk($0, in: body) }
    case .object(let object): object.members.forEach { walk($0.value, in: body) }
    default: break
    }
}
