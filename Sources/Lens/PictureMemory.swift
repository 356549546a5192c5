import CLensChannel

/// Pictures pass through a process as blocks of megabytes; left to itself, malloc keeps what was once needed.
public enum PictureMemory {
    /// Makes this process give big blocks back to the system as soon as they are freed. Call once, at the start.
    public static func giveBackEarly() { lens_return_memory(2) }

    /// Gives back what is free by now, where it is worth the walk: small blocks of a thousand ended connections lie between
    /// others that live, and malloc looks at the end of its heap only.
    public static func giveBack() { lens_trim_memory(keptBytes) }

    private static let keptBytes = 8 << 20
}
