/// Tells containers apart by their bytes, before any decoder sees them, and finds what ends too early.
///
/// Only headers and the chain of blocks are walked; no pixel is touched. Anything unknown is refused.
public enum Container {
    /// What the bytes are, and how many frames their blocks announce (1 where the decoder is the one to count).
    public struct Identity: Hashable, Sendable {
        public var format: WireFormat
        public var frames: Int
    }

    /// The container of those bytes.
    ///
    /// Throws `formatNotAllowed` for what is not on the list, `videoNotAllowed` for films and for animations that the
    /// decoders would not read to the end, `truncated` where the container ends too early.
    public static func identify(_ bytes: UnsafeRawBufferPointer) throws(WireFault) -> Identity {
        let view = ByteView(bytes)
        if view.starts(with: [0xFF, 0xD8, 0xFF]) {
            try checkJPEG(view)
            return Identity(format: .jpeg, frames: 1)
        }
        if view.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            try checkPNG(view)
            return Identity(format: .png, frames: 1)
        }
        if view.starts(with: "GIF87a") || view.starts(with: "GIF89a") {
            return Identity(format: .gif, frames: try countGIF(view))
        }
        if view.starts(with: "RIFF"), view.text(at: 8) == "WEBP" {
            return Identity(format: .webp, frames: try countWebP(view))
        }
        if view.starts(with: "RIFF"), view.text(at: 8) == "AVI " { throw .videoNotAllowed }
        if view.text(at: 4) == "ftyp" {
            return Identity(format: try identifyBoxes(view), frames: 1)
        }
        // Matroska and WebM, MPEG program and transport streams, Flash video, Ogg.
        if view.starts(with: [0x1A, 0x45, 0xDF, 0xA3]) || view.starts(with: [0, 0, 1, 0xBA])
            || view.starts(with: [0, 0, 1, 0xB3]) || view.starts(with: "FLV") || view.starts(with: "OggS")
        {
            throw .videoNotAllowed
        }
        if ["moov", "mdat", "wide"].contains(view.text(at: 4)) { throw .videoNotAllowed }
        throw .formatNotAllowed
    }

    /// The container of encoded bytes by their first bytes alone; nil for anything else. For what a worker sends back.
    public static func claims(_ bytes: UnsafeRawBufferPointer) -> WireFormat? {
        let view = ByteView(bytes)
        if view.starts(with: [0xFF, 0xD8, 0xFF]) { return .jpeg }
        if view.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return .png }
        if view.starts(with: "RIFF"), view.text(at: 8) == "WEBP" { return .webp }
        return nil
    }

    /// Walks the segments to the start of the scan, then looks for the end mark behind it.
    private static func checkJPEG(_ view: ByteView) throws(WireFault) {
        var position = 2
        while true {
            guard let mark = view.byte(at: position), let code = view.byte(at: position + 1) else { throw .truncated }
            guard mark == 0xFF else { throw .corrupt }
            if code == 0xFF {
                position += 1
                continue
            }
            guard let length = view.big16(at: position + 2) else { throw .truncated }
            guard length >= 2 else { throw .corrupt }
            position += 2 + length
            guard position <= view.count else { throw .truncated }
            if code == 0xDA { break }
            guard code != 0xD9 else { throw .corrupt }
        }
        guard view.contains([0xFF, 0xD9], after: position) else { throw .truncated }
    }

    /// Walks the chunks to the last one; a second frame anywhere makes it an animation, which PNG decoders do not read.
    private static func checkPNG(_ view: ByteView) throws(WireFault) {
        var position = 8
        while true {
            guard let length = view.big32(at: position), let name = view.text(at: position + 4) else {
                throw .truncated
            }
            if name == "acTL" || name == "fdAT" { throw .videoNotAllowed }
            guard length <= 0x7FFF_FFFF else { throw .corrupt }
            position += 12 + length
            guard position <= view.count else { throw .truncated }
            if name == "IEND" { return }
        }
    }

    /// Walks the blocks to the trailer and counts the frames.
    private static func countGIF(_ view: ByteView) throws(WireFault) -> Int {
        guard let screen = view.byte(at: 10) else { throw .truncated }
        var position = 13 + colourTable(screen)
        var frames = 0
        while true {
            guard let kind = view.byte(at: position) else { throw .truncated }
            switch kind {
            case 0x3B:
                guard frames > 0 else { throw .corrupt }
                return frames
            case 0x21: position += 2
            case 0x2C:
                guard let flags = view.byte(at: position + 9) else { throw .truncated }
                frames += 1
                position += 11 + colourTable(flags)
            default: throw .corrupt
            }
            while true {
                guard let length = view.byte(at: position) else { throw .truncated }
                position += 1 + Int(length)
                if length == 0 { break }
            }
        }
    }

    private static func colourTable(_ flags: UInt8) -> Int { flags & 0x80 == 0 ? 0 : 3 << (Int(flags & 7) + 1) }

    /// Walks the chunks to the end of the file that the header names and counts the frames.
    private static func countWebP(_ view: ByteView) throws(WireFault) -> Int {
        guard let length = view.little32(at: 4) else { throw .truncated }
        let end = length + 8
        guard end <= view.count else { throw .truncated }
        var position = 12
        var frames = 0
        while position + 8 <= end {
            guard let name = view.text(at: position), let size = view.little32(at: position + 4) else { throw .corrupt }
            if name == "ANMF" { frames += 1 }
            position += 8 + size + size % 2
            guard position <= end + 1 else { throw .truncated }
        }
        return max(1, frames)
    }

    /// AVIF and HEIC stills. Files with tracks hold films or sequences, of which decoders would show one picture only.
    private static func identifyBoxes(_ view: ByteView) throws(WireFault) -> WireFormat {
        guard let length = view.big32(at: 0), length >= 16, length <= 1024, length <= view.count else {
            throw .formatNotAllowed
        }
        let brands = [8] + Array(stride(from: 16, to: length - 3, by: 4))
        let names = Set(brands.compactMap { view.text(at: $0) })
        let format: WireFormat
        if !names.isDisjoint(with: ["avis", "msf1", "hevc", "hevx", "hevm", "hevs"]) {
            throw .videoNotAllowed
        } else if names.contains("avif") {
            format = .avif
        } else if !names.isDisjoint(with: ["heic", "heix", "heim", "heis"]) {
            format = .heic
        } else if !names.isDisjoint(with: ["mif1", "miaf", "jpeg", "j2ki"]) {
            throw .formatNotAllowed
        } else {
            throw .videoNotAllowed
        }
        var position = 0
        while position < view.count {
            guard let size = view.big32(at: position), let name = view.text(at: position + 4) else { throw .truncated }
            if name == "moov" || name == "moof" { throw .videoNotAllowed }
            var whole = size
            if size == 1 {
                guard let high = view.big32(at: position + 8), let low = view.big32(at: position + 12) else {
                    throw .truncated
                }
                guard high == 0, low >= 16 else { throw .corrupt }
                whole = low
            } else if size == 0 {
                return format
            }
            guard whole >= 8 else { throw .corrupt }
            position += whole
            guard position <= view.count else { throw .truncated }
        }
        return format
    }
}
