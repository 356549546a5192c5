import LensWire
import Screening

extension LensTask.Stroke {
    /// The edit as it is sent; nil for a caption without text. Throws `invalidRequest` where a number is out of bounds.
    init?(_ edit: StudioEdit) throws(LensError) {
        switch edit {
        case .blackAndWhite: self = .blackAndWhite
        case .brightness(let factor):
            guard (0.2...3).contains(factor) else { throw .invalidRequest }
            self = .brightness(factor)
        case .blur(let sigma):
            guard (0.5...30).contains(sigma) else { throw .invalidRequest }
            self = .blur(sigma)
        case .cropCentre(let share):
            guard (0.1...1).contains(share) else { throw .invalidRequest }
            self = .cropCentre(share)
        case .rotate(let degrees):
            guard [90, 180, 270].contains(degrees) else { throw .invalidRequest }
            self = .rotate(UInt16(degrees))
        case .tint(let red, let green, let blue): self = .tint(try LensTask.Colour(red, green, blue))
        case .border(let width, let red, let green, let blue):
            guard (1...512).contains(width) else { throw .invalidRequest }
            self = .border(width: UInt16(width), try LensTask.Colour(red, green, blue))
        case .caption(let text):
            guard let line = CaptionText.clean(text) else { return nil }
            self = .caption(line)
        case .outline: self = .outline
        case .shrink(let side):
            guard (16...4096).contains(side) else { throw .invalidRequest }
            self = .shrink(side: UInt32(side))
        case .fit(let width, let height):
            guard (1...4096).contains(width), (1...4096).contains(height) else { throw .invalidRequest }
            self = .fit(width: UInt32(width), height: UInt32(height))
        }
    }
}

extension LensTask.Colour {
    init(_ red: Int, _ green: Int, _ blue: Int) throws(LensError) {
        guard let red = UInt8(exactly: red), let green = UInt8(exactly: green), let blue = UInt8(exactly: blue) else {
            throw .invalidRequest
        }
        self.init(red: red, green: green, blue: blue)
    }
}
