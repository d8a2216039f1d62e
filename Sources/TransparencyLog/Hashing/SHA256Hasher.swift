/// SHA-256, the hash function of every tree of the C2SP specifications, and of key IDs, commitments and file names in
/// either profile.
public final class SHA256Hasher: TreeHasher {
    /// SHA-256 of nothing: the root of the empty tree. (Not the leaf hash of an empty entry.)
    public static let emptyRoot = HashAlgorithm.sha256.emptyRoot

    /// A hasher of its own context.
    public init() {
        super.init(.sha256)
    }

    /// `SHA-256(bytes)` with a context of its own: for single calls off the hot path.
    public static func hash(_ bytes: [UInt8]) -> Hash {
        SHA256Hasher().hash(bytes)
    }
}
