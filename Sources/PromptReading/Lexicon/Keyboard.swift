/// Which letters lie beside each other on a Latin keyboard (QWERTY, and the letters that AZERTY and QWERTZ move).
enum Keyboard {
    /// By letter, `a` first: one bit for each neighbour.
    private static let neighbours: [UInt32] = {
        let beside: [String] = [
            "qwszx", "vghn", "xdfv", "serfcx", "wsdr", "drtgvc", "ftyhbv", "gyujnb", "ujko", "huikmn", "jiolm", "kopm",
            "njkl", "bhjm", "iklp", "ol", "wa", "edft", "awedxz", "rfgyz", "yhji", "cfgb", "qase", "zsdc", "tghux",
            "asxtu",
        ]
        return beside.map { $0.utf8.reduce(0) { $0 | 1 << UInt32($1 - 97) } }
    }()

    /// The second letter is easily struck for the first; false for letters of other scripts.
    static func areNeighbours(_ first: UInt8, _ second: UInt8) -> Bool {
        guard first >= 97, first <= 122, second >= 97, second <= 122 else { return false }
        return neighbours[Int(first) - 97] >> UInt32(second - 97) & 1 == 1
    }
}
