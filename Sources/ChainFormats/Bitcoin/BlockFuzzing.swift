import SupervisionModel

/// Everything that outside bytes can reach, in one call, for fuzzers: must never stop the process.
public enum BlockFuzzing {
    /// Decodes, verifies and maps `bytes` as a block, a transaction, a record of spent outputs and an address of every
    /// family of networks.
    public static func exercise(_ bytes: [UInt8]) {
        for network in [BitcoinNetwork.regtest, .bsvRegtest, .litecoinRegtest] {
            _ = BlockInspection(bytes, network: network).json.encode()
            if let block = try? DecodedBlock(bytes, network: network) { exercise(block, network: network) }
            _ = try? DecodedTransaction(bytes, network: network)
            if let spent = try? SpentOutputs(bytes, network: network) {
                precondition(spent.encode() == bytes, "one value has one encoding")
            }
            _ = Address(script: bytes.span.bytes, network: network)
            _ = Address(String(decoding: bytes.prefix(128), as: UTF8.self), network: network)
        }
    }

    private static func exercise(_ block: DecodedBlock, network: BitcoinNetwork) {
        let content = BitcoinBlock(block, network: network)
        if let chain = ChainID("fuzz") {
            _ = content.transfers(
                chain: chain, height: 1, ruleTime: Timestamp(seconds: block.header.time), includeInputs: true)
        }
        content.forEachSpend { _ in }
        block.forEachCreatedOutput(network: network) { _ in }
        _ = (content.payout, content.coinbaseScript)
    }
}
