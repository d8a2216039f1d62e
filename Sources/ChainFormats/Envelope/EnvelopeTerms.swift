public import SupervisionModel

/// What the envelopes of a chain must be like, known from elsewhere: registered, approved by two people, recorded.
public struct EnvelopeTerms: Hashable, Sendable {
    public let kind: ChainKind
    /// The chain by its own name.
    public let chain: String
    public let genesis: Digest32
    /// Keys of those who may publish.
    public let publishers: [SigningKey]
    /// Who signs the first block that is observed; nil: nobody signs, the publisher attests.
    public let validators: ValidatorSet?

    public init(
        kind: ChainKind, chain: String, genesis: Digest32, publishers: [SigningKey], validators: ValidatorSet?
    ) {
        self.kind = kind
        self.chain = chain
        self.genesis = genesis
        self.publishers = publishers
        self.validators = validators
    }

    public static func == (left: EnvelopeTerms, right: EnvelopeTerms) -> Bool {
        left.kind == right.kind && left.chain.utf8.elementsEqual(right.chain.utf8) && left.genesis == right.genesis
            && left.publishers == right.publishers && left.validators == right.validators
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(genesis) }
}
