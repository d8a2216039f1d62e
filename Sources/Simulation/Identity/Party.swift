/// Somebody or something of the simulated world, as events name it.
public struct Party: Hashable, Comparable, Sendable {
    /// What a party is; decides how it is named.
    public enum Kind: Int, Sendable, CaseIterable {
        /// A natural person: `idhash:` and a keyed pseudonym of 32 hexadecimal digits.
        case person
        /// Legal entities: a unified social credit code.
        case enterprise, bank, microLender, guarantor, factor, platform, issuer
        /// A provider of virtual-asset services: a name.
        case vasp
        /// An account of a public chain, a bridge, somebody on a staff, a block producer: a name.
        case wallet, bridge, staff, producer
    }

    public let kind: Kind
    /// The text of the reference in events, in alerts and in the truth.
    public let reference: String
    /// How law-abiding the party is by nature, 0…1000. Latent: no event shows it, but violations come from the low end.
    public let integrity: Int

    public init(kind: Kind, reference: String, integrity: Int) {
        self.kind = kind
        self.reference = reference
        self.integrity = integrity
    }

    /// By the bytes of the reference: the canonical order of references of one scheme.
    public static func < (left: Party, right: Party) -> Bool {
        left.reference.utf8.lexicographicallyPrecedes(right.reference.utf8)
    }

    public static func == (left: Party, right: Party) -> Bool {
        left.reference.utf8.elementsEqual(right.reference.utf8)
    }

    public func hash(into hasher: inout Hasher) {
        for byte in reference.utf8 { hasher.combine(byte) }
    }
}
