public import ChainCrypto

/// Roots of Merkle-Patricia tries (Ethereum yellow paper, appendix D), computed and never stored.
public enum MerklePatriciaTrie {
    /// The root of a trie without entries: Keccak-256 of the empty string's RLP.
    public static let emptyRoot = Keccak256.hash([0x80])

    /// The root of a trie whose keys are the RLP of the places 0, 1, 2 … of the values, as blocks commit to their
    /// transactions, receipts and withdrawals.
    public static func root(ofList values: [[UInt8]]) -> Hash256 {
        root(values.enumerated().map { (RLPEncoding.number(UInt64($0.offset)), $0.element) })
    }

    /// The root over entries with different keys; an entry with an empty value counts as absent.
    public static func root(_ entries: [(key: [UInt8], value: [UInt8])]) -> Hash256 {
        var rows = entries.filter { !$0.value.isEmpty }.map { Row(path: nibbles($0.key), value: $0.value) }
        guard !rows.isEmpty else { return emptyRoot }
        rows.sort { $0.path.lexicographicallyPrecedes($1.path) }
        return Keccak256.hash(node(rows[...], depth: 0))
    }

    private struct Row {
        let path: [UInt8]
        let value: [UInt8]
    }

    private static func nibbles(_ bytes: [UInt8]) -> [UInt8] {
        bytes.flatMap { [$0 >> 4, $0 & 0x0f] }
    }

    /// The RLP of the node that the rows, sorted and alike up to `depth`, lie below. As deep as the longest key.
    private static func node(_ rows: ArraySlice<Row>, depth: Int) -> [UInt8] {
        let first = rows[rows.startIndex]
        guard rows.count > 1 else {
            return RLPEncoding.list([
                RLPEncoding.bytes(hexPrefix(first.path[depth...], isLeaf: true)), RLPEncoding.bytes(first.value),
            ])
        }
        // The rows are sorted: what the first and the last share, all share.
        let last = rows[rows.endIndex - 1]
        let shared = zip(first.path[depth...], last.path[depth...]).prefix { $0 == $1 }.count
        guard shared == 0 else {
            let child = reference(node(rows, depth: depth + shared))
            return RLPEncoding.list([
                RLPEncoding.bytes(hexPrefix(first.path[depth..<depth + shared], isLeaf: false)), child,
            ])
        }
        var items: [[UInt8]] = []
        var rest = rows
        var value: [UInt8] = []
        if first.path.count == depth {
            value = first.value
            rest = rest.dropFirst()
        }
        for nibble in UInt8(0)..<16 {
            let below = rest.prefix { $0.path[depth] == nibble }
            rest = rest.dropFirst(below.count)
            items.append(below.isEmpty ? RLPEncoding.bytes([]) : reference(node(below, depth: depth + 1)))
        }
        return RLPEncoding.list(items + [RLPEncoding.bytes(value)])
    }

    /// A node of less than 32 bytes stands in its parent itself, a longer one by its hash.
    private static func reference(_ node: [UInt8]) -> [UInt8] {
        node.count < 32 ? node : RLPEncoding.bytes(Keccak256.hash(node).bytes)
    }

    /// Nibbles as bytes: flags for a leaf and for an odd number in the first nibble (appendix C).
    private static func hexPrefix(_ nibbles: ArraySlice<UInt8>, isLeaf: Bool) -> [UInt8] {
        let flag: UInt8 = isLeaf ? 2 : 0
        let isOdd = !nibbles.count.isMultiple(of: 2)
        let all = (isOdd ? [flag | 1] : [flag, 0]) + nibbles
        return stride(from: 0, to: all.count, by: 2).map { all[$0] << 4 | all[$0 + 1] }
    }
}
