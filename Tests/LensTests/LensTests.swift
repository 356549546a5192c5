import Testing

/// Everything that starts workers runs one test after the other: there are two cores, and some tests kill processes.
@Suite(.serialized) struct LensTests {}
