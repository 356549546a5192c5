/// Sets of classes by what touching them means.
struct TierSets: Sendable {
    let filler: ClassSet
    let function: ClassSet
    let world: ClassSet
    let person: ClassSet
    let sensitive: ClassSet
    let harm: ClassSet
    /// Person, sensitive and harm together.
    let touching: ClassSet
    /// Sensitive and harm together.
    let grave: ClassSet
    /// Fillers, commas and picture signs that say nothing.
    let skipped: ClassSet
    /// The one class of words that are known and no more.
    let known: ClassSet
    /// Words of the large lists, which people seldom mean; and with names of people, where no capital is written.
    let rare: ClassSet
    let rareSmall: ClassSet
    let nouns: ClassSet
    /// Nouns and adjectives, which may follow an article.
    let described: ClassSet
    let pronouns: ClassSet
    /// Words that point at a person: `me`, `my`.
    let pointing: ClassSet
    let writing: Int?
    let pronounIt: Int?
    let picture: Int?
    let someone: ClassSet
    let byline: Int?
    let given: Int?
    let negation: Int?
    /// Words that are read even inside a caption.
    let unquotable: ClassSet
    let lookalike: Int?
    /// What a mask may be about, once the words name it.
    let targets: ClassSet
    /// Words that make the subject a child.
    let childhood: ClassSet
    /// What an elided article reads as.
    let glue: ClassSet
    /// Words that join clauses.
    let joins: ClassSet
    /// Words of grammar that may stand in a clause whatever the order of its words.
    let loose: ClassSet
    /// Words that turn a clause around: never words of grammar unless a frame names them.
    let turning: ClassSet
    /// Operations that a clause may have in common with the one before it.
    let shareable: ClassSet
    /// Operations that change what they are done to.
    let directing: ClassSet
    /// Operations that leave the thing there and make it another.
    let changing: ClassSet
    /// What may be said not to be so, or not to be done, at the end of a clause.
    let deniable: ClassSet
    /// What a clause may be about when it touches nobody.
    let things: ClassSet
    /// Acts that a real person may never have done.
    let acts: ClassSet
    /// What is done with a picture, or with what it shows.
    let operations: ClassSet
    /// Clothes, bodies, poses and views, and what is done with them.
    let bodily: ClassSet
    /// What a clause may hold that no frame accounts for: everyday words, and of the two-faced ones those whose everyday
    /// sense is the usual one.
    let ordinary: ClassSet
    /// The same beside a child: nothing of bodies and views, and nothing two-faced but school.
    let ordinaryBesideChild: ClassSet
    /// What a clause beside a child may hold besides, of one kind alone: clothes, poses or health.
    let kindsBesideChild: [ClassSet]
    /// Clothes: the first of these kinds.
    let clothes: ClassSet
    /// What would take them away, exchange them, show what is below or leave something out.
    let uncovering: ClassSet

    init(_ table: ClassTable) {
        filler = table.set([.filler])
        function = table.set([.function])
        world = table.set([.world])
        person = table.set([.person])
        sensitive = table.set([.sensitive])
        harm = table.set([.harm])
        touching = table.set([.person, .sensitive, .harm])
        grave = table.set([.sensitive, .harm])
        skipped = filler.union(ClassSet([BuiltInClass.comma.number, BuiltInClass.emoji.number]))
        known = ClassSet([table.number("known")].compactMap { $0 })
        rare = ClassSet(table.names.indices.filter { table.names[$0].hasPrefix("open-") }).union(known)
        rareSmall = rare.union(ClassSet(["given-name"].compactMap { table.number($0) }))
        nouns = table.set(.noun)
        described = table.set(.noun).union(table.set(.adjective))
        pronouns = ClassSet(["pronoun", "subject-pronoun", "pronoun-it"].compactMap { table.number($0) })
        pointing = ClassSet(["possessive", "self"].compactMap { table.number($0) }).union(pronouns)
        writing = table.number("writing")
        pronounIt = table.number("pronoun-it")
        picture = table.number("picture")
        someone = ClassSet(
            ["person", "child", "role", "given-name", "famous", "relation"].compactMap { table.number($0) })
        byline = table.number("byline")
        given = table.number("given-name")
        targets = ClassSet(
            [
                "object", "animal", "plant", "vehicle", "food", "writing", "defect", "mark", "hair", "beard",
                "accessory",
                "footwear", "garment-outer", "garment-whole", "garment-upper", "garment-lower", "scene", "weather",
                "seat",
                "part", "open-object", "open-animal", "open-plant", "open-food", "open-place", "open-landform",
            ].compactMap { table.number($0) })
        childhood = ClassSet(["child", "child-body", "child-style"].compactMap { table.number($0) })
        lookalike = table.number("lookalike")
        unquotable = harm.union(
            ClassSet(["garment-intimate", "humiliation", "persecution"].compactMap { table.number($0) }))
        negation = table.number("negation")
        glue = ClassSet([table.number("filler")].compactMap { $0 })
        joins = ClassSet([BuiltInClass.comma.number] + [table.number("join")].compactMap { $0 })
        things = ClassSet([.world, .itThing, .itPicture, .caption].map { (name: BuiltInClass) in name.number }).union(
            person)
        shareable = ClassSet(["remove", "adjust"].compactMap { table.number($0) })
        directing = ClassSet(
            ["remove", "vanish", "add", "replace", "change", "undo", "reveal", "swap"].compactMap { table.number($0) })
        changing = ClassSet(["change", "adjust", "recolour", "replace"].compactMap { table.number($0) })
        deniable = changing.union(ClassSet(["look", "told", "keep"].compactMap { table.number($0) }))
        turning = ClassSet(["negation", "nothing", "only", "except", "under"].compactMap { table.number($0) })
        bodily = ClassSet(
            [
                "garment-outer", "garment-whole", "garment-upper", "garment-lower", "garment-any", "garment-part",
                "veil",
                "wear", "body", "skin", "pose", "camera", "cover", "undo", "reveal", "body-sensitive", "less-adjective",
                "substance", "room-sensitive", "sheer", "bathing",
            ].compactMap { table.number($0) })
        acts = ClassSet(
            ["public-act", "framing", "shaming", "killed", "bloody", "announce", "calamity", "cancel"]
                .compactMap { table.number($0) })
        operations = table.set(.verb).union(
            ClassSet(["known", "told", "attribute", "better"].compactMap { table.number($0) }))
        var everyday = table.set([.filler, .function, .world, .person])
        for kind in BuiltInClass.allCases where kind != .unknown { everyday.insert(kind.number) }
        everyday.remove(ClassSet(["killed", "bloody", "shaming", "framing"].compactMap { table.number($0) }))
        ordinary = everyday.union(
            ClassSet(
                [
                    "less-adjective", "cover", "undo", "reveal", "body-sensitive", "injury", "medical", "school",
                    "substance", "room-sensitive", "art", "weapon", "political", "death", "pose-sensitive", "sheer",
                    "bathing", "trick", "kill", "excuse", "humiliation",
                ].compactMap { table.number($0) }))
        clothes = ClassSet(
            [
                "garment-outer", "garment-whole", "garment-upper", "garment-lower", "garment-any", "garment-part",
                "wear",
            ].compactMap { table.number($0) })
        uncovering = turning.union(
            ClassSet(["remove", "vanish", "replace", "undo", "reveal", "swap"].compactMap { table.number($0) }))
        kindsBesideChild =
            [clothes] + ["pose", "medical"].compactMap { table.number($0) }.map { ClassSet([$0]) }
        for kind in kindsBesideChild { everyday.remove(kind) }
        everyday.remove(ClassSet(["body", "skin", "camera"].compactMap { table.number($0) }))
        everyday.formUnion(ClassSet(["school"].compactMap { table.number($0) }))
        ordinaryBesideChild = everyday
        loose = ClassSet(
            [
                "filler", "function", "place-word", "toward", "join", "look", "be", "want", "quantity", "whole",
                "number", "comma", "emoji", "caption", "minor-number", "adult-number", "it-picture", "lookalike",
            ].compactMap { table.number($0) })
    }
}
