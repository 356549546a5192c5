import CLensChannel

/// Pictures pass through a process as blocks of megabytes; left to itself, malloc keeps what was once needed.
public enum PictureMemory {
    /// Makes this process give big blocks back to the system as soon as they are freed. Call once, at the start.
    public static func giveBackEarly() { lens_return_memory(2) }
}
