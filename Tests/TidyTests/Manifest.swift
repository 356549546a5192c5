/// What Package.swift declares, read as text: targets, and the modules that each may import.
struct Manifest {
    struct Target: Hashable {
        var name: String
        /// Our own targets it depends on.
        var targets: Set<String>
        /// Products of other packages it depends on.
        var products: Set<String>
    }

    private(set) var targets: [String: Target] = [:]
    /// Names of targets that hold tests, or what tests share.
    private(set) var tests: Set<String> = []

    /// Reads the manifest in the shape that ours has: one call of `library`, `executable`, `tests`, `.target` or
    /// `.systemLibrary` for each target, after `let name = Target.Dependency.product(name: "…"`.
    init(text: String) {
        let products = Self.products(in: text)
        let body = text.ranges(of: "targets: [").last.map { text[$0.upperBound...] } ?? text[...]
        for opening in ["library(", "executable(", "tests(", ".target(", ".systemLibrary("] {
            for call in Self.calls(of: opening, in: body) {
                let literals = Self.literals(in: call)
                guard let name = literals.first else { continue }
                let words = Set(call.split { !($0.isLetter || $0.isNumber) }.map(String.init))
                var used = Set(products.filter { words.contains($0.key) }.values)
                used.formUnion(Self.inlineProducts(in: call))
                let own = Set(literals.dropFirst()).subtracting(used)
                targets[name] = Target(name: name, targets: own, products: used)
                if opening == "tests(" || call.contains("path: \"Tests/") { tests.insert(name) }
            }
        }
        let known = Set(targets.keys)
        for (name, target) in targets { targets[name]?.targets = target.targets.intersection(known) }
    }

    /// `let grdb = Target.Dependency.product(name: "GRDB"` gives `grdb` → `GRDB`.
    private static func products(in text: String) -> [String: String] {
        var products: [String: String] = [:]
        for line in text.split(separator: "\n") where line.contains("Target.Dependency.product(") {
            let words = line.split { !($0.isLetter || $0.isNumber) }
            guard words.first == "let", words.count > 1, let name = literals(in: line).first else { continue }
            products[String(words[1])] = name
        }
        return products
    }

    private static func inlineProducts(in call: Substring) -> Set<String> {
        Set(calls(of: ".product(", in: call).compactMap { literals(in: $0).first })
    }

    /// What stands between the parentheses of every call.
    private static func calls(of opening: String, in text: Substring) -> [Substring] {
        var found: [Substring] = []
        var rest = text
        while let range = rest.firstRange(of: opening) {
            let before = rest[..<range.lowerBound].last ?? " "
            rest = rest[range.upperBound...]
            guard !before.isLetter else { continue }
            var depth = 1
            let end = rest.indices.first { index in
                if rest[index] == "(" { depth += 1 }
                if rest[index] == ")" { depth -= 1 }
                return depth == 0
            }
            found.append(rest[..<(end ?? rest.endIndex)])
        }
        return found
    }

    private static func literals(in text: Substring) -> [String] {
        text.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
            .filter { $0.offset % 2 == 1 }.map { String($0.element) }
    }
}
