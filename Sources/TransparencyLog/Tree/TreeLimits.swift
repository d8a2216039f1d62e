/// Bounds of sizes and proofs.
public enum TreeLimits {
    /// Sizes and indexes lie in 0 ... 2^63 − 1, so that they fit signed integers everywhere.
    public static let maximumSize: UInt64 = 1 << 63 - 1
    /// No proof of a tree within ``maximumSize`` is longer.
    public static let maximumProofLength = 63
}
