import COpenSSL

/// The hash function of a tree with a context that is used again and again, and the two hashes of RFC 6962 section 2.1.
///
/// Not `Sendable`: one per thread or owner. Making one costs about as much as ten tree nodes; keep it. Two trees with
/// different algorithms are two logs: nothing hashed by one hasher means anything to another.
public class TreeHasher {
    /// The hash function.
    public final let algorithm: HashAlgorithm

    private let context: OpaquePointer
    private let digest: OpaquePointer
    /// 65 bytes: 0x01, left, right. `salted` uses the first 33 and puts the 0x01 back.
    private let nodeInput: UnsafeMutableRawBufferPointer

    /// A hasher of its own context.
    public init(_ algorithm: HashAlgorithm) {
        self.algorithm = algorithm
        digest = FetchedDigest.of(algorithm).pointer
        guard let context = EVP_MD_CTX_new() else { preconditionFailure("out of memory for a digest context") }
        self.context = context
        nodeInput = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 + 2 * Hash.byteCount, alignment: 8)
        nodeInput.initializeMemory(as: UInt8.self, repeating: 0)
        nodeInput[0] = 0x01
    }

    /// The root of the empty tree: the hash of nothing. (Not the leaf hash of an empty entry.)
    public final var emptyRoot: Hash { algorithm.emptyRoot }

    deinit {
        EVP_MD_CTX_free(context)
        nodeInput.deallocate()
    }

    // MARK: RFC 6962

    /// `H(0x00 ‖ entry)`.
    public final func leaf(_ entry: Span<UInt8>) -> Hash {
        begin()
        update(0x00)
        update(entry)
        return finish()
    }

    /// `H(0x00 ‖ entry)`.
    public final func leaf(_ entry: [UInt8]) -> Hash {
        leaf(entry.span)
    }

    /// `H(0x01 ‖ left ‖ right)`.
    public final func node(_ left: Hash, _ right: Hash) -> Hash {
        left.withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: nodeInput[1..<33]).copyMemory(from: $0) }
        right.withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: nodeInput[33..<65]).copyMemory(from: $0) }
        begin()
        update(UnsafeRawBufferPointer(nodeInput))
        return finish()
    }

    /// `H(prefix ‖ salt ‖ payload)`: a commitment that hides a payload that could be guessed.
    public final func salted(prefix: UInt8, salt: Hash, payload: Span<UInt8>) -> Hash {
        nodeInput[0] = prefix
        salt.withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: nodeInput[1..<33]).copyMemory(from: $0) }
        begin()
        update(UnsafeRawBufferPointer(rebasing: nodeInput[..<33]))
        nodeInput[0] = 0x01
        update(payload)
        return finish()
    }

    // MARK: Plain digests

    /// `H(bytes)`.
    public final func hash(_ bytes: Span<UInt8>) -> Hash {
        begin()
        update(bytes)
        return finish()
    }

    /// `H(bytes)`.
    public final func hash(_ bytes: [UInt8]) -> Hash {
        hash(bytes.span)
    }

    // MARK: In pieces

    /// Starts a new digest; what was begun before is dropped.
    public final func begin() {
        check(EVP_DigestInit_ex2(context, digest, nil))
    }

    /// Adds bytes to the digest begun.
    public final func update(_ bytes: Span<UInt8>) {
        bytes.withUnsafeBytes { update($0) }
    }

    /// Adds bytes to the digest begun.
    public final func update(_ bytes: UnsafeRawBufferPointer) {
        check(EVP_DigestUpdate(context, bytes.baseAddress, bytes.count))
    }

    /// Adds the 32 bytes of a digest to the digest begun.
    public final func update(_ hash: Hash) {
        hash.withUnsafeBytes { update($0) }
    }

    /// Adds one byte to the digest begun.
    public final func update(_ byte: UInt8) {
        withUnsafeBytes(of: byte) { update($0) }
    }

    /// The digest of what was added since `begin`.
    public final func finish() -> Hash {
        var result = Hash()
        result.withUnsafeMutableBytes { target in
            check(EVP_DigestFinal_ex(context, target.baseAddress?.assumingMemoryBound(to: UInt8.self), nil))
        }
        return result
    }

    /// A digest of bytes in memory fails only when memory is exhausted or corrupt. Going on would put a wrong hash
    /// under a signature.
    @inline(__always)
    private final func check(_ status: Int32) {
        precondition(status == 1, "libcrypto failed to compute a digest")
    }
}
