/// Abbreviations whose signs would cut a text, as the words or letters that they stand for: `w/o`, `b&w`, `i.p.v.`.
/// Only listed ones: letters with dots between them may hide anything, and other views read them.
enum Abbreviations {
    private static let listed: [(written: [UInt32], meant: [UInt32])] = [
        ("w/o", "without"), ("w/", "with "), ("b&w", "bw"), ("b/w", "bw"), ("b & w", "bw"), ("i.p.v.", "ipv"),
        ("i.p.v", "ipv"), ("a.u.b.", "aub"), ("s.v.p.", "svp"), ("o.i.d.", "oid"), ("i.v.m.", "ivm"), ("t.b.v.", "tbv"),
        ("d.m.v.", "dmv"), ("m.b.v.", "mbv"), ("e.d.", "ed"), ("e.g.", "for example"), ("i.e.", "that is"),
        ("approx.", "approx"), ("incl.", "incl"), ("bijv.", "bijv"), ("bv.", "bijv"), ("ca.", "circa"),
        ("z.b.", "zb"), ("d.h.", "dh"),
    ].map { (scalars($0.0), scalars($0.1)) }

    private static func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

    /// The text with what is listed written out.
    static func expanded(_ text: [UInt32]) -> [UInt32] {
        guard text.contains(where: { $0 == 46 || $0 == 47 || $0 == 38 }) else { return text }
        var result: [UInt32] = []
        result.reserveCapacity(text.count + 16)
        var index = 0
        while index < text.count {
            let isStart = index == 0 || !isWordLike(text[index - 1])
            if isStart, let found = listed.first(where: { matches($0.written, text, index) }) {
                result += found.meant
                index += found.written.count
            } else {
                result.append(text[index])
                index += 1
            }
        }
        return result
    }

    private static func matches(_ written: [UInt32], _ text: [UInt32], _ start: Int) -> Bool {
        guard start + written.count <= text.count else { return false }
        for (offset, scalar) in written.enumerated() {
            let here = text[start + offset]
            guard (here >= 65 && here <= 90 ? here + 32 : here) == scalar else { return false }
        }
        let end = start + written.count
        // `w/` may stand right before its word.
        return written == [119, 47] || end == text.count || !isWordLike(text[end])
    }

    private static func isWordLike(_ scalar: UInt32) -> Bool {
        scalar >= 48 && scalar <= 57 || scalar >= 65 && scalar <= 90 || scalar >= 97 && scalar <= 122 || scalar > 191
    }
}
