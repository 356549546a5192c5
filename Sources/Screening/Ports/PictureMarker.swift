public import SafetyModel

/// Says in and around a picture that a machine made it. The last step before bytes leave: any later change breaks it.
public protocol PictureMarker: Sendable {
    /// A new mark for the pixels of one picture; nil where no mark is drawn.
    func mark() -> PictureMark?

    /// The picture with its Content Credentials.
    func sign(_ picture: Picture, made: Making) async throws(MarkingError) -> Picture
}

/// How a picture came to be.
public struct Making: Sendable {
    public var operation: Operation
    /// What the caller sent in, as it came; its credentials are carried on.
    public var sources: [Picture]
    /// The model that made it, where the generator says.
    public var model: String?
    /// The mark in its pixels.
    public var mark: MarkID?
    public var at: Moment

    public init(operation: Operation, sources: [Picture], model: String?, mark: MarkID?, at: Moment) {
        self.operation = operation
        self.sources = sources
        self.model = model
        self.mark = mark
        self.at = at
    }
}

/// Why a picture could not be marked; it does not leave.
public struct MarkingError: Error, Hashable, Sendable {
    /// For the log; never personal.
    public var reason: String

    public init(_ reason: String) { self.reason = reason }
}
