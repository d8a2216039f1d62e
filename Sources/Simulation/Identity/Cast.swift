/// Makes the parties of a world, each with a name of its own and a latent integrity.
public struct Cast: Sendable {
    /// Candidates that are looked at for one violation.
    private static let candidates = 4

    private var random: SeededRandom
    private var count = 0
    /// Parties that were looked at for a violation and did not commit it: they go on with normal life.
    public private(set) var passedOver: [Party] = []

    public init(seed: UInt64) {
        random = SeededRandom(seed: seed, "cast")
    }

    /// A new party.
    public mutating func make(_ kind: Party.Kind) -> Party {
        count += 1
        // The mean of two draws: few are very good or very bad.
        let integrity = (random.below(1_001) + random.below(1_001)) / 2
        return Party(kind: kind, reference: name(kind), integrity: integrity)
    }

    /// A new party of low integrity, more likely the lower it is: the one of several candidates who does it.
    public mutating func culprit(_ kind: Party.Kind) -> Party {
        let candidates = (0..<Cast.candidates).map { _ in make(kind) }
        let weights = candidates.map { 1 + (1_000 - $0.integrity) * (1_000 - $0.integrity) }
        var drawn = random.below(weights.reduce(0, +))
        var chosen = 0
        while chosen < weights.count - 1, drawn >= weights[chosen] {
            drawn -= weights[chosen]
            chosen += 1
        }
        for (index, party) in candidates.enumerated() where index != chosen { passedOver.append(party) }
        return candidates[chosen]
    }

    private mutating func name(_ kind: Party.Kind) -> String {
        switch kind {
        case .person: "idhash:" + random.hex(32)
        case .enterprise, .bank, .microLender, .guarantor, .factor, .platform, .issuer:
            UnifiedCreditCode.make(count, random: &random)
        case .vasp: "vasp-\(count)"
        case .wallet: "wallet-" + random.hex(24)
        case .bridge: "bridge-\(count)"
        case .staff: "staff-\(count)"
        case .producer: "producer-\(count)"
        }
    }
}
