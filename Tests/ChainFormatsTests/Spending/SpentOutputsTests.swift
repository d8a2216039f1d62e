import ChainFormats
import SupervisionModel
import Testing

@Suite struct SpentOutputsTests {
    private static func sample() throws -> SpentOutputs {
        let legacy = SimulatedAccount(seed: 1, number: 1, form: .legacy, network: .regtest)
        let nested = SimulatedAccount(seed: 1, number: 2, form: .nestedSegwit, network: .regtest)
        let taproot = try #require(
            Address(
                "bcrt1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqc8gma6", network: .regtest))
        return SpentOutputs([
            .unknown,
            .known(SpentOutput(amount: 1, owner: .address(legacy.address), height: 5)),
            .known(SpentOutput(amount: .max, owner: .address(nested.address), height: 253)),
            .known(SpentOutput(amount: 0, owner: .address(taproot), height: 1 << 40)),
            .known(SpentOutput(amount: 7, owner: .script([]), height: 0)),
            .known(SpentOutput(amount: 8, owner: .script([UInt8](repeating: 0x51, count: 300)), height: 70_000)),
            .known(SpentOutput(amount: 9, owner: .opaque, height: 1)),
        ])
    }

    @Test func readsWhatItWrites() throws {
        let sample = try Self.sample()
        #expect(try SpentOutputs(sample.encode(), network: .regtest) == sample)
        #expect(try SpentOutputs(SpentOutputs().encode(), network: .main) == SpentOutputs())
    }

    /// The documented layout, by hand.
    @Test func layout() throws {
        let account = SimulatedAccount(seed: 1, number: 1, form: .legacy, network: .regtest)
        let record = SpentOutputs([
            .known(SpentOutput(amount: 0x0102, owner: .address(account.address), height: 300)), .unknown,
        ])
        let hash = Array(account.address.payload.bytes.prefix(20))
        #expect(record.encode() == [1, 2, 1, 2, 1, 0, 0, 0, 0, 0, 0, 0xfd, 0x2c, 0x01] + hash + [0])
    }

    @Test func everyTruncationIsRefused() throws {
        let bytes = try Self.sample().encode()
        for count in 0..<bytes.count {
            #expect(throws: DecodeError.self) {
                try SpentOutputs(Array(bytes[..<count]), network: .regtest)
            }
        }
        #expect(throws: DecodeError(.trailingBytes, at: bytes.count, found: 1)) {
            try SpentOutputs(bytes + [0], network: .regtest)
        }
    }

    @Test(arguments: [
        ([UInt8](arrayLiteral: 2, 0), DecodeError.Kind.unknownTag), ([1, 1, 6], .unknownTag),
        ([1, 0xff, 255, 255, 255, 255, 255, 255, 255, 255], .countTooLarge),
        ([1, 1, 5, 0, 0, 0, 0, 0, 0, 0, 0x80, 0], .outOfRange),
        ([1, 1, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 17, 2, 0, 0], .outOfRange),
        ([1, 1, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0], .outOfRange),
        ([1, 1, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xfd, 0x20, 0x4e], .countTooLarge),
    ])
    func damageIsRefused(_ bytes: [UInt8], _ kind: DecodeError.Kind) {
        let error = #expect(throws: DecodeError.self) { try SpentOutputs(bytes, network: .regtest) }
        #expect(error?.kind == kind)
    }
}
