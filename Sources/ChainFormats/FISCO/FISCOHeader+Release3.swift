import SupervisionModel

extension FISCOHeader {
    /// Header versions from 3.0.0 on: the release in four bytes. Lower ones are candidates of 3.0.
    static let release300: UInt64 = 0x0300_0000
    /// From 3.1.0 on the root over the transactions is a binary tree.
    static let release310: UInt64 = 0x0301_0000

    /// A header of 3.x (`BlockHeaderImpl.cpp`, `calculateHash`): fields one after the other without lengths.
    static func release3(_ fields: Fields) throws(FieldError) -> FISCOHeader {
        let version = try fields.number("version")
        let number = try fields.number("number")
        let milliseconds = try fields.number("timestamp")
        let sealer = try fields.number("sealer")
        let sealers = try Self.sealers(fields)
        var weights: [UInt64] = []
        for (index, weight) in try fields.list("consensusWeights", limit: greatestSealerCount).enumerated() {
            guard let integer = weight.value.integer, let weight = UInt64(exactly: integer) else {
                throw FieldError(
                    .wrongKind, at: "consensusWeights[\(index)]", found: weight.value.kind.rawValue,
                    expected: ("a number from 0 up", "非负整数"))
            }
            weights.append(weight)
        }
        var parents: [(number: UInt64, hash: Digest32)] = []
        for parent in try fields.list("parentInfo", limit: 64) {
            parents.append((try parent.number("blockNumber"), try parent.digest("blockHash")))
        }
        let roots = [
            try fields.digest("txsRoot"), try fields.digest("receiptsRoot"), try fields.digest("stateRoot"),
        ]
        let extra = try fields.hex("extraData")
        let gas = try fields.text("gasUsed")

        func release(gas: String) -> FISCORelease3 {
            FISCORelease3(
                version: version, parents: parents, roots: roots, number: number, gas: gas,
                milliseconds: milliseconds, sealer: sealer, sealers: sealers, extra: extra, weights: weights)
        }
        // Current releases print hex and hash decimal; the first ones printed what they hashed.
        let ways =
            version >= release300
            ? [
                ("release, gas in hex", release(gas: decimal(hex: gas) ?? gas)),
                ("release, gas in decimal", release(gas: gas)),
            ] : [("release candidate", release(gas: gas))]
        return FISCOHeader(
            version: version, parents: parents.map(\.hash), number: number, milliseconds: milliseconds, sealer: sealer,
            sealers: sealers, weights: weights, seals: try seals(fields, index: "sealerIndex"),
            statedHash: try fields.optionalDigest("hash"), transactionsRoot: roots[0],
            transactionIDs: try transactionIDs(fields), preimages: ways.map { ($0.0, $0.1.preimage) },
            fields: ways.map { $0.1.fields })
    }

    /// The decimal digits of a number in hex with or without `0x`; nil when it is none of up to 128 bits.
    private static func decimal(hex text: String) -> String? {
        UInt128(text.utf8.hasPrefix("0x") ? text.dropFirst(2) : text[...], radix: 16).map { String($0) }
    }
}
