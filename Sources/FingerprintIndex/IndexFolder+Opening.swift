extension IndexFolder {
    /// Opens all segments, lowest sequence first, and deletes those that a merge was about to delete.
    func openSegments() throws(FingerprintIndexError) -> [FingerprintSegment] {
        var segments: [FingerprintSegment] = []
        for sequence in try sequences() {
            let file = try MappedFile(opening: segmentPath(sequence))
            let header = try SegmentHeader(file)
            guard header.sequence == sequence else { throw .foreign(path: file.path) }
            let segment = try FingerprintSegment(file: file) { (header) throws(FingerprintIndexError) in
                let path = withdrawnPath(sequence)
                return hasWithdrawals(sequence)
                    ? try Withdrawals(opening: path, entries: header.count, sequence: sequence)
                    : try Withdrawals(creating: path, entries: header.count, sequence: sequence)
            }
            segments.append(segment)
        }
        let replaced = Set(segments.flatMap(\.header.replaces))
        for segment in segments where replaced.contains(segment.header.sequence) { delete(segment.header.sequence) }
        return segments.filter { !replaced.contains($0.header.sequence) }
    }
}
