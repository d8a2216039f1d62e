internal import ChainCrypto
public import ChainFormats
public import SupervisionModel

/// A reference chain with its validators and its publisher: the chain of a platform that has none of its own.
///
/// Keys are derived from a text, for worlds that are made up; a real chain's validators hold their own.
public struct ReferenceChain: Sendable {
    public let maker: NativeBlockMaker
    /// Id of the first block.
    public let genesis: Digest32
    /// Evidence and body of the first block.
    public let first: (evidence: BlockEvidence, body: BlockBody)
    private var heights: [(id: Digest32, milliseconds: UInt64)]
    /// Rises with each branch, so that its blocks differ from those they replace.
    private var round: UInt64 = 0

    /// Validators of a made-up chain: a quorum is three of four.
    private static let validatorCount = 4

    /// - Parameters:
    ///   - chain: its name.
    ///   - isCommercial: SM3 and SM2 instead of SHA-256 and Ed25519.
    ///   - secret: what keys are derived from.
    ///   - milliseconds: time of the first block.
    /// - Returns: nil for a name that cannot stand in envelopes, and without SM3.
    public init?(chain: String, isCommercial: Bool, secret: String, milliseconds: UInt64) {
        let scheme: SignatureScheme = isCommercial ? .sm2 : .ed25519
        let keys = (0..<Self.validatorCount).compactMap { number in
            Self.key(scheme, secret: "\(secret)/\(chain)/validator/\(number)")
        }
        guard keys.count == Self.validatorCount, EnvelopeStream.isName(chain),
            let set = ValidatorSet(scheme, keys.map { ValidatorSet.Member(key: $0.publicKey.bytes, weight: 1) }),
            let maker = NativeBlockMaker(
                chain: chain, validators: set, hash: isCommercial ? .sm3 : .sha256, sign: { keys[$0].sign($1) }),
            let first = maker.block(height: 0, parent: nil, milliseconds: milliseconds, transactions: [])
        else { return nil }
        self.maker = maker
        self.first = first
        genesis = first.evidence.id
        heights = [(first.evidence.id, milliseconds)]
    }

    /// A key derived from a text.
    public static func key(_ scheme: SignatureScheme, secret: String) -> PublisherKey? {
        // A digest beyond the order of the curve is no key: the next one is.
        for attempt in 0..<8 {
            if let key = PublisherKey(scheme, secret: SHA256.hash(Array("\(secret)/\(attempt)".utf8)).bytes) {
                return key
            }
        }
        return nil
    }

    /// Height of the tip.
    public var height: UInt64 { UInt64(heights.count - 1) }

    /// The next block; nil when it cannot be signed. A time before the parent's becomes the parent's.
    public mutating func append(
        milliseconds: UInt64, transactions: [[UInt8]]
    ) -> (evidence: BlockEvidence, body: BlockBody)? {
        guard let parent = heights.last else { return nil }
        let time = max(milliseconds, parent.milliseconds)
        guard
            let block = maker.block(
                height: UInt64(heights.count), parent: parent.id, milliseconds: time, transactions: transactions,
                round: round)
        else { return nil }
        heights.append((block.evidence.id, time))
        return block
    }

    /// Goes on from a lower block.
    public mutating func retreat(to height: UInt64) {
        guard height < self.height else { return }
        heights.removeLast(heights.count - Int(height) - 1)
        round += 1
    }
}
