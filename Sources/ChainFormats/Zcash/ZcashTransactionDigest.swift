import ChainCrypto

/// The hashes over a version 5 transaction: its id and the digest of its authorizing data (ZIP 244). Each node of the
/// trees is BLAKE2b-256 with a personalisation of its own.
struct ZcashTransactionDigest {
    let identifier: Hash256
    let authorizing: Hash256

    /// - Parameters:
    ///   - branch: the four bytes of the consensus branch.
    ///   - header: version, version group, branch, lock time and expiry, as serialised.
    init(
        branch: [UInt8], header: [UInt8], inputs: [ZcashTransaction.Input], outputs: [ZcashTransaction.Output],
        sapling: ZcashSaplingBundle, orchard: ZcashOrchardBundle
    ) {
        self.identifier = Self.hash(
            "ZcashTxHash_",
            [
                Self.hash("ZTxIdHeadersHash", [header]).bytes, Self.transparent(inputs, outputs).bytes,
                Self.sapling(sapling).bytes, Self.orchard(orchard).bytes,
            ], branch: branch)
        let scripts = inputs.map { input in
            var bytes: [UInt8] = []
            CompactSize.append(UInt64(input.script.count), to: &bytes)
            return bytes + input.script
        }
        self.authorizing = Self.hash(
            "ZTxAuthHash_",
            [
                Self.hash("ZTxAuthTransHash", scripts).bytes,
                Self.hash("ZTxAuthSapliHash", [sapling.authorization]).bytes,
                Self.hash("ZTxAuthOrchaHash", [orchard.authorization]).bytes,
            ], branch: branch)
    }

    private static func transparent(
        _ inputs: [ZcashTransaction.Input], _ outputs: [ZcashTransaction.Output]
    ) -> Hash256 {
        guard !inputs.isEmpty || !outputs.isEmpty else { return hash("ZTxIdTranspaHash", []) }
        var outpoints: [UInt8] = []
        var sequences: [UInt8] = []
        for input in inputs {
            input.outpoint.transaction.appendBytes(to: &outpoints)
            outpoints.appendLittleEndian(input.outpoint.index)
            sequences.appendLittleEndian(input.sequence)
        }
        var paid: [UInt8] = []
        for output in outputs {
            paid.appendLittleEndian(output.value)
            CompactSize.append(UInt64(output.script.count), to: &paid)
            paid += output.script
        }
        return hash(
            "ZTxIdTranspaHash",
            [
                hash("ZTxIdPrevoutHash", [outpoints]).bytes, hash("ZTxIdSequencHash", [sequences]).bytes,
                hash("ZTxIdOutputsHash", [paid]).bytes,
            ])
    }

    private static func sapling(_ bundle: ZcashSaplingBundle) -> Hash256 {
        guard !bundle.isEmpty else { return hash("ZTxIdSaplingHash", []) }
        var spends = hash("ZTxIdSSpendsHash", [])
        if !bundle.spends.isEmpty {
            spends = hash(
                "ZTxIdSSpendsHash",
                [
                    hash("ZTxIdSSpendCHash", bundle.spends.map { Array($0[32..<64]) }).bytes,
                    hash("ZTxIdSSpendNHash", bundle.spends.map { $0[..<32] + bundle.anchor + $0[64...] }).bytes,
                ])
        }
        var outputs = hash("ZTxIdSOutputHash", [])
        if !bundle.outputs.isEmpty {
            outputs = hash(
                "ZTxIdSOutputHash",
                [
                    hash("ZTxIdSOutC__Hash", bundle.outputs.map { Array($0[32..<148]) }).bytes,
                    hash("ZTxIdSOutM__Hash", bundle.outputs.map { Array($0[148..<660]) }).bytes,
                    hash("ZTxIdSOutN__Hash", bundle.outputs.map { Array($0[..<32] + $0[660...]) }).bytes,
                ])
        }
        return hash("ZTxIdSaplingHash", [spends.bytes, outputs.bytes, littleEndian(bundle.balance)])
    }

    private static func orchard(_ bundle: ZcashOrchardBundle) -> Hash256 {
        guard !bundle.actions.isEmpty else { return hash("ZTxIdOrchardHash", []) }
        let actions = bundle.actions
        return hash(
            "ZTxIdOrchardHash",
            [
                // Nullifier, then cmx, ephemeral key and the first 52 bytes of the ciphertext.
                hash("ZTxIdOrcActCHash", actions.map { Array($0[32..<64] + $0[96..<212]) }).bytes,
                hash("ZTxIdOrcActMHash", actions.map { Array($0[212..<724]) }).bytes,
                hash("ZTxIdOrcActNHash", actions.map { Array($0[..<32] + $0[64..<96] + $0[724...]) }).bytes,
                bundle.trailer,
            ])
    }

    private static func littleEndian(_ value: Int64) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.appendLittleEndian(value)
        return bytes
    }

    /// BLAKE2b-256 of the parts, one after the other.
    static func hash(_ name: String, _ parts: [[UInt8]], branch: [UInt8] = []) -> Hash256 {
        BLAKE2b.hash(Array(parts.joined()), personalization: Array(name.utf8) + branch, byteCount: 32)
            .flatMap { Hash256($0) } ?? .zero
    }
}
