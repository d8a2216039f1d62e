import ChainFormats
import Testing

@Suite struct CompactTargetTests {
    /// Bitcoin Core arith_uint256 examples: bits, value, bits written back.
    @Test(arguments: [
        (UInt32(0x0112_3456), "12", UInt32(0x0112_0000)),
        (0x0212_3456, "1234", 0x0212_3400),
        (0x0312_3456, "123456", 0x0312_3456),
        (0x0412_3456, "12345600", 0x0412_3456),
        (0x0500_9234, "92340000", 0x0500_9234),
        (0x2012_3456, "1234560000000000000000000000000000000000000000000000000000000000", 0x2012_3456),
        (0x1d00_ffff, "ffff0000000000000000000000000000000000000000000000000000", 0x1d00_ffff),
        (0x207f_ffff, "7fffff0000000000000000000000000000000000000000000000000000000000", 0x207f_ffff),
        (0x2200_00ff, "ff00000000000000000000000000000000000000000000000000000000000000", 0x2100_ff00),
    ])
    func expands(_ bits: UInt32, _ hex: String, _ written: UInt32) throws {
        let target = try CompactTarget.expand(bits)
        #expect(target == UInt256(hex: hex))
        #expect(CompactTarget.compress(target) == written)
    }

    @Test(arguments: [
        (UInt32(0), CompactTarget.Fault.zero), (0x0012_3456, .zero), (0x0100_0000, .zero), (0x2000_0000, .zero),
        (0x01fe_dcba, .negative), (0x0492_3456, .negative), (0xff12_3456, .overflow), (0x2300_0001, .overflow),
        (0x2200_0100, .overflow), (0x2101_0000, .overflow),
    ])
    func refuses(_ bits: UInt32, _ fault: CompactTarget.Fault) {
        #expect(throws: fault) { try CompactTarget.expand(bits) }
    }

    @Test func workOfTheFirstTarget() throws {
        let target = try CompactTarget.expand(0x1d00_ffff)
        #expect(CompactTarget.work(target) == UInt256(0x1_0001_0001))
        #expect(CompactTarget.work(.max) == UInt256(1))
        #expect(CompactTarget.work(UInt256(1)) == UInt256(hex: "8" + String(repeating: "0", count: 63)))
        #expect(CompactTarget.work(try CompactTarget.expand(0x207f_ffff)) == UInt256(2))
    }
}
