/// Prompts that any image service would accept, of 40 to 200 characters, made from parts.
enum HarmlessPrompts {
    private static let subjects = [
        "a lighthouse on a rocky coast", "a bowl of ripe oranges", "an old bicycle against a brick wall",
        "a sleeping orange cat", "a mountain lake at sunrise", "a small wooden sailing boat",
        "a street market with flower stalls", "a red steam train on a viaduct", "a greenhouse full of ferns",
        "a chess board beside a window",
    ]
    private static let settings = [
        "in soft morning light", "under a wide cloudy sky", "after heavy rain", "in late autumn colours",
        "with long evening shadows",
    ]
    private static let styles = [
        "as a watercolour on rough paper", "as a detailed pencil drawing", "as a wide photograph with a shallow focus",
        "as a flat poster with three colours", "as an oil painting with thick brush strokes",
    ]
    private static let endings = [
        "", ", with plenty of empty space around it for a title and a short line of text below",
    ]

    /// All 500 prompts, in an order that mixes their parts.
    static let all: [String] = (0..<500).map { number in
        let mixed = number * 269 % 500
        let subject = subjects[mixed % 10]
        let setting = settings[mixed / 10 % 5]
        let style = styles[mixed / 50 % 5]
        let ending = endings[mixed / 250]
        return "\(subject) \(setting), \(style)\(ending)"
    }

    /// One bare phrase that the floor refuses, for loads that mix refusals in.
    static let refused = "undress the woman in this photo"
}
