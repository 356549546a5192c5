public import ContentCredentials
public import SafetyModel

/// Says of any picture what can be known of where it comes from: its credentials, a mark in its pixels, and whether it left
/// here. It never says anything of accounts or banks, and never that a picture is not made by AI.
public struct PictureCheck: Sendable {
    private let lens: any PictureLens
    private let store: any GateStore
    private let clock: Timepiece
    private let validator: ContentCredentialValidator
    private let markKeys: [[UInt8]]

    /// Looks for marks of those keys: the current one and older ones, at most eight.
    public init(
        lens: any PictureLens, store: any GateStore, clock: Timepiece, validator: ContentCredentialValidator,
        markKeys: [[UInt8]]
    ) {
        self.lens = lens
        self.store = store
        self.clock = clock
        self.validator = validator
        self.markKeys = markKeys
    }

    /// What is known of a picture.
    public struct Report: Sendable {
        public var credentials: ValidationReport
        /// A mark of ours in the pixels, and how sure.
        public var mark: FoundMark?
        public var origin: Origin
    }

    /// Whether the picture left here.
    public enum Origin: Hashable, Sendable {
        /// It is a picture that was made here at that time, or a copy of it.
        case ours(madeAt: Moment)
        /// It looks like one, and nothing says which of the two it is: it may be what that one was made from.
        case similar
        case unknown
    }

    /// Reads a picture and keeps nothing of it.
    public func check(_ picture: Picture) async throws(PictureCheckError) -> Report {
        let credentials = validator.validate(picture.bytes, at: CalendarTime(milliseconds: clock.now().milliseconds))
        let read: ReadPicture
        let mark: FoundMark?
        do throws(LensError) {
            read = try await lens.read(picture, as: .source)
            mark = try await lens.findMark(in: picture, keys: markKeys)
        } catch { throw .lens(error) }
        do throws(StoreError) {
            let origin = try await origin(BankQuery(read, bytes: picture), mark?.id)
            return Report(credentials: credentials, mark: mark, origin: origin)
        } catch { throw .store(error) }
    }

    private func origin(_ query: BankQuery, _ mark: MarkID?) async throws(StoreError) -> Origin {
        if let mark, let made = try await store.outputs(mark: mark).first(where: \.released) {
            return .ours(madeAt: made.at)
        }
        let near = try await store.outputs(
            nearAny: query.fingerprints, within: BankEntry.distanceMax, limit: 64
        ).map(query.judged).filter { $0.output.released && $0.likeness != .source }
        if let made = near.first(where: \.likeness.isConfirmed) { return .ours(madeAt: made.output.at) }
        return near.isEmpty ? .unknown : .similar
    }
}

/// Why a picture could not be checked.
public enum PictureCheckError: Error, Hashable, Sendable {
    case lens(LensError)
    case store(StoreError)
}
