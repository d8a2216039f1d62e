/// Whether a piece of evidence counts.
public enum EvidenceStatus: String, Sendable, Hashable, CaseIterable {
    case active
    /// Its block left the chain.
    case retracted
    /// The subject contests it and nobody has decided yet. A finding counts until then; an obligation met does not:
    /// nothing rises from what is pending.
    case disputed
    /// Removed on appeal.
    case overturned
    /// Put right (整改) and released.
    case repaired
    /// Too old to be used (five years for natural persons).
    case expired
}
