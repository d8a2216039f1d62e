import ChainCrypto

/// A transaction to be written: what `DecodedBlock` reads, in the other direction.
struct TransactionDraft: Sendable {
    struct Input: Sendable {
        var outpoint: Outpoint
        var script: [UInt8] = []
        var sequence: UInt32 = 0xffff_ffff
        /// Witness items; empty: none.
        var witness: [[UInt8]] = []
    }

    struct Output: Sendable {
        var value: Int64
        var script: [UInt8]
    }

    var version: Int32 = 2
    var inputs: [Input] = []
    var outputs: [Output] = []
    var lockTime: UInt32 = 0

    var hasWitness: Bool { inputs.contains { !$0.witness.isEmpty } }

    /// The bytes: the form of BIP 144 when an input has a witness, else, or when asked, the legacy form.
    func encode(stripped: Bool = false) -> [UInt8] {
        let writesWitness = hasWitness && !stripped
        var bytes: [UInt8] = []
        bytes.appendLittleEndian(version)
        if writesWitness { bytes.append(contentsOf: [0, 1]) }
        CompactSize.append(UInt64(inputs.count), to: &bytes)
        for input in inputs {
            input.outpoint.transaction.appendBytes(to: &bytes)
            bytes.appendLittleEndian(input.outpoint.index)
            bytes.appendCounted(input.script)
            bytes.appendLittleEndian(input.sequence)
        }
        CompactSize.append(UInt64(outputs.count), to: &bytes)
        for output in outputs {
            bytes.appendLittleEndian(output.value)
            bytes.appendCounted(output.script)
        }
        if writesWitness {
            for input in inputs {
                CompactSize.append(UInt64(input.witness.count), to: &bytes)
                for item in input.witness { bytes.appendCounted(item) }
            }
        }
        bytes.appendLittleEndian(lockTime)
        return bytes
    }

    /// The transaction id.
    var identifier: Hash256 { SHA256d.hash(encode(stripped: true)) }

    /// The witness transaction id.
    var witnessIdentifier: Hash256 { SHA256d.hash(encode()) }
}

extension [UInt8] {
    /// Appends a CompactSize length and the bytes.
    fileprivate mutating func appendCounted(_ bytes: [UInt8]) {
        CompactSize.append(UInt64(bytes.count), to: &self)
        append(contentsOf: bytes)
    }
}
