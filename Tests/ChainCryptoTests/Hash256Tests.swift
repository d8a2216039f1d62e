import ChainCrypto
import Testing

@Suite struct Hash256Tests {
    @Test func displayIsReversed() throws {
        let bytes = (0..<32).map { UInt8($0) }
        let hash = try #require(Hash256(bytes))
        #expect(hash.display == "1f1e1d1c1b1a191817161514131211100f0e0d0c0b0a09080706050403020100")
        #expect(Hash256(display: hash.display) == hash)
        #expect(Hash256(display: hash.display.uppercased()) == hash)
        #expect(hash.bytes == bytes)
        #expect(hash.words.0 == 0x0706_0504_0302_0100)
    }

    @Test(arguments: ["", "00", String(repeating: "0", count: 63), String(repeating: "g", count: 64)])
    func otherTextsAreRefused(_ text: String) {
        #expect(Hash256(display: text) == nil)
    }

    @Test func readsAtAnOffsetInsideTheBytesOnly() {
        let bytes = (0..<40).map { UInt8($0) }
        #expect(Hash256(bytes.span.bytes, at: 8)?.bytes == Array(bytes[8...]))
        #expect(Hash256(bytes.span.bytes, at: 9) == nil)
        #expect(Hash256(bytes.span.bytes, at: -1) == nil)
        #expect(Hash256(Array(bytes.prefix(31))) == nil)
    }

    @Test func hexDigitsRefuseWhatIsNoHex() {
        #expect(HexDigits.decode("0aFf") == [0x0a, 0xff])
        #expect(HexDigits.decode("0") == nil)
        #expect(HexDigits.decode("0g") == nil)
        #expect(HexDigits.decode("0 ") == nil)
        #expect(HexDigits.encode([0x00, 0x9a, 0xff]) == "009aff")
    }
}
