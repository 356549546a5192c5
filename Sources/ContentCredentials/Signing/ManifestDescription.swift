/// What a new manifest says about a picture.
public struct ManifestDescription: Sendable {
    /// How the picture came to be.
    public enum Origin: Sendable {
        /// Made by a model from a request, perhaps with pictures as a reference.
        case generated(references: [SourcePicture] = [])
        /// Made by a model out of an upload, perhaps with more pictures as a reference.
        case edited(SourcePicture, references: [SourcePicture] = [])
    }

    public var origin: Origin
    /// The generator that made the pixels.
    public var softwareAgent: Software
    /// The program that makes this claim.
    public var claimGenerator: Software
    /// When the pixels were made.
    public var when: CalendarTime
    /// The durable mark in the pixels, when they carry one.
    public var softBinding: SoftBinding?

    public init(
        origin: Origin, softwareAgent: Software, claimGenerator: Software, when: CalendarTime,
        softBinding: SoftBinding? = nil
    ) {
        self.origin = origin
        self.softwareAgent = softwareAgent
        self.claimGenerator = claimGenerator
        self.when = when
        self.softBinding = softBinding
    }
}

/// A program's name and version.
public struct Software: Hashable, Sendable {
    public var name: String
    public var version: String?

    public init(name: String, version: String? = nil) {
        self.name = name
        self.version = version
    }

    var value: CBORValue {
        guard let version else { return ["name": .text(name)] }
        return ["name": .text(name), "version": .text(version)]
    }
}

/// A mark in the pixels that finds the manifest again after it was stripped.
public struct SoftBinding: Hashable, Sendable {
    /// The algorithm's registered name, or one under a domain of your own.
    public var algorithm: String
    /// What the algorithm reads back, in the algorithm's own form.
    public var value: [UInt8]

    public init(algorithm: String, value: [UInt8]) {
        self.algorithm = algorithm
        self.value = value
    }
}

/// A picture that went into a new one. Its bytes are not needed any more: what matters of them is in the report.
public struct SourcePicture: Sendable {
    public var format: PictureFormat
    /// A title to publish. Leave it out unless its owner wants it known: file names are personal data.
    public var title: String?
    /// What validation found; its manifest store is carried into the new one.
    public var report: ValidationReport?

    public init(format: PictureFormat, title: String? = nil, report: ValidationReport? = nil) {
        self.format = format
        self.title = title
        self.report = report
    }
}

/// The random part of a manifest's names.
public struct ManifestIdentity: Hashable, Sendable {
    let manifest: String
    let instance: String

    /// Two UUIDs of version 4 from the generator.
    public init(using generator: inout some RandomNumberGenerator) {
        manifest = "urn:c2pa:" + Self.uuid(&generator)
        instance = "xmp:iid:" + Self.uuid(&generator)
    }

    private static func uuid(_ generator: inout some RandomNumberGenerator) -> String {
        var bytes = (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
        let groups = [digits[0..<4], digits[4..<6], digits[6..<8], digits[8..<10], digits[10..<16]]
        return groups.map { $0.joined() }.joined(separator: "-")
    }
}
