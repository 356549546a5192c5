extension QRCode {
    /// The code as an SVG element that loads nothing and styles nothing: dark modules as one path on a light square
    /// with the quiet zone around. `label` is read out in place of the picture.
    public func svg(label: String) -> String {
        let size = side + 2 * Self.quietModules
        var path = ""
        for y in 0..<side {
            var x = 0
            while x < side {
                guard self[x, y] else {
                    x += 1
                    continue
                }
                let start = x
                while x < side, self[x, y] { x += 1 }
                path += "M\(start + Self.quietModules) \(y + Self.quietModules)h\(x - start)v1h-\(x - start)z"
            }
        }
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(size) \(size)\" role=\"img\""
            + " aria-label=\"\(Self.escape(label))\" shape-rendering=\"crispEdges\">"
            + "<path fill=\"#fff\" d=\"M0 0h\(size)v\(size)H0z\"/><path fill=\"#000\" d=\"\(path)\"/></svg>"
    }

    private static func escape(_ text: String) -> String {
        // By scalar: a quotation mark with an accent on it still ends an attribute.
        text.unicodeScalars.reduce(into: "") { escaped, scalar in
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
    }
}
