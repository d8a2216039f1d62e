extension EVMBlock {
    /// A block out of the bytes that its tries hold, as an envelope carries them. Ommers have none.
    ///
    /// - Parameters:
    ///   - header: RLP of the header.
    ///   - transactions: RLP, behind a type where there is one.
    ///   - withdrawals: RLP of each; nil: no list.
    ///   - receipts: what the receipts' trie holds; nil when unknown.
    init(
        header: [UInt8], transactions: [[UInt8]], withdrawals: [[UInt8]]?, receipts: [[UInt8]]?
    ) throws(DecodeError) {
        let list = transactions.map { $0.first.map { $0 < 0xc0 } ?? true ? RLPEncoding.bytes($0) : $0 }
        var parts = [header, RLPEncoding.list(list), RLPEncoding.list([])]
        if let withdrawals { parts.append(RLPEncoding.list(withdrawals)) }
        try self.init(RLPEncoding.list(parts), receipts: receipts)
    }
}
