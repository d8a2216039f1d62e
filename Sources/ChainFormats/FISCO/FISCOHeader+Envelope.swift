import SupervisionModel

extension FISCOHeader {
    /// A header as an envelope carries it. The hash is the stated id, the signatures are those beside the header.
    ///
    /// - Parameter identifiers: of the transactions in the envelope.
    init(_ evidence: BlockEvidence, identifiers: [Digest32]?) throws(DecodeError) {
        let seals = evidence.seals.map { Seal(index: $0.index, signature: $0.signature) }
        if evidence.encoding == .fisco2 {
            self = try Self.release2(evidence.header, id: evidence.id, seals: seals, identifiers: identifiers)
            return
        }
        let release = try FISCORelease3(fields: evidence.header)
        guard release.isRelease == (evidence.encoding == .fisco3) else {
            throw DecodeError(.outOfRange, at: 0, found: release.version, expected: Self.release300)
        }
        self.init(
            version: release.version, parents: release.parents.map(\.hash), number: release.number,
            milliseconds: release.milliseconds, sealer: release.sealer, sealers: release.sealers,
            weights: release.weights, seals: seals, statedHash: evidence.id, transactionsRoot: release.roots[0],
            transactionIDs: identifiers, preimages: [(evidence.encoding.rawValue, release.preimage)],
            fields: [evidence.header])
    }

    private static func release2(
        _ bytes: [UInt8], id: Digest32, seals: [Seal], identifiers: [Digest32]?
    ) throws(DecodeError) -> FISCOHeader {
        let items = try RLPItem(bytes).list(count: 13)
        let number = try items[6].number()
        var sealers: [[UInt8]] = []
        for item in try items[12].list() { sealers.append(try item.bytes(count: 64)) }
        let parent = try items[0].hash().plainDigest
        return FISCOHeader(
            version: 0, parents: number == 0 ? [] : [parent], number: number, milliseconds: try items[9].number(),
            sealer: try items[11].number(), sealers: sealers, weights: sealers.map { _ in 1 }, seals: seals,
            statedHash: id, transactionsRoot: try items[2].hash().plainDigest, transactionIDs: identifiers,
            preimages: [("2.x", bytes)], fields: [bytes])
    }
}
