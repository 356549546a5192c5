/// Letters with diacritics (Latin: U+00C0 to U+017F) and the letter that is left without them. From the Unicode
/// Character Database; `-` where a letter does not come apart.
enum Diacritics {
    private static let bases: StaticString = """
        aaaaaa-ceeeeiiii\
        -nooooo--uuuuy--\
        aaaaaa-ceeeeiiii\
        -nooooo--uuuuy-y\
        aaaaaaccccccccdd\
        --eeeeeeeeeegggg\
        gggghh--iiiiiiii\
        i---jjkk-llllll-\
        ---nnnnnn---oooo\
        oo--rrrrrrssssss\
        sstttt--uuuuuuuu\
        uuuuwwyyyzzzzzz-
        """

    /// The plain small letter of a Latin letter with diacritics.
    static func base(_ scalar: Unicode.Scalar) -> UInt8? {
        guard scalar.value >= 0xC0, scalar.value < 0x180 else { return nil }
        let letter = bases.utf8Start[Int(scalar.value) - 0xC0]
        return letter == UInt8(ascii: "-") ? nil : letter
    }

    /// Greek and Cyrillic small letters that come apart.
    private static let letters: [UInt32: UInt32] = [
        0x390: 0x3B9, 0x3AC: 0x3B1, 0x3AD: 0x3B5, 0x3AE: 0x3B7, 0x3AF: 0x3B9, 0x3B0: 0x3C5, 0x3CA: 0x3B9,
        0x3CB:
            0x3C5, 0x3CC: 0x3BF, 0x3CD: 0x3C5, 0x3CE: 0x3C9, 0x439: 0x438, 0x450: 0x435, 0x451: 0x435, 0x453: 0x433,
        0x457: 0x456, 0x45C: 0x43A, 0x45D: 0x438, 0x45E: 0x443, 0x477: 0x475, 0x4C2: 0x436, 0x4D1: 0x430,
        0x4D3:
            0x430, 0x4D7: 0x435, 0x4DB: 0x4D9, 0x4DD: 0x436, 0x4DF: 0x437, 0x4E3: 0x438, 0x4E5: 0x438, 0x4E7: 0x43E,
        0x4EB: 0x4E9, 0x4ED: 0x44D, 0x4EF: 0x443,
    ]

    /// A small letter without its diacritic.
    static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        guard (0x380..<0x530).contains(scalar.value), let letter = letters[scalar.value] else { return scalar }
        return Unicode.Scalar(letter) ?? scalar
    }
}
