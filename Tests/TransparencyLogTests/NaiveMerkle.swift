import TransparencyLog

/// RFC 6962 section 2.1 as it is written there: slow, recursive, obviously right.
enum NaiveMerkle {
    static func root(_ leaves: ArraySlice<Hash>, _ hasher: TreeHasher) -> Hash {
        if leaves.isEmpty { return hasher.hash([]) }
        if leaves.count == 1 { return leaves[leaves.startIndex] }
        let middle = leaves.startIndex + split(leaves.count)
        return hasher.node(root(leaves[..<middle], hasher), root(leaves[middle...], hasher))
    }

    static func path(_ index: Int, _ leaves: ArraySlice<Hash>, _ hasher: TreeHasher) -> [Hash] {
        if leaves.count == 1 { return [] }
        let k = split(leaves.count)
        let middle = leaves.startIndex + k
        return index < k
            ? path(index, leaves[..<middle], hasher) + [root(leaves[middle...], hasher)]
            : path(index - k, leaves[middle...], hasher) + [root(leaves[..<middle], hasher)]
    }

    static func consistency(_ old: Int, _ leaves: ArraySlice<Hash>, _ hasher: TreeHasher) -> [Hash] {
        subproof(old, leaves, true, hasher)
    }

    private static func subproof(_ m: Int, _ leaves: ArraySlice<Hash>, _ whole: Bool, _ hasher: TreeHasher) -> [Hash] {
        if m == leaves.count { return whole ? [] : [root(leaves, hasher)] }
        let k = split(leaves.count)
        let middle = leaves.startIndex + k
        return m <= k
            ? subproof(m, leaves[..<middle], whole, hasher) + [root(leaves[middle...], hasher)]
            : subproof(m - k, leaves[middle...], false, hasher) + [root(leaves[..<middle], hasher)]
    }

    private static func split(_ count: Int) -> Int {
        var k = 1
        while k * 2 < count { k *= 2 }
        return k
    }
}
