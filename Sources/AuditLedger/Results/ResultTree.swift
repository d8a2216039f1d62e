public import TransparencyLog

/// The items of one record as a Merkle tree of RFC 6962 over salted leaves.
///
/// `leaf(k) = SHA-256(0x00 ‖ salt(k) ‖ payload)`, filled up with leaves of salts alone to a power of two that is at
/// least 8. So the ledger shows neither how many items a record has nor what they say, and each can be proved alone.
public struct ResultTree: Sendable, Hashable {
    /// All leaves, a power of two of them, items first.
    public let leaves: [Hash]
    /// How many of the leaves are items.
    public let itemCount: Int
    public let root: Hash

    /// - Parameters:
    ///   - sequence: the sequence number of the record.
    ///   - paddingKey: the key of the day, for the salts of the leaves that are no items.
    /// - Throws: `.tooLarge` for too many items or a payload that is too long.
    public init(
        sequence: UInt64, items: [SaltedItem], paddingKey: HMACKey, hasher: SHA256Hasher
    ) throws(LedgerError) {
        guard items.count <= LedgerLimits.maximumItemCount else {
            throw LedgerError(
                .tooLarge, at: sequence, "\(items.count) items; at most \(LedgerLimits.maximumItemCount)")
        }
        let size = Self.leafCount(itemCount: items.count)
        var leaves: [Hash] = []
        leaves.reserveCapacity(size)
        for item in items {
            switch item {
            case .erased(let leaf):
                leaves.append(leaf)
            case .payload(let payload, let key):
                guard payload.count <= LedgerLimits.maximumItemByteCount else {
                    throw LedgerError(
                        .tooLarge, at: sequence,
                        "item \(leaves.count) has \(payload.count) bytes; at most \(LedgerLimits.maximumItemByteCount)")
                }
                let salt = Salt.make(
                    key: key, sequence: sequence, index: UInt32(truncatingIfNeeded: leaves.count), hasher: hasher)
                leaves.append(Self.leaf(payload: payload.span, salt: salt, hasher: hasher))
            }
        }
        let nothing: [UInt8] = []
        while leaves.count < size {
            let salt = Salt.make(
                key: paddingKey, sequence: sequence, index: UInt32(truncatingIfNeeded: leaves.count), hasher: hasher)
            leaves.append(Self.leaf(payload: nothing.span, salt: salt, hasher: hasher))
        }
        var scratch = leaves
        root = MerkleTree.root(consuming: &scratch, hasher: hasher)
        itemCount = items.count
        self.leaves = leaves
    }

    /// The number of leaves for that many items: a power of two, at least 8.
    public static func leafCount(itemCount: Int) -> Int {
        var count = LedgerLimits.minimumLeafCount
        while count < itemCount { count *= 2 }
        return count
    }

    /// `SHA-256(0x00 ‖ salt ‖ payload)`.
    public static func leaf(payload: Span<UInt8>, salt: Hash, hasher: SHA256Hasher) -> Hash {
        hasher.salted(prefix: 0x00, salt: salt, payload: payload)
    }

    /// The sibling hashes from leaf `index` up to the root's child.
    ///
    /// - Throws: `.malformedProof` when there is no such leaf.
    public func path(to index: Int, hasher: SHA256Hasher) throws(LedgerError) -> [Hash] {
        guard leaves.indices.contains(index) else {
            throw LedgerError(.malformedProof, "no leaf \(index) among \(leaves.count)")
        }
        var path: [Hash] = []
        var level = leaves
        var position = index
        while level.count > 1 {
            path.append(level[position ^ 1])
            for pair in 0..<(level.count / 2) { level[pair] = hasher.node(level[2 * pair], level[2 * pair + 1]) }
            level.removeLast(level.count / 2)
            position /= 2
        }
        return path
    }
}
