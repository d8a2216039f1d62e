import SupervisionModel

/// Rebuilds the RLP of a block and of its receipts out of the answers of `eth_getBlockByNumber` (with full
/// transactions) and `eth_getBlockReceipts`, so that roots and hashes can be computed.
enum EVMDocument {
    static let greatestTransactionCount = 100_000

    /// The RLP of a block.
    static func block(_ fields: Fields) throws(FieldError) -> [UInt8] {
        var transactions: [[UInt8]] = []
        for transaction in try fields.list("transactions", limit: greatestTransactionCount) {
            guard transaction.value.object != nil else {
                throw FieldError(
                    .wrongKind, at: transaction.path, found: "an id",
                    expected: ("a full transaction: ask with true as second parameter", "完整交易：请求时第二个参数应为 true"))
            }
            let encoded = try EVMDocument.transaction(transaction)
            transactions.append(encoded.first.map { $0 < 0xc0 } ?? false ? RLPEncoding.bytes(encoded) : encoded)
        }
        // Ommers travel as hashes, and consortium chains have none.
        let ommers = fields.has("uncles") ? try fields.list("uncles", limit: 2) : []
        guard ommers.isEmpty else {
            throw FieldError(
                .tooMany, at: "uncles", found: "\(ommers.count) hashes",
                expected: ("none, or the block as RLP", "没有叔块，或提供 RLP 区块"))
        }
        var parts = [try header(fields), RLPEncoding.list(transactions), RLPEncoding.list([])]
        if fields.has("withdrawals") {
            var withdrawals: [[UInt8]] = []
            for withdrawal in try fields.list("withdrawals", limit: 1024) {
                withdrawals.append(
                    RLPEncoding.list([
                        try withdrawal.scalar("index"), try withdrawal.scalar("validatorIndex"),
                        RLPEncoding.bytes(try withdrawal.hex("address", count: 20)), try withdrawal.scalar("amount"),
                    ]))
            }
            parts.append(RLPEncoding.list(withdrawals))
        }
        return RLPEncoding.list(parts)
    }

    private static func header(_ fields: Fields) throws(FieldError) -> [UInt8] {
        func hash(_ name: String) throws(FieldError) -> [UInt8] { RLPEncoding.bytes(try fields.hex(name, count: 32)) }
        var items = [
            try hash("parentHash"), try hash("sha3Uncles"), RLPEncoding.bytes(try fields.hex("miner", count: 20)),
            try hash("stateRoot"), try hash("transactionsRoot"), try hash("receiptsRoot"),
            RLPEncoding.bytes(try fields.hex("logsBloom", count: 256)), try fields.scalar("difficulty"),
            try fields.scalar("number"), try fields.scalar("gasLimit"), try fields.scalar("gasUsed"),
            try fields.scalar("timestamp"), RLPEncoding.bytes(try fields.hex("extraData")), try hash("mixHash"),
            RLPEncoding.bytes(try fields.hex("nonce", count: 8)),
        ]
        // Later forks append items, each only behind those before it.
        guard fields.has("baseFeePerGas") else { return RLPEncoding.list(items) }
        items.append(try fields.scalar("baseFeePerGas"))
        guard fields.has("withdrawalsRoot") else { return RLPEncoding.list(items) }
        items.append(try hash("withdrawalsRoot"))
        guard fields.has("blobGasUsed") else { return RLPEncoding.list(items) }
        items += [
            try fields.scalar("blobGasUsed"), try fields.scalar("excessBlobGas"), try hash("parentBeaconBlockRoot"),
        ]
        if fields.has("requestsHash") { items.append(try hash("requestsHash")) }
        return RLPEncoding.list(items)
    }

    /// The bytes that the trie holds of a transaction.
    static func transaction(_ fields: Fields) throws(FieldError) -> [UInt8] {
        let type = fields.has("type") ? try fields.number("type") : 0
        func data(_ name: String) throws(FieldError) -> [UInt8] { RLPEncoding.bytes(try fields.hex(name)) }
        let to = fields.has("to") ? try data("to") : RLPEncoding.bytes([])
        let input = try data(fields.has("input") ? "input" : "data")
        let signature = [
            try fields.scalar(type > 0 && fields.has("yParity") ? "yParity" : "v"), try fields.scalar("r"),
            try fields.scalar("s"),
        ]
        if type == 0 {
            return RLPEncoding.list(
                [
                    try fields.scalar("nonce"), try fields.scalar("gasPrice"), try fields.scalar("gas"), to,
                    try fields.scalar("value"), input,
                ] + signature)
        }
        guard type <= 4 else {
            throw FieldError(
                .outOfRange, at: "\(fields.path).type", found: "\(type)", expected: ("0 to 4", "0 到 4"))
        }
        var items = [try fields.scalar("chainId"), try fields.scalar("nonce")]
        items +=
            type == 1
            ? [try fields.scalar("gasPrice")]
            : [try fields.scalar("maxPriorityFeePerGas"), try fields.scalar("maxFeePerGas")]
        items += [try fields.scalar("gas"), to, try fields.scalar("value"), input, try accessList(fields)]
        if type == 3 {
            var hashes: [[UInt8]] = []
            for hash in try fields.list("blobVersionedHashes", limit: 64) {
                hashes.append(RLPEncoding.bytes(try hash.hex(count: 32)))
            }
            items += [try fields.scalar("maxFeePerBlobGas"), RLPEncoding.list(hashes)]
        }
        if type == 4 { items.append(try authorizationList(fields)) }
        return [UInt8(type)] + RLPEncoding.list(items + signature)
    }

    private static func accessList(_ fields: Fields) throws(FieldError) -> [UInt8] {
        var entries: [[UInt8]] = []
        for entry in try fields.list("accessList", limit: 65_536) {
            var keys: [[UInt8]] = []
            for key in try entry.list("storageKeys", limit: 65_536) {
                keys.append(RLPEncoding.bytes(try key.hex(count: 32)))
            }
            entries.append(
                RLPEncoding.list([RLPEncoding.bytes(try entry.hex("address", count: 20)), RLPEncoding.list(keys)]))
        }
        return RLPEncoding.list(entries)
    }

    private static func authorizationList(_ fields: Fields) throws(FieldError) -> [UInt8] {
        var entries: [[UInt8]] = []
        for entry in try fields.list("authorizationList", limit: 65_536) {
            entries.append(
                RLPEncoding.list([
                    try entry.scalar("chainId"), RLPEncoding.bytes(try entry.hex("address", count: 20)),
                    try entry.scalar("nonce"), try entry.scalar("yParity"), try entry.scalar("r"),
                    try entry.scalar("s"),
                ]))
        }
        return RLPEncoding.list(entries)
    }

    /// The bytes that the trie holds of a receipt.
    static func receipt(_ fields: Fields) throws(FieldError) -> [UInt8] {
        let type = fields.has("type") ? try fields.number("type") : 0
        guard type <= 4 else {
            throw FieldError(
                .outOfRange, at: "\(fields.path).type", found: "\(type)", expected: ("0 to 4", "0 到 4"))
        }
        var logs: [[UInt8]] = []
        for log in try fields.list("logs", limit: 65_536) {
            var topics: [[UInt8]] = []
            for topic in try log.list("topics", limit: 4) { topics.append(RLPEncoding.bytes(try topic.hex(count: 32))) }
            logs.append(
                RLPEncoding.list([
                    RLPEncoding.bytes(try log.hex("address", count: 20)), RLPEncoding.list(topics),
                    RLPEncoding.bytes(try log.hex("data")),
                ]))
        }
        let status =
            fields.has("status") ? try fields.scalar("status") : RLPEncoding.bytes(try fields.hex("root", count: 32))
        let list = RLPEncoding.list([
            status, try fields.scalar("cumulativeGasUsed"), RLPEncoding.bytes(try fields.hex("logsBloom", count: 256)),
            RLPEncoding.list(logs),
        ])
        return type == 0 ? list : [UInt8(type)] + list
    }
}

extension Fields {
    /// A number from 0 up to 256 bits as RLP: a JSON integer, or hex digits behind `0x` with or without leading zeros.
    fileprivate func scalar(_ name: String) throws(FieldError) -> [UInt8] {
        guard let text = value[name]?.string, text.utf8.hasPrefix("0x") else {
            return RLPEncoding.number(try number(name))
        }
        let digits = text.dropFirst(2)
        let padded = digits.utf8.count.isMultiple(of: 2) ? String(digits) : "0" + digits
        let place = path.isEmpty ? name : "\(path).\(name)"
        guard padded.utf8.count <= 64, let bytes = Hex.decode(padded) else {
            throw FieldError(
                .outOfRange, at: place, found: "\(digits.utf8.count) digits",
                expected: ("at most 64 hex digits", "最多 64 个十六进制数字"))
        }
        return RLPEncoding.bytes(Array(bytes.drop { $0 == 0 }))
    }
}
