import ChainCrypto

/// Finds an outpoint that two inputs of one block spend.
enum DuplicateInputs {
    /// The rows of two inputs that spend the same outpoint, the later one second; nil when all differ.
    ///
    /// An open-addressing table of row numbers. The place of an outpoint depends on the block id, which commits to the
    /// transactions: nobody can choose outpoints that collide without finding the block again for each attempt.
    /// O(inputs) time, 8 to 16 bytes an input.
    static func firstPair(in block: DecodedBlock) -> (first: Int, second: Int)? {
        let inputs = block.table.inputs
        guard inputs.count < 1 << 30 else { return nil }
        let start = block.firstSpendingInput
        var capacity = 64
        while capacity < 2 * inputs.count { capacity *= 2 }
        let mask = capacity - 1
        let key = block.header.hash.words
        return block.bytes.withUnsafeBytes { bytes in
            withUnsafeTemporaryAllocation(of: UInt32.self, capacity: capacity) { slots in
                slots.initialize(repeating: 0)
                for row in start..<max(start, inputs.count) {
                    let outpoint = Outpoint(unchecked: bytes, at: Int(inputs[row].offset))
                    var slot = place(of: outpoint, key: key) & mask
                    while slots[slot] != 0 {
                        let other = Int(slots[slot]) - 1
                        if Outpoint(unchecked: bytes, at: Int(inputs[other].offset)) == outpoint { return (other, row) }
                        slot = (slot + 1) & mask
                    }
                    slots[slot] = UInt32(truncatingIfNeeded: row + 1)
                }
                return nil
            }
        }
    }

    @inline(__always)
    private static func place(of outpoint: Outpoint, key: (UInt64, UInt64, UInt64, UInt64)) -> Int {
        let words = outpoint.transaction.words
        // Half of a transaction id is more than anybody can choose.
        let product = (words.0 ^ key.0 ^ UInt64(outpoint.index) &* 0x9e37_79b9_7f4a_7c15)
            .multipliedFullWidth(by: words.1 ^ key.1 | 1)
        return Int(truncatingIfNeeded: product.high ^ product.low)
    }
}
