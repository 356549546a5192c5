import Crypto
public import SafetyModel

/// One-time codes by the clock (RFC 6238): HMAC-SHA-1, six digits, a new one every 30 seconds.
public enum TOTP {
    /// Digits of a code.
    public static let digits = 6
    /// How long a code is shown.
    public static let stepSeconds: Int64 = 30
    /// Steps that a clock may be off, either way.
    public static let driftSteps: Int64 = 1

    /// The number of the step that the moment lies in.
    public static func step(at moment: Moment) -> Int64 {
        let (quotient, remainder) = moment.milliseconds.quotientAndRemainder(dividingBy: stepSeconds * 1000)
        return remainder < 0 ? quotient - 1 : quotient
    }

    /// The code of that step, six digits.
    public static func code(_ secret: TOTPSecret, step: Int64) -> String {
        let message = withUnsafeBytes(of: step.bigEndian) { Array($0) }
        let key = SymmetricKey(data: secret.bytes)
        let digest = Array(HMAC<Insecure.SHA1>.authenticationCode(for: message, using: key))
        // Dynamic truncation (RFC 4226, section 5.3): the last four bits say where the 31 bits lie.
        let offset = Int(digest[digest.count - 1] & 15)
        let number = digest[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let text = String(number % 1_000_000)
        return String(repeating: "0", count: digits - text.utf8.count) + text
    }

    /// What a code was worth.
    enum Match: Hashable {
        case right(step: Int64)
        /// The code of a step that was used already, or of an older one.
        case used
        case wrong
    }

    /// Compares the digits with every step within the drift; looks at all of them, whichever fits.
    static func match(_ digits: String, secret: TOTPSecret, after lastStep: Int64?, at moment: Moment) -> Match {
        let now = step(at: moment)
        var result = Match.wrong
        for step in now - driftSteps...now + driftSteps {
            guard isSame(Array(code(secret, step: step).utf8), Array(digits.utf8)) else { continue }
            if let lastStep, step <= lastStep {
                if result == .wrong { result = .used }
            } else {
                result = .right(step: step)
            }
        }
        return result
    }
}

/// An authenticator app that a member has shown to work. A step counts once: what is stored goes up with every use.
public struct TOTPEnrolment: Hashable, Sendable, Codable {
    /// What the app and the desk share.
    public let secret: TOTPSecret
    /// The last step whose code was used.
    public internal(set) var lastStep: Int64

    init(secret: TOTPSecret, lastStep: Int64) {
        self.secret = secret
        self.lastStep = lastStep
    }
}
