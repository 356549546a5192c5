extension LocalSignature {
    /// Compares the part of a query picture that matched an entry of a bank with the entry: in the orientation in which
    /// it matched and, where a crop of the entry matched, at the place of that crop.
    ///
    /// Where a crop matched, `same` speaks of what the crop shows. An edit outside it leaves the crop of the edit and the
    /// crop of its source alike, so a caller that must not mistake the source holds there.
    ///
    /// - Parameters:
    ///   - rgb: the query's pixels, at least `stride * (height - 1) + width * 3` bytes.
    ///   - width: pixels in a row, 1 to 65,535.
    ///   - height: rows, 1 to 65,535.
    ///   - stride: bytes from one row to the next; `width * 3` when nil.
    ///   - query: which of the query's fingerprints matched.
    ///   - entry: the signature of the whole enrolled picture.
    ///   - frame: where the entry's fingerprint that matched lies in the enrolled picture.
    /// - Returns: the answer; `unsure` where the part is too small for a signature.
    public static func confirm(
        rgb: UnsafeRawBufferPointer, width: Int, height: Int, stride: Int? = nil, as query: LabelledFingerprint,
        _ entry: LocalSignature, in frame: Frame = .whole
    ) -> LocalComparison {
        let whole = PixelView(rgb, width: width, height: height, stride: stride)
        let view = whole.part(query.area)
        guard min(view.width, view.height) >= sideMin else { return .unsure }
        return view.reduced(by: view.factor(leaving: Canvas.sourceSideMin)) { small, _ in
            let search = FrameSearch(pixels: small, orientation: query.orientation, entry: entry)
            let isExact = frame == .whole && !query.part.isTrimmed
            return compare(search.signature(in: isExact ? frame : search.closest(to: frame)), entry)
        }
    }
}

/// Where exactly a part of a picture lies in an enrolled one: crops are enrolled in wider steps, and borders are guessed
/// less exactly, than a signature forgives. At most 34 signatures are taken.
private struct FrameSearch {
    let pixels: PixelView
    let orientation: PDQ.Orientation
    let entry: LocalSignature

    /// In shares of the enrolled picture's sides.
    private static let cutSteps = [-0.00625, 0.00625, -0.0125, 0.0125, -0.01875, 0.01875, -0.025, 0.025]
    private static let edgeSteps = [-0.0125, -0.00625, 0.00625, 0.0125, 0.025, 0.0375]

    /// The whole frame is tried larger and smaller, then each side on its own.
    func closest(to start: LocalSignature.Frame) -> LocalSignature.Frame {
        var best = start
        var least = apart(start)
        func attempt(_ frame: LocalSignature.Frame?) {
            guard let frame, frame != best else { return }
            let found = apart(frame)
            if found < least { (best, least) = (frame, found) }
        }
        if start != .whole { for step in Self.cutSteps { attempt(start.cut(by: step)) } }
        for edge in LocalSignature.Frame.Edge.allCases {
            let before = best
            for step in Self.edgeSteps { attempt(before.cut(edge, by: step)) }
        }
        return best
    }

    func signature(in frame: LocalSignature.Frame) -> LocalSignature {
        let turned = frame.oriented(orientation.inverse)
        return LocalSignature(Tiles(Canvas(pixels, in: turned))).oriented(orientation)
    }

    private func apart(_ frame: LocalSignature.Frame) -> Float {
        let difference = LocalSignature.difference(signature(in: frame), entry)
        let sum = difference.excesses.reduce(0) { $0 + min(2, $1) }
        return sum / Float(max(1, difference.tilesCompared))
    }
}

extension LabelledFingerprint.Part {
    /// True where the part's rectangle was guessed from the pixels.
    var isTrimmed: Bool { self == .trimmed || self == .strictlyTrimmed || self == .busyBand }
}

extension LocalSignature.Frame {
    /// The frame with that share more cut from each side that is cut; nil where nothing sensible is left.
    func cut(by step: Double) -> LocalSignature.Frame? {
        let (left, top) = (left > 0 ? left + step : 0, top > 0 ? top + step : 0)
        let (right, bottom) = (right < 1 ? right - step : 1, bottom < 1 ? bottom - step : 1)
        guard left >= 0, top >= 0, right <= 1, bottom <= 1, right - left >= 0.25, bottom - top >= 0.25 else {
            return nil
        }
        return LocalSignature.Frame(left: left, top: top, right: right, bottom: bottom)
    }

    enum Edge: CaseIterable { case left, top, right, bottom }

    /// The frame with that share more cut from one side; nil where that lies outside.
    func cut(_ edge: Edge, by step: Double) -> LocalSignature.Frame? {
        let left = edge == .left ? left + step : left
        let top = edge == .top ? top + step : top
        let right = edge == .right ? right - step : right
        let bottom = edge == .bottom ? bottom - step : bottom
        guard left >= 0, top >= 0, right <= 1, bottom <= 1, right - left >= 0.25, bottom - top >= 0.25 else {
            return nil
        }
        return LocalSignature.Frame(left: left, top: top, right: right, bottom: bottom)
    }

    /// Where the part lies once the picture is turned.
    public func oriented(_ orientation: PDQ.Orientation) -> LocalSignature.Frame {
        func frame(_ left: Double, _ top: Double, _ right: Double, _ bottom: Double) -> LocalSignature.Frame {
            LocalSignature.Frame(left: left, top: top, right: right, bottom: bottom)
        }
        return switch orientation {
        case .asIs: self
        case .mirrored: frame(1 - right, top, 1 - left, bottom)
        case .flipped: frame(left, 1 - bottom, right, 1 - top)
        case .halfTurn: frame(1 - right, 1 - bottom, 1 - left, 1 - top)
        case .transposed: frame(top, left, bottom, right)
        case .quarterTurnRight: frame(1 - bottom, left, 1 - top, right)
        case .quarterTurnLeft: frame(top, 1 - right, bottom, 1 - left)
        case .antitransposed: frame(1 - bottom, 1 - right, 1 - top, 1 - left)
        }
    }
}

extension PDQ.Orientation {
    /// What turns the picture back.
    public var inverse: PDQ.Orientation {
        switch self {
        case .quarterTurnRight: .quarterTurnLeft
        case .quarterTurnLeft: .quarterTurnRight
        case .asIs, .halfTurn, .mirrored, .flipped, .transposed, .antitransposed: self
        }
    }
}
