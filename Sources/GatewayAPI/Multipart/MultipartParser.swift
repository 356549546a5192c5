/// Reads multipart/form-data (RFC 7578) from chunks as they arrive. The same bytes give the same parts, or the same
/// error, however they are cut.
///
/// INVARIANT: `pending` holds only bytes that were not understood yet: never more than the headers' bound or a boundary
/// line while headers or margins are read. The bytes of a part go straight into the part.
public struct MultipartParser: Sendable {
    private enum State: Sendable {
        case preamble
        /// Right after a boundary: `--` closes the form, a line end starts a part.
        case boundaryLine
        case headers
        case part
        case epilogue
    }

    /// Space that may stand after a boundary on its line.
    private static let paddingMax = 32

    private let delimiter: [UInt8]
    private let limits: MultipartLimits
    private var state = State.preamble
    private var pending: [UInt8]
    private var part = MultipartPart(name: "")
    private var parts: [MultipartPart] = []
    private var seen = 0
    private var margin = 0
    private var failure: MultipartError?

    /// Reads forms with that boundary, without its leading hyphens.
    public init(boundary: String, limits: MultipartLimits = MultipartLimits()) {
        delimiter = Array("\r\n--\(boundary)".utf8)
        self.limits = limits
        // WHY: the first boundary may stand at the very start; with a line end before it every boundary looks alike.
        pending = Array("\r\n".utf8)
    }

    /// Takes the next bytes. After an error every further call throws the same error.
    public mutating func feed(_ chunk: UnsafeRawBufferPointer) throws(MultipartError) {
        if let failure { throw failure }
        let room = limits.totalBytes - seen
        seen += min(chunk.count, room)
        do throws(MultipartError) {
            try consume(UnsafeRawBufferPointer(rebasing: chunk.prefix(room)))
            if chunk.count > room { throw .tooLarge }
        } catch {
            failure = error
            parts = []
            part = MultipartPart(name: "")
            throw error
        }
    }

    /// The parts, in order, once every byte was fed.
    public mutating func finish() throws(MultipartError) -> [MultipartPart] {
        if let failure { throw failure }
        guard case .epilogue = state else {
            if case .preamble = state { throw seen > limits.marginBytes ? .preambleTooLong : .unfinished }
            throw .unfinished
        }
        return parts
    }

    private mutating func consume(_ chunk: UnsafeRawBufferPointer) throws(MultipartError) {
        if case .part = state {
            let before = part.bytes.count
            part.bytes.append(contentsOf: chunk)
            guard try endPart(searchFrom: before - delimiter.count + 1) else { return }
        } else {
            pending.append(contentsOf: chunk)
        }
        while try step() {}
    }

    /// Does the next piece of work; false when more bytes are needed.
    private mutating func step() throws(MultipartError) -> Bool {
        switch state {
        case .preamble: return try skipPreamble()
        case .boundaryLine: return try readBoundaryLine()
        case .headers: return try readHeaders()
        case .part:
            part.bytes = pending
            pending = []
            return try endPart(searchFrom: 0)
        case .epilogue:
            margin += pending.count
            pending = []
            guard margin <= limits.marginBytes else { throw .epilogueTooLong }
            return false
        }
    }

    private mutating func skipPreamble() throws(MultipartError) -> Bool {
        if let start = pending.firstIndex(of: delimiter, from: 0) {
            guard start <= limits.marginBytes else { throw .preambleTooLong }
            pending.removeFirst(start + delimiter.count)
            state = .boundaryLine
            return true
        }
        guard pending.count - delimiter.count < limits.marginBytes else { throw .preambleTooLong }
        return false
    }

    private mutating func readBoundaryLine() throws(MultipartError) -> Bool {
        let hyphen = UInt8(ascii: "-")
        guard let first = pending.first else { return false }
        if first == hyphen {
            guard pending.count >= 2 else { return false }
            guard pending[1] == hyphen else { throw .lineMalformed }
            pending.removeFirst(2)
            state = .epilogue
            return true
        }
        let padding = pending.prefix(Self.paddingMax + 1).prefix { $0 == 0x20 || $0 == 0x09 }.count
        guard padding <= Self.paddingMax else { throw .lineMalformed }
        guard pending.count > padding else { return false }
        guard pending[padding] == 0x0D else { throw .lineMalformed }
        guard pending.count > padding + 1 else { return false }
        guard pending[padding + 1] == 0x0A else { throw .lineMalformed }
        guard parts.count < limits.parts else { throw .tooManyParts }
        pending.removeFirst(padding + 2)
        state = .headers
        return true
    }

    private mutating func readHeaders() throws(MultipartError) -> Bool {
        guard !pending.starts(with: [0x0D, 0x0A]) else { throw .nameMissing }
        let end = pending.firstIndex(of: [0x0D, 0x0A, 0x0D, 0x0A], from: 0)
        // WHY: the bound is measured in the same place whether or not the end has arrived, so cuts do not matter.
        guard end ?? (pending.count - 3) <= limits.headerBytes else { throw .headersTooLarge }
        guard let end else { return false }
        part = try MultipartHeaders.part(Array(pending[..<end]), limits: limits)
        pending.removeFirst(end + 4)
        state = .part
        return true
    }

    /// Looks for the boundary that ends the part; true when it was found.
    private mutating func endPart(searchFrom start: Int) throws(MultipartError) -> Bool {
        guard let end = part.bytes.firstIndex(of: delimiter, from: max(0, start)) else {
            guard part.bytes.count - (delimiter.count - 1) <= limits.partBytes else { throw .partTooLarge }
            return false
        }
        guard end <= limits.partBytes else { throw .partTooLarge }
        pending = Array(part.bytes[(end + delimiter.count)...])
        part.bytes.removeSubrange(end...)
        parts.append(part)
        part = MultipartPart(name: "")
        state = .boundaryLine
        return true
    }
}
