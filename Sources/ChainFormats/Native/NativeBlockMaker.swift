public import SupervisionModel

/// Makes the blocks of a reference chain: header, tree, signatures.
public struct NativeBlockMaker: Sendable {
    /// Makes a signature with the key of the validator at a place; nil when it cannot.
    public typealias Signer = @Sendable (_ validator: Int, _ message: [UInt8]) -> [UInt8]?

    public let chain: String
    public let validators: ValidatorSet
    public let hash: BlockHash
    private let sign: Signer
    private let validatorsDigest: Digest32

    /// Nil where the hash is not there (SM3).
    public init?(chain: String, validators: ValidatorSet, hash: BlockHash, sign: @escaping Signer) {
        guard let digest = hash.hash(validators.bytes)?.plainDigest else { return nil }
        self.chain = chain
        self.validators = validators
        self.hash = hash
        self.sign = sign
        validatorsDigest = digest
    }

    /// A block; nil when the hash is not there, or when signatures of a quorum cannot be made.
    ///
    /// - Parameters:
    ///   - parent: id of the block below; nil for the first, which nobody signs.
    ///   - milliseconds: not before the parent's.
    ///   - transactions: JSON of events.
    public func block(
        height: UInt64, parent: Digest32?, milliseconds: UInt64, transactions: [[UInt8]], round: UInt64 = 0
    ) -> (evidence: BlockEvidence, body: BlockBody)? {
        guard let root = TransactionTree.root(transactions, hash)?.plainDigest else { return nil }
        let count = validators.members.count
        let header = NativeHeader(
            chain: chain, height: height, parent: parent ?? .zero, milliseconds: milliseconds, root: root,
            transactionCount: UInt64(transactions.count), proposer: height % UInt64(max(1, count)), round: round,
            validators: validatorsDigest, nextValidators: validatorsDigest)
        let bytes = header.bytes
        guard let id = hash.hash(bytes)?.plainDigest else { return nil }
        var seals: [BlockEvidence.Seal] = []
        if parent != nil {
            var weight: UInt64 = 0
            // Another one begins each time, so that everybody is seen to sign.
            for step in 0..<count where weight < validators.quorum {
                let index = (Int(height % UInt64(count)) + step) % count
                guard let signature = sign(index, NativeHeader.signed(id)) else { return nil }
                seals.append(BlockEvidence.Seal(index: UInt64(index), signature: signature))
                weight += validators.members[index].weight
            }
        }
        return (
            BlockEvidence(
                height: height, id: id, parents: parent.map { [$0] } ?? [], milliseconds: milliseconds,
                encoding: .native, header: bytes, hash: hash, scheme: validators.scheme, seals: seals,
                validators: validators.members, validatorsSince: (0, .zero), finality: .immediate),
            BlockBody(transactions: transactions)
        )
    }
}
