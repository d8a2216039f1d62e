import ChainCrypto

/// Checks everything about a block that needs neither scripts nor the state of the chain, and with context more.
///
/// Not checked: scripts and signatures, signature operation counts, lock times, and the content of Litecoin's
/// extension block. An observer relies on proof of work and on the agreement of several participants for those.
public enum BlockVerifier {
    /// Makes every check and reports each one. Time is dominated by SHA-256.
    public static func verify(
        _ block: DecodedBlock, network: BitcoinNetwork, context: BlockContext = BlockContext()
    ) -> BlockReport {
        var report = BlockReport()
        report.add(
            .structure, true,
            "\(block.transactionCount) transactions, \(block.table.inputs.count) inputs, "
                + "\(block.table.outputs.count) outputs")
        HeaderChecks.check(block.header, bytes: block.bytes, network: network, into: &report)
        let root = MerkleTree.root(block.transactionIDs)
        report.add(
            .merkleRoot, root.hash == block.header.merkleRoot,
            root.hash == block.header.merkleRoot
                ? "root over \(block.transactionCount) transaction ids"
                : "computed \(root.hash), expected the header's \(block.header.merkleRoot)")
        report.add(
            .mutation, !root.isMutated,
            root.isMutated ? "two equal hashes side by side in the tree (CVE-2012-2459)" : "no repeated pair")
        BodyChecks.check(block, network: network, context: context, into: &report)
        WitnessCheck.check(block, network: network, context: context, into: &report)
        if block.extensionSize > 0 {
            report.add(.extensionBlock, true, "\(block.extensionSize) bytes of extension block, content not checked")
        }
        ContextChecks.check(block, network: network, context: context, into: &report)
        return report
    }
}

extension BlockReport {
    /// The report on bytes that do not decode.
    public init(_ error: DecodeError) {
        self.init()
        add(.structure, false, error.description)
    }
}
