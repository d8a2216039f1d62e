import AuditLedger
import Testing
import TransparencyLog

@Suite struct ResultTreeTests {
    private let hasher = SHA256Hasher()
    private let dayKey: HMACKey
    private let subjectKey: HMACKey

    init() {
        dayKey = HMACKey(Array("day".utf8), hasher: hasher)
        subjectKey = HMACKey(Array("subject".utf8), hasher: hasher)
    }

    private func salt(_ key: HMACKey, _ sequence: UInt64, _ index: UInt32) -> Hash {
        let message =
            withUnsafeBytes(of: sequence.bigEndian) { Array($0) } + withUnsafeBytes(of: index.bigEndian) { Array($0) }
        return key.authenticationCode(of: message.span, hasher: hasher)
    }

    /// Leaves and root by the definition, for every number of items around the powers of two.
    @Test(arguments: [0, 1, 7, 8, 9, 15, 16, 17, 100])
    func definition(count: Int) throws {
        let payloads = (0..<count).map { Array("{\"n\":\($0)}".utf8) }
        let tree = try ResultTree(
            sequence: 300, items: payloads.map { .payload($0, key: subjectKey) }, paddingKey: dayKey, hasher: hasher)
        var size = 8
        while size < count { size *= 2 }
        let leaves = (0..<size).map { index in
            index < count
                ? hasher.hash([0x00] + salt(subjectKey, 300, UInt32(index)).bytes + payloads[index])
                : hasher.hash([0x00] + salt(dayKey, 300, UInt32(index)).bytes)
        }
        #expect(tree.leaves == leaves)
        #expect(tree.itemCount == count)
        var frontier = Frontier()
        for leaf in leaves { frontier.append(leaf, hasher: hasher) }
        #expect(tree.root == frontier.root(hasher: hasher))
        for index in 0..<size {
            let path = try tree.path(to: index, hasher: hasher)
            try InclusionProof(index: UInt64(index), size: UInt64(size), hashes: path)
                .verify(leaf: leaves[index], root: tree.root, hasher: hasher)
        }
        #expect(throws: LedgerError.self) { try tree.path(to: size, hasher: hasher) }
    }

    @Test func erasedItemsKeepTheRoot() throws {
        let items = (0..<5).map { SaltedItem.payload([UInt8($0)], key: subjectKey) }
        let whole = try ResultTree(sequence: 9, items: items, paddingKey: dayKey, hasher: hasher)
        var redacted = items
        redacted[3] = .erased(leaf: whole.leaves[3])
        #expect(try ResultTree(sequence: 9, items: redacted, paddingKey: dayKey, hasher: hasher) == whole)
    }

    @Test func everythingCounts() throws {
        func root(_ sequence: UInt64, _ items: [SaltedItem]) throws -> Hash {
            try ResultTree(sequence: sequence, items: items, paddingKey: dayKey, hasher: hasher).root
        }
        let a = SaltedItem.payload([1], key: subjectKey)
        let b = SaltedItem.payload([2], key: subjectKey)
        let roots = [
            try root(1, []), try root(2, []), try root(1, [a]), try root(1, [b]), try root(1, [a, b]),
            try root(1, [b, a]),
            try root(1, [.payload([1], key: dayKey)]),
        ]
        #expect(Set(roots).count == roots.count)
    }

    @Test func limits() throws {
        let long = SaltedItem.payload([UInt8](repeating: 1, count: 16 * 1024 + 1), key: subjectKey)
        let error = #expect(throws: LedgerError.self) {
            try ResultTree(sequence: 1, items: [long], paddingKey: dayKey, hasher: hasher)
        }
        #expect(error?.code == .tooLarge)
    }
}
