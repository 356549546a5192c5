/// Reads rule files. `Documentation/Languages.md` describes the format.
struct RuleParser {
    let classes: ClassTable
    let folding: Folding
    /// Words of all languages; those that rules name get a number here.
    var words: WordTable
    private var book = RuleBook()
    private var named: [String: Int32] = [:]
    private var sets: [String: ClassSet] = [:]
    /// Nodes without children, by what they say: each is there once.
    private var leaves: [Node: Int32] = [:]

    init(classes: ClassTable, folding: Folding, words: WordTable) {
        self.classes = classes
        self.folding = folding
        self.words = words
    }

    /// Adds the rules of a file; a line that begins with a space continues the line before.
    mutating func read(_ file: LanguageFile) throws(LanguageFileError) {
        var statement: [UInt8] = []
        var start = 0
        var pending: [(Int, [UInt8])] = []
        try file.forEachLine { (line, bytes) throws(LanguageFileError) in
            if bytes.first == 32 {
                statement += bytes
            } else {
                if !statement.isEmpty { pending.append((start, statement)) }
                statement = Array(bytes)
                start = line
            }
        }
        if !statement.isEmpty { pending.append((start, statement)) }
        for (line, text) in pending { try add(String(decoding: text, as: UTF8.self), file, line) }
    }

    /// The book of all rules that were read.
    func finished() throws(LanguageFileError) -> RuleBook {
        var book = book
        book.heads = try RuleHeads(book)
        return book
    }

    private mutating func add(_ text: String, _ file: LanguageFile, _ line: Int) throws(LanguageFileError) {
        if text.hasPrefix("set ") { return try addSet(text.dropFirst(4), file, line) }
        if text.hasPrefix("free ") { return try addFree(text.dropFirst(5), file, line) }
        if text.hasPrefix("same ") { return try addRephrasing(text.dropFirst(5), file, line) }
        let isLet = text.hasPrefix("let ")
        guard let cut = text.firstIndex(of: isLet ? "=" : ":") else { throw file.malformed(line, "expected `:`") }
        let head = text[..<cut].split(separator: " ").map { String($0) }
        let root = try parse(String(text[text.index(after: cut)...]), file, line)
        guard head.count >= 2 else { throw file.malformed(line, "expected a kind and a name") }
        if isLet {
            guard named[head[1]] == nil else { throw file.malformed(line, "`\(head[1])` is defined twice") }
            book.nodes.append(Node(kind: .named, first: root))
            named[head[1]] = Int32(book.nodes.count - 1)
            return
        }
        let number = book.rules.count
        book.rules.append(Rule(name: head[1], kind: try kind(head, file, line), root: root))
        switch head[0] {
        case "frame": book.frames.append(number)
        case "harm": book.harms.append(number)
        case "adjunct": book.adjuncts.append(number)
        default: book.signs.append(number)
        }
    }

    /// `set NAME = <class> {set} …`
    private mutating func addSet(
        _ text: Substring, _ file: LanguageFile, _ line: Int
    ) throws(LanguageFileError) {
        let halves = text.split(separator: "=", maxSplits: 1)
        guard halves.count == 2 else { throw file.malformed(line, "expected set NAME = CLASSES") }
        sets[halves[0].trimmingSpaces] = try set(halves[1], file, line)
    }

    /// `free NAME OPERATION TARGET : NEED ; NEED … / MAY ! NEVER`
    private mutating func addFree(
        _ text: Substring, _ file: LanguageFile, _ line: Int
    ) throws(LanguageFileError) {
        let halves = text.split(separator: ":", maxSplits: 1)
        let head = halves.first?.split(separator: " ").map { String($0) } ?? []
        guard halves.count == 2, head.count == 3 else {
            throw file.malformed(line, "expected free NAME OPERATION TARGET : NEEDS / MAY")
        }
        let whole = halves[1].split(separator: "!", maxSplits: 1)
        let parts = whole[0].split(separator: "/", maxSplits: 1)
        var frame = FreeFrame(
            name: head[0], operation: head[1], target: head[2], needs: [], may: ClassSet(), never: ClassSet())
        if whole.count == 2 { frame.never = try set(whole[1], file, line) }
        for need in parts[0].split(separator: ";") { frame.needs.append(try set(need, file, line)) }
        if parts.count == 2 { frame.may = try set(parts[1], file, line) }
        guard !frame.needs.isEmpty else { throw file.malformed(line, "a free frame needs something") }
        book.free.append(frame)
    }

    /// `same NAME : PART @1 PART @2:PART => WORD @1 …`
    private mutating func addRephrasing(
        _ text: Substring, _ file: LanguageFile, _ line: Int
    ) throws(LanguageFileError) {
        guard let colon = text.firstIndex(of: ":"), let arrow = text.firstIndex(of: "=") else {
            throw file.malformed(line, "expected same NAME : PARTS => WORDS")
        }
        // `@2:(a | b)+` in two, so that any expression may say what fills a slot.
        let symbols = symbols(of: String(text[text.index(after: colon)..<arrow])).flatMap { symbol -> [String] in
            guard symbol.hasPrefix("@"), let colon = symbol.firstIndex(of: ":") else { return [symbol] }
            let rest = symbol[symbol.index(after: colon)...]
            return rest.isEmpty ? [symbol] : [String(symbol[...colon]), String(rest)]
        }
        var parts: [Rephrasing.Part] = []
        var position = 0
        while position < symbols.count {
            guard symbols[position].hasPrefix("@") else {
                parts.append(Rephrasing.Part(node: try repeatedAtom(symbols, &position, file, line), slot: -1))
                continue
            }
            let symbol = symbols[position]
            let isTyped = symbol.hasSuffix(":")
            guard let slot = Int32(symbol.dropFirst().dropLast(isTyped ? 1 : 0)), slot >= 0 else {
                throw file.malformed(line, "bad slot `\(symbol)`")
            }
            position += 1
            guard !isTyped || position < symbols.count else { throw file.malformed(line, "nothing after `\(symbol)`") }
            let node = isTyped ? try repeatedAtom(symbols, &position, file, line) : -1
            parts.append(Rephrasing.Part(node: node, slot: slot))
        }
        var result: [Int32] = []
        for word in text[arrow...].dropFirst(2).split(separator: " ") {
            if word.hasPrefix("@"), let slot = Int32(word.dropFirst()) {
                result.append(~slot)
            } else {
                result.append(Int32(words.intern(folding.word(String(word)))))
            }
        }
        for word in result where word < 0 && !parts.contains(where: { $0.slot == ~word }) {
            throw file.malformed(line, "nothing fills @\(~word)")
        }
        guard !parts.isEmpty, !result.isEmpty else { throw file.malformed(line, "nothing is said anew") }
        book.rephrasings.append(book.rules.count)
        book.rules.append(
            Rule(
                name: text[..<colon].trimmingSpaces, kind: .same(Rephrasing(parts: parts, result: result)),
                root: leaf(.gap, 0)))
    }

    private func set(_ text: Substring, _ file: LanguageFile, _ line: Int) throws(LanguageFileError) -> ClassSet {
        var result = ClassSet()
        for symbol in text.split(separator: " ") {
            let name = String(symbol.dropFirst().dropLast())
            if symbol.hasPrefix("<"), let number = classes.number(name) {
                result.insert(number)
            } else if symbol.hasPrefix("{"), let set = sets[name] {
                result.formUnion(set)
            } else {
                throw file.malformed(line, "no class or set `\(symbol)`")
            }
        }
        return result
    }

    private func kind(_ head: [String], _ file: LanguageFile, _ line: Int) throws(LanguageFileError) -> RuleKind {
        switch head[0] {
        case "frame":
            guard head.count >= 4 else { throw file.malformed(line, "expected frame NAME OPERATION TARGET") }
            return .frame(operation: head[2], target: head[3], sole: head.contains("sole"))
        case "harm": return .harm(try harm(head, file, line))
        case "adjunct": return .adjunct
        case "child": return .child
        case "real": return .real
        case "somebody": return .somebody
        case "context": return .context(head[1])
        default: throw file.malformed(line, "unknown kind `\(head[0])`")
        }
    }

    private func harm(_ head: [String], _ file: LanguageFile, _ line: Int) throws(LanguageFileError) -> Harm {
        guard head.count >= 3 else { throw file.malformed(line, "expected harm NAME CATEGORY") }
        var harm = Harm(category: head[2], real: 2, child: 2, fiction: 2, unless: [], onlyEdits: false, isSoft: false)
        for option in head.dropFirst(3) {
            let parts = option.split(separator: "=").map { String($0) }
            if option == "edits" {
                harm.onlyEdits = true
                continue
            }
            if option == "soft" {
                harm.isSoft = true
                continue
            }
            guard parts.count == 2 else { throw file.malformed(line, "unknown option `\(option)`") }
            if parts[0] == "unless" {
                harm.unless = parts[1].split(separator: ",").map { String($0) }
                continue
            }
            guard let level = ["none", "suspected", "clear", "severe"].firstIndex(of: parts[1]).map({ UInt8($0) })
            else { throw file.malformed(line, "unknown level `\(parts[1])`") }
            switch parts[0] {
            case "real": harm.real = level
            case "child": harm.child = level
            case "fiction": harm.fiction = level
            case "all": (harm.real, harm.child, harm.fiction) = (level, level, level)
            default: throw file.malformed(line, "unknown option `\(parts[0])`")
            }
        }
        return harm
    }

    // MARK: expressions

    private mutating func parse(
        _ text: String, _ file: LanguageFile, _ line: Int
    ) throws(LanguageFileError) -> Int32 {
        let symbols = symbols(of: text)
        var position = 0
        let root = try choice(symbols, &position, file, line)
        guard position == symbols.count else { throw file.malformed(line, "unexpected `\(symbols[position])`") }
        return root
    }

    private func symbols(of text: String) -> [String] {
        var symbols: [String] = []
        var current = ""
        for character in text {
            switch character {
            case " ", "(", ")", "[", "]", "|", "*", "+":
                if !current.isEmpty { symbols.append(current) }
                current = ""
                if character != " " { symbols.append(String(character)) }
            default: current.append(character)
            }
        }
        if !current.isEmpty { symbols.append(current) }
        return symbols
    }

    private mutating func choice(
        _ symbols: [String], _ position: inout Int, _ file: LanguageFile, _ line: Int
    ) throws(LanguageFileError) -> Int32 {
        var branches = [try sequence(symbols, &position, file, line)]
        while position < symbols.count, symbols[position] == "|" {
            position += 1
            branches.append(try sequence(symbols, &position, file, line))
        }
        return anyOf(branches)
    }

    private mutating func sequence(
        _ symbols: [String], _ position: inout Int, _ file: LanguageFile, _ line: Int
    ) throws(LanguageFileError) -> Int32 {
        var items: [Int32] = []
        while position < symbols.count, !["|", ")", "]"].contains(symbols[position]) {
            items.append(try repeatedAtom(symbols, &position, file, line))
        }
        guard !items.isEmpty else { throw file.malformed(line, "an empty choice") }
        return items.count == 1 ? items[0] : group(.sequence, items)
    }

    private mutating func repeatedAtom(
        _ symbols: [String], _ position: inout Int, _ file: LanguageFile, _ line: Int
    ) throws(LanguageFileError) -> Int32 {
        var item = try atom(symbols, &position, file, line)
        while position < symbols.count, symbols[position] == "*" || symbols[position] == "+" {
            let many = group(.repeated, [item])
            item = symbols[position] == "*" ? many : group(.sequence, [item, many])
            position += 1
        }
        return item
    }

    private mutating func atom(
        _ symbols: [String], _ position: inout Int, _ file: LanguageFile, _ line: Int
    ) throws(LanguageFileError) -> Int32 {
        let symbol = symbols[position]
        position += 1
        if symbol == "(" || symbol == "[" {
            let inner = try choice(symbols, &position, file, line)
            guard position < symbols.count, symbols[position] == (symbol == "(" ? ")" : "]") else {
                throw file.malformed(line, "`\(symbol)` is not closed")
            }
            position += 1
            return symbol == "(" ? inner : group(.optional, [inner])
        }
        if symbol.hasPrefix("<") {
            let name = String(symbol.dropFirst().dropLast())
            guard let number = classes.number(name) else { throw file.malformed(line, "no class `\(name)`") }
            return leaf(.ofClass, number)
        }
        if symbol.hasPrefix("{") {
            let name = String(symbol.dropFirst().dropLast())
            guard let node = named[name] else { throw file.malformed(line, "no `{\(name)}` before this line") }
            return node
        }
        if symbol.hasPrefix("~") {
            guard let width = Int(symbol.dropFirst()), width < 60 else { throw file.malformed(line, "bad gap") }
            return leaf(.gap, width)
        }
        if symbol == "$" { return leaf(.end, 0) }
        let words = symbol.split(separator: "_").map { word in
            leaf(.word, self.words.intern(folding.word(String(word))))
        }
        guard !words.isEmpty else { throw file.malformed(line, "bad word `\(symbol)`") }
        return words.count == 1 ? words[0] : group(.sequence, words)
    }

    private mutating func leaf(_ kind: Node.Kind, _ value: Int) -> Int32 {
        let node = Node(kind: kind, first: Int32(value))
        if let known = leaves[node] { return known }
        book.nodes.append(node)
        leaves[node] = Int32(book.nodes.count - 1)
        return Int32(book.nodes.count - 1)
    }

    /// A choice whose single words and classes stand together, so that they are looked for in one go.
    private mutating func anyOf(_ branches: [Int32]) -> Int32 {
        var words: Set<Int32> = []
        var classes: Set<Int32> = []
        var others: [Int32] = []
        for branch in branches {
            let node = book.nodes[Int(branch)]
            switch node.kind {
            case .word: words.insert(node.first)
            case .ofClass: classes.insert(node.first)
            case .words: words.formUnion(book.children(of: node))
            case .classes: classes.formUnion(book.children(of: node))
            default: others.append(branch)
            }
        }
        if words.count == 1 { others.append(leaf(.word, Int(words.removeFirst()))) }
        if classes.count == 1 { others.append(leaf(.ofClass, Int(classes.removeFirst()))) }
        if !words.isEmpty { others.append(group(.words, words.sorted())) }
        if !classes.isEmpty { others.append(group(.classes, classes.sorted())) }
        return others.count == 1 ? others[0] : group(.choice, others)
    }

    private mutating func group(_ kind: Node.Kind, _ items: [Int32]) -> Int32 {
        book.nodes.append(Node(kind: kind, first: Int32(book.children.count), count: Int32(items.count)))
        book.children += items
        return Int32(book.nodes.count - 1)
    }
}

extension Substring {
    fileprivate var trimmingSpaces: String { split(separator: " ").joined(separator: " ") }
}
