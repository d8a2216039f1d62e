import ChainCrypto

/// The witness commitment of BIP 141.
enum WitnessCheck {
    /// OP_RETURN, push of 36 bytes, and the four bytes that mark a commitment.
    private static let marker: [UInt8] = [0x6a, 0x24, 0xaa, 0x21, 0xa9, 0xed]

    static func check(
        _ block: DecodedBlock, network: BitcoinNetwork, context: BlockContext, into report: inout BlockReport
    ) {
        // Without a witness form there is nothing to commit to.
        guard let activation = network.segwit else { return }
        let carriesWitness = block.table.transactions.contains(where: \.hasWitness)
        let height = context.height ?? block.statedHeight
        let active = height.map { $0 >= activation } ?? (activation <= 1)
        guard active, let commitment = commitment(in: block) else {
            report.add(
                .witness, !carriesWitness,
                carriesWitness ? "witnesses without a commitment in the coinbase" : "no witnesses, no commitment")
            return
        }
        guard let coinbase = block.table.inputs.first else { return }
        let items = block.witness(of: coinbase)
        guard items.count == 1, items[0].count == 32 else {
            report.add(
                .witness, false,
                carriesWitness
                    ? "coinbase witness of \(items.count) items, expected one reserved value of 32 bytes"
                    : "a commitment but no witnesses: a copy with the witnesses stripped")
            return
        }
        let computed = compute(block, reserved: items[0])
        report.add(
            .witness, computed == commitment,
            computed == commitment ? "commitment matches" : "computed \(computed), committed \(commitment)")
    }

    /// The committed hash in the last coinbase output that carries one.
    private static func commitment(in block: DecodedBlock) -> Hash256? {
        guard let coinbase = block.table.transactions.first else { return nil }
        let output = block.table.outputs[coinbase.outputs].last { output in
            output.scriptLength >= 38 && block.bytes[output.scriptRange].prefix(marker.count).elementsEqual(marker)
        }
        return output.flatMap { Hash256(block.script(of: $0), at: marker.count) }
    }

    /// SHA-256d of the root over the witness transaction ids and the reserved value; the coinbase counts as zero.
    private static func compute(_ block: DecodedBlock, reserved: Range<Int>) -> Hash256 {
        let identifiers = block.bytes.withUnsafeBytes { bytes in
            zip(block.table.transactions, block.transactionIDs).enumerated().map { index, pair in
                index == 0 ? Hash256.zero : pair.0.witnessIdentifier(in: bytes, identifier: pair.1)
            }
        }
        let value = Hash256(block.bytes.span.bytes, at: reserved.lowerBound) ?? .zero
        return SHA256d.node(MerkleTree.root(identifiers).hash, value)
    }
}
