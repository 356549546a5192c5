extension RuleBook {
    /// Reads a book from a compiled file.
    init(_ reader: inout ImageReader) throws(LanguageFileError) {
        let raw = try reader.array(Int32.self)
        nodes.reserveCapacity(raw.count / 3)
        for index in stride(from: 0, to: raw.count - raw.count % 3, by: 3) {
            guard let kind = Node.Kind(rawValue: UInt8(truncatingIfNeeded: raw[index])) else { continue }
            nodes.append(Node(kind: kind, first: raw[index + 1], count: raw[index + 2]))
        }
        children = Array(try reader.array(Int32.self))
        for _ in 0..<(try reader.count()) {
            let name = try reader.text()
            let root = Int32(truncatingIfNeeded: try reader.count())
            rules.append(Rule(name: name, kind: try RuleKind(&reader), root: root))
        }
        frames = try reader.array(UInt32.self).map { Int($0) }
        harms = try reader.array(UInt32.self).map { Int($0) }
        signs = try reader.array(UInt32.self).map { Int($0) }
        adjuncts = try reader.array(UInt32.self).map { Int($0) }
        rephrasings = try reader.array(UInt32.self).map { Int($0) }
        for _ in 0..<(try reader.count()) { free.append(try FreeFrame(&reader)) }
        heads = try RuleHeads(&reader)
        noteWords()
        numberNamed()
    }

    func write(to writer: inout ImageWriter) {
        writer.array(nodes.flatMap { [Int32($0.kind.rawValue), $0.first, $0.count] })
        writer.array(children)
        writer.number(UInt64(rules.count))
        for rule in rules {
            writer.text(rule.name)
            writer.number(UInt64(rule.root))
            rule.kind.write(to: &writer)
        }
        for list in [frames, harms, signs, adjuncts, rephrasings] { writer.array(list.map { UInt32($0) }) }
        writer.number(UInt64(free.count))
        for frame in free { frame.write(to: &writer) }
        heads.write(to: &writer)
    }
}

extension FreeFrame {
    init(_ reader: inout ImageReader) throws(LanguageFileError) {
        name = try reader.text()
        operation = try reader.text()
        target = try reader.text()
        needs = []
        for _ in 0..<(try reader.count()) { needs.append(try reader.set()) }
        may = try reader.set()
        never = try reader.set()
    }

    func write(to writer: inout ImageWriter) {
        for text in [name, operation, target] { writer.text(text) }
        writer.number(UInt64(needs.count))
        for need in needs { writer.set(need) }
        writer.set(may)
        writer.set(never)
    }
}

extension RuleKind {
    fileprivate init(_ reader: inout ImageReader) throws(LanguageFileError) {
        switch try reader.count() {
        case 0:
            let (operation, target) = (try reader.text(), try reader.text())
            self = .frame(operation: operation, target: target, sole: try reader.count() == 1)
        case 1:
            let category = try reader.text()
            let levels = try reader.letters()
            let unless = try reader.text().split(separator: ",").map { String($0) }
            let flags = try reader.count()
            self = .harm(
                Harm(
                    category: category, real: levels[0], child: levels[1], fiction: levels[2], unless: unless,
                    onlyEdits: flags & 1 == 1, isSoft: flags & 2 == 2))
        case 2: self = .child
        case 3: self = .real
        case 4: self = .somebody
        case 6: self = .adjunct
        case 7:
            let parts = try reader.array(Int32.self)
            self = .same(
                Rephrasing(
                    parts: stride(from: 0, to: parts.count - parts.count % 2, by: 2).map {
                        Rephrasing.Part(node: parts[$0], slot: parts[$0 + 1])
                    }, result: Array(try reader.array(Int32.self))))
        default: self = .context(try reader.text())
        }
    }

    fileprivate func write(to writer: inout ImageWriter) {
        switch self {
        case .frame(let operation, let target, let sole):
            writer.number(0)
            writer.text(operation)
            writer.text(target)
            writer.number(sole ? 1 : 0)
        case .harm(let harm):
            writer.number(1)
            writer.text(harm.category)
            writer.array([harm.real, harm.child, harm.fiction])
            writer.text(harm.unless.joined(separator: ","))
            writer.number((harm.onlyEdits ? 1 : 0) | (harm.isSoft ? 2 : 0))
        case .child: writer.number(2)
        case .real: writer.number(3)
        case .somebody: writer.number(4)
        case .adjunct: writer.number(6)
        case .same(let rephrasing):
            writer.number(7)
            writer.array(rephrasing.parts.flatMap { [$0.node, $0.slot] })
            writer.array(rephrasing.result)
        case .context(let name):
            writer.number(5)
            writer.text(name)
        }
    }
}
