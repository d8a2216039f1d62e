import ChainCrypto

extension TransactionEntry {
    /// The transaction id: SHA-256d of version, inputs, outputs and lock time.
    func identifier(in block: UnsafeRawBufferPointer) -> Hash256 {
        if flags == 0 { return SHA256d.hash(UnsafeRawBufferPointer(rebasing: block[byteRange])) }
        return SHA256d.hash(
            block, pieces: Int(offset)..<Int(offset) + 4, Int(bodyOffset)..<Int(bodyEnd), Int(end) - 4..<Int(end))
    }

    /// The witness transaction id (BIP 141): SHA-256d of the whole; the transaction id when there is no witness.
    ///
    /// Litecoin leaves the extension's flag bit and presence byte out (litecoin `CTransaction::ComputeWitnessHash`).
    func witnessIdentifier(in block: UnsafeRawBufferPointer, identifier: Hash256) -> Hash256 {
        guard hasWitness else { return identifier }
        guard integratesExtension else { return SHA256d.hash(UnsafeRawBufferPointer(rebasing: block[byteRange])) }
        var bytes = Array(block[Int(offset)..<Int(offset) + 4])
        bytes.append(contentsOf: [0, 1])
        bytes.append(contentsOf: block[Int(bodyOffset)..<Int(end) - 5])
        bytes.append(contentsOf: block[Int(end) - 4..<Int(end)])
        return SHA256d.hash(bytes)
    }
}

extension Outpoint {
    /// The 36 bytes at `offset`, whose presence the caller has checked.
    init(unchecked buffer: UnsafeRawBufferPointer, at offset: Int) {
        func word(_ index: Int) -> UInt64 {
            UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: offset + 8 * index, as: UInt64.self))
        }
        self.init(
            transaction: Hash256(words: (word(0), word(1), word(2), word(3))),
            index: UInt32(littleEndian: buffer.loadUnaligned(fromByteOffset: offset + 32, as: UInt32.self)))
    }
}
