import Foundation
import SafetyModel
import StaffAccess
import Testing

@Suite struct TOTPTests {
    private let secret: TOTPSecret

    init() throws { secret = try #require(TOTPSecret(bytes: Array("12345678901234567890".utf8))) }

    @Test(
        arguments: [
            "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489",
        ].enumerated().map { (Int64($0.offset), $0.element) })
    func `the codes are those of RFC 4226, appendix D`(step: Int64, code: String) {
        #expect(TOTP.code(secret, step: step) == code)
    }

    @Test(arguments: [
        (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
        (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
    ])
    func `the codes are the last six digits of those of RFC 6238, appendix B`(seconds: Int64, code: String) {
        let step = TOTP.step(at: Moment(milliseconds: seconds * 1000))

        #expect(TOTP.code(secret, step: step) == String(code.suffix(6)))
    }

    @Test func `a step is thirty seconds, before 1970 too`() {
        #expect([0, 29_999, 30_000, 59_999].map { TOTP.step(at: Moment(milliseconds: $0)) } == [0, 0, 1, 1])
        #expect([-1, -30_000, -30_001].map { TOTP.step(at: Moment(milliseconds: $0)) } == [-1, -1, -2])
    }

    @Test func `the secret is 32 letters of base32 and reads back from JSON`() throws {
        #expect(secret.text == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
        #expect(try JSONDecoder().decode(TOTPSecret.self, from: JSONEncoder().encode(secret)) == secret)
        #expect(TOTPSecret(bytes: [1, 2, 3]) == nil)
        for text in ["\"\"", "\"GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ1\"", "\"gezdgnbvgy3tqojqgezdgnbvgy3tqojq\"", "7"] {
            #expect(throws: DecodingError.self) { try JSONDecoder().decode(TOTPSecret.self, from: Data(text.utf8)) }
        }
        #expect("\(secret)" == "TOTPSecret(hidden)")
    }

    @Test func `the address names issuer and account, escaped`() {
        #expect(
            secret.address(issuer: "Vangrail", account: "anna.jansen")
                == "otpauth://totp/Vangrail:anna.jansen?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Vangrail"
                + "&algorithm=SHA1&digits=6&period=30")
        #expect(
            secret.address(issuer: "Bèta & Zn:", account: "a@b?c#d/e").hasPrefix(
                "otpauth://totp/B%C3%A8ta%20%26%20Zn:a%40b%3Fc%23d%2Fe?secret="))
    }

    @Test func `the address of the longest name fits into a QR code`() throws {
        let address = secret.address(issuer: "Vangrail", account: String(repeating: "m", count: SignInName.lengthMax))

        #expect(QRCode(address) != nil)
    }
}
