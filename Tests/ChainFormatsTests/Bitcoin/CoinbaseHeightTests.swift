import ChainFormats
import SupervisionModel
import Testing

@Suite struct CoinbaseHeightTests {
    /// Bitcoin Core `CScript() << height`.
    @Test(arguments: [
        (UInt64(0), "00"), (1, "51"), (16, "60"), (17, "0111"), (127, "017f"), (128, "028000"), (255, "02ff00"),
        (256, "020001"), (32_767, "02ff7f"), (32_768, "03008000"), (227_931, "035b7a03"), (413_567, "037f4f06"),
        (8_388_608, "0400008000"), (2_147_483_648, "050000008000"),
    ])
    func writesAndReads(_ height: UInt64, _ hex: String) throws {
        let script = try #require(Hex.decode(hex))
        #expect(CoinbaseHeight.encode(height) == script)
        #expect(CoinbaseHeight.decode(script.span.bytes) == height)
        let longer = script + [0xff, 0x00]
        #expect(CoinbaseHeight.decode(longer.span.bytes) == height)
    }

    /// Padded, negative, cut short, numbers that have an opcode, no number.
    @Test(arguments: [
        "", "0101", "0110", "020100", "027f00", "0180", "03ffff", "0281", "06000000000001", "4c0111", "6a", "61",
    ])
    func refuses(_ hex: String) throws {
        let script = try #require(Hex.decode(hex))
        #expect(CoinbaseHeight.decode(script.span.bytes) == nil)
    }
}
