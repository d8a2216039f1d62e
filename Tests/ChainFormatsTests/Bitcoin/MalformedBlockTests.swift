import ChainCrypto
import ChainFormats
import SupervisionModel
import Testing

@Suite struct MalformedBlockTests {
    /// A small block with a legacy and a witness transaction.
    private static func sample() throws -> [UInt8] { try KernelBlock.named("mixed legacy+segwit").bytes }

    @Test func everyTruncationIsRefused() throws {
        let bytes = try Self.sample()
        for count in 0..<bytes.count {
            let part = Array(bytes[..<count])
            #expect(throws: DecodeError.self) { try DecodedBlock(part, network: .regtest) }
        }
        #expect(throws: Never.self) { try DecodedBlock(bytes, network: .regtest) }
    }

    @Test func trailingBytesAreRefused() throws {
        let bytes = try Self.sample()
        for network in [BitcoinNetwork.regtest, .litecoinRegtest] {
            #expect(throws: DecodeError(.trailingBytes, at: bytes.count, found: 2)) {
                try DecodedBlock(bytes + [0, 0], network: network)
            }
        }
    }

    /// No single bit can change without notice: either the block is refused, or the bit is in the header, so that the
    /// block has another id (one bit in two leaves the easy proof of work of regtest valid).
    @Test func everyFlippedBitIsNoticed() throws {
        let bytes = try Self.sample()
        let original = try DecodedBlock(bytes, network: .regtest).header.hash
        for bit in 0..<8 * bytes.count {
            var flipped = bytes
            flipped[bit / 8] ^= 1 << (bit % 8)
            guard let block = try? DecodedBlock(flipped, network: .regtest),
                BlockVerifier.verify(block, network: .regtest).verified
            else { continue }
            #expect(bit / 8 < BlockHeader.byteCount, "byte \(bit / 8)")
            #expect(block.header.hash != original)
        }
    }

    @Test func countsAreNotTrusted() throws {
        let header = Array(try Self.sample()[..<80])
        #expect(throws: DecodeError(.noTransactions, at: 80, found: 0, expected: 1)) {
            try DecodedBlock(header + [0], network: .regtest)
        }
        let huge = header + [0xff] + [UInt8](repeating: 0xff, count: 8)
        #expect(throws: DecodeError(.countTooLarge, at: 80, found: .max, expected: 0)) {
            try DecodedBlock(huge, network: .regtest)
        }
        let padded = header + [0xfd, 0x01, 0x00] + [UInt8](repeating: 0, count: 100)
        #expect(throws: DecodeError(.nonMinimalCount, at: 80, found: 1, expected: 3)) {
            try DecodedBlock(padded, network: .regtest)
        }
        let inputs = header + [1, 1, 0, 0, 0, 0xfe, 0xff, 0xff, 0xff, 0xff] + [UInt8](repeating: 0, count: 100)
        #expect(throws: DecodeError(.countTooLarge, at: 85, found: 0xffff_ffff, expected: 2)) {
            try DecodedBlock(inputs, network: .regtest)
        }
    }

    @Test func messagesNameOffsetFoundAndExpected() {
        let error = DecodeError(.countTooLarge, at: 85, found: 9, expected: 2)
        #expect(error.description == "at byte 85: count or length 9, expected at most 2 [decode.countTooLarge]")
        #expect(error.chineseDescription == "第 85 字节处：数量或长度为 9，最大应为 2 [decode.countTooLarge]")
        #expect(Set(DecodeError.Kind.allCases.map(\.code)).count == DecodeError.Kind.allCases.count)
    }

    /// One transaction with no inputs, flag bytes and witnesses in every wrong form.
    @Test(arguments: [
        // Marker with flag 0: a transaction of no inputs.
        ("0100000000000000000000000000", DecodeError.Kind.unknownFlags),
        ("01000000000200000000", .unknownFlags),
        // Flag 1, one input, one output, an empty stack.
        (
            "01000000000101" + String(repeating: "11", count: 36) + "00ffffffff010000000000000000000000000000",
            .superfluousWitness
        ),
        ("0100000000010000000000", .noInputs),
    ])
    func badTransactionForms(_ hex: String, _ kind: DecodeError.Kind) throws {
        let bytes = try #require(Hex.decode(hex))
        let padded = bytes + (kind == .superfluousWitness ? [] : [UInt8](repeating: 0, count: 60))
        let error = #expect(throws: DecodeError.self) { try DecodedTransaction(padded, network: .regtest) }
        #expect(error?.kind == kind)
    }

    @Test func bsvHasNoMarker() throws {
        let bytes = try #require(Hex.decode("010000000001" + String(repeating: "00", count: 60)))
        let error = #expect(throws: DecodeError.self) { try DecodedTransaction(bytes, network: .bsvRegtest) }
        #expect(error?.kind == .noInputs)
    }

    /// Random damage, with a printed seed: nothing may stop the process.
    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func damagedBytesNeverStopTheProcess(_ seed: UInt64) throws {
        var generator = SplitMix(state: seed)
        let samples = try KernelBlock.all().suffix(18).map(\.bytes)
        for _ in 0..<400 {
            var bytes = samples[Int(generator.next() % UInt64(samples.count))]
            for _ in 0..<1 + generator.next() % 6 {
                let place = Int(generator.next() % UInt64(bytes.count))
                switch generator.next() % 4 {
                case 0: bytes[place] = UInt8(truncatingIfNeeded: generator.next())
                case 1: bytes[place] = [0, 1, 0xfd, 0xfe, 0xff][Int(generator.next() % 5)]
                case 2: bytes.remove(at: place)
                default: bytes.insert(UInt8(truncatingIfNeeded: generator.next()), at: place)
                }
            }
            BlockFuzzing.exercise(bytes)
        }
        BlockFuzzing.exercise([])
    }

    private struct SplitMix {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9e37_79b9_7f4a_7c15
            var mixed = state
            mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
            mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
            return mixed ^ mixed >> 31
        }
    }
}
