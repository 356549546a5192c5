import Foundation
import ImageFingerprint
import TestSupport
import Testing

struct LocalSignatureTests {
    @Test func `bytes, digits and JSON give the signature back`() throws {
        let signature = try DrawnScene().signature()
        let partial = try DrawnScene().signature(in: .init(left: 0.1, top: 0, right: 0.9, bottom: 1))

        #expect(signature.bytes.count == LocalSignature.bytesCount)
        #expect(partial.bytes.count == LocalSignature.bytesCountWithMask)
        for one in [signature, partial] {
            #expect(try LocalSignature(bytes: one.bytes) == one)
            #expect(try LocalSignature(hex: one.hex) == one)
            #expect(try JSONDecoder().decode(LocalSignature.self, from: JSONEncoder().encode(one)) == one)
        }
    }

    @Test func `bytes that are no signature are refused, with the reason`() throws {
        let bytes = try DrawnScene().signature().bytes

        #expect(throws: LocalSignatureError.wrongLength(0)) { try LocalSignature(bytes: []) }
        #expect(throws: LocalSignatureError.unknownVersion(9)) { try LocalSignature(bytes: [9] + bytes.dropFirst()) }
        #expect(throws: LocalSignatureError.wrongLength(bytes.count - 1)) {
            try LocalSignature(bytes: Array(bytes.dropLast()))
        }
        #expect(throws: LocalSignatureError.valueOutOfRange) {
            try LocalSignature(bytes: [1, 7] + bytes.dropFirst(2))
        }
        #expect(throws: LocalSignatureError.valueOutOfRange) {
            try LocalSignature(bytes: Array(bytes.dropLast(9)) + Array(repeating: 255, count: 9))
        }
        #expect(throws: LocalSignatureError.notHexadecimal) { try LocalSignature(hex: "0G") }
        #expect(throws: LocalSignatureError.notHexadecimal) { try LocalSignature(hex: "010") }
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(LocalSignature.self, from: Data("\"01\"".utf8)) }
    }

    @Test(arguments: PDQ.Orientation.allCases)
    func `a turned signature is that of the turned picture`(orientation: PDQ.Orientation) throws {
        let scene = DrawnScene()
        let turned = try scene.turned(orientation).signature()

        #expect(LocalSignature.compare(try scene.signature().oriented(orientation), turned) == .same)
        #expect(try scene.signature().oriented(orientation).oriented(orientation.inverse) == scene.signature())
    }

    @Test(arguments: [(15, 30), (30, 15), (15, 15), (1, 1)])
    func `a side under sixteen pixels has no signature`(width: Int, height: Int) {
        #expect(LocalSignature(rgb: [UInt8](repeating: 0, count: 2700), width: width, height: height) == nil)
    }

    @Test func `a signature of a part is that of the part cut out`() throws {
        let scene = DrawnScene()
        let area = PixelArea(x: 30, y: 20, width: 150, height: 120)

        #expect(try scene.signature(of: area) == scene.cropped(area).signature())
    }
}
