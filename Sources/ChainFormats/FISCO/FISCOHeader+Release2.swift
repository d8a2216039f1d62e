import SupervisionModel

extension FISCOHeader {
    /// A header of 2.x (`BlockHeader.cpp`, `streamRLPFields`): an RLP list of 13 items. Every sealer has one vote.
    static func release2(_ fields: Fields) throws(FieldError) -> FISCOHeader {
        let number = try fields.number("number")
        let milliseconds = try fields.number("timestamp")
        let sealer = try fields.number("sealer")
        let sealers = try Self.sealers(fields)
        let parent = try fields.digest("parentHash")
        let transactionsRoot = try fields.digest("transactionsRoot")
        var extra: [[UInt8]] = []
        for item in try fields.list("extraData", limit: 1024) { extra.append(RLPEncoding.bytes(try item.hex())) }
        let items = [
            RLPEncoding.bytes(parent.bytes), RLPEncoding.bytes(try fields.hex("stateRoot", count: 32)),
            RLPEncoding.bytes(transactionsRoot.bytes), RLPEncoding.bytes(try fields.hex("receiptsRoot", count: 32)),
            RLPEncoding.bytes(try fields.hex("dbHash", count: 32)),
            RLPEncoding.bytes(try fields.hex("logsBloom", count: 256)), RLPEncoding.number(number),
            RLPEncoding.number(try fields.number("gasLimit")), RLPEncoding.number(try fields.number("gasUsed")),
            RLPEncoding.number(milliseconds), RLPEncoding.list(extra), RLPEncoding.number(sealer),
            RLPEncoding.list(sealers.map { RLPEncoding.bytes($0) }),
        ]
        let preimage = RLPEncoding.list(items)
        return FISCOHeader(
            version: 0, parents: number == 0 ? [] : [parent], number: number, milliseconds: milliseconds,
            sealer: sealer,
            sealers: sealers, weights: sealers.map { _ in 1 }, seals: try seals(fields, index: "index"),
            statedHash: try fields.optionalDigest("hash"), transactionsRoot: transactionsRoot,
            transactionIDs: try transactionIDs(fields), preimages: [("2.x", preimage)], fields: [preimage])
    }
}
