import Foundation

enum Exponential {
    static func of(_ value: Float) -> Float { expf(value) }
}
