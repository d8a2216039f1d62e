import ChainFormats
import Testing

/// Litecoin's extension block: bytes behind the transactions are accepted in one form only.
@Suite struct LitecoinExtensionTests {
    private static func plain(form: SimulatedAccount.Form) throws -> [UInt8] {
        let payer = SimulatedAccount(seed: 1, number: 1, form: form, network: .litecoinRegtest)
        var chain = try SimulatedChain(seed: 1, network: .litecoinRegtest)
        _ = try chain.mine(BlockPlan(time: 1, miner: payer))
        let payment = PaymentPlan(from: payer, to: payer.address, amount: 1)
        return try chain.mine(BlockPlan(time: 2, miner: payer, payments: [payment])).bytes
    }

    /// A block whose last transaction is turned into an integrating one: its id, and so the header, stay the same.
    private static func sample(form: SimulatedAccount.Form, trailer: [UInt8]) throws -> [UInt8] {
        let block = try DecodedBlock(plain(form: form), network: .litecoinRegtest)
        let last = block.table.transactions[1]
        var bytes = Array(block.bytes[..<(Int(last.offset) + 4)])
        bytes += [0, last.flags | 8]
        bytes += block.bytes[Int(last.bodyOffset)..<Int(last.end) - 4]
        bytes += [0]
        bytes += block.bytes[(Int(last.end) - 4)..<Int(last.end)]
        return bytes + trailer
    }

    @Test(arguments: [SimulatedAccount.Form.legacy, .segwit])
    func extensionBlockIsAccepted(_ form: SimulatedAccount.Form) throws {
        for trailer: [UInt8] in [[0], [1, 0xaa, 0xbb]] {
            let bytes = try Self.sample(form: form, trailer: trailer)
            let block = try DecodedBlock(bytes, network: .litecoinRegtest)
            #expect(block.extensionSize == trailer.count)
            #expect(block.table.transactions[1].integratesExtension)
            let plain = try DecodedBlock(Self.plain(form: form), network: .litecoinRegtest)
            #expect(block.weight == plain.weight)
            #expect(block.transactionIDs == plain.transactionIDs)
            let report = BlockVerifier.verify(block, network: .litecoinRegtest)
            #expect(report.failure == nil)
            #expect(report.checks.contains { $0.name == .extensionBlock })
        }
    }

    @Test func anyOtherTrailerIsRefused() throws {
        for (trailer, kind): ([UInt8], DecodeError.Kind) in [
            ([], .truncated), ([0, 0], .trailingBytes), ([1], .truncated), ([2, 1], .unknownTag),
        ] {
            let bytes = try Self.sample(form: .legacy, trailer: trailer)
            let error = #expect(throws: DecodeError.self) { try DecodedBlock(bytes, network: .litecoinRegtest) }
            #expect(error?.kind == kind, "\(trailer)")
        }
    }

    @Test func bitcoinHasNoExtension() throws {
        let bytes = try Self.sample(form: .legacy, trailer: [0])
        let error = #expect(throws: DecodeError.self) { try DecodedBlock(bytes, network: .regtest) }
        #expect(error?.kind == .unknownFlags)
    }
}
