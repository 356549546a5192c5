// A form is cut in two ways; both must give the same parts or the same error, within the limits.

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let whole = parse(bytes, step: max(1, bytes.count))
    let step = Int(bytes.first ?? 0) % 7 + 1
    precondition(parse(bytes, step: step) == whole, "cut every \(step) bytes, the form reads differently")
    if case .success(let parts) = whole {
        precondition(parts.count <= 4 && parts.allSatisfy { $0.bytes.count <= 512 && !$0.name.isEmpty })
    }
    return 0
}

private func parse(_ bytes: [UInt8], step: Int) -> Result<[MultipartPart], MultipartError> {
    let limits = MultipartLimits(
        parts: 4, partBytes: 512, totalBytes: 4096, headerBytes: 256, headers: 4, marginBytes: 32)
    var parser = MultipartParser(boundary: "b", limits: limits)
    for start in stride(from: 0, to: bytes.count, by: step) {
        let chunk = Array(bytes[start..<min(start + step, bytes.count)])
        let fed = chunk.withUnsafeBytes { chunk in
            Result { () throws(MultipartError) in try parser.feed(chunk) }
        }
        if case .failure(let error) = fed { return .failure(error) }
    }
    return Result { () throws(MultipartError) in try parser.finish() }
}
