import COpenSSL

/// SHA-256 with a context that is used again and again, and the two hashes of RFC 6962 section 2.1.
///
/// Not `Sendable`: one per thread or owner. Making one costs about as much as ten tree nodes; keep it.
public final class SHA256Hasher {
    /// SHA-256 of nothing: the root of the empty tree. (Not the leaf hash of an empty entry.)
    public static let emptyRoot = Hash(
        copying: [
            0xE3, 0xB0, 0xC4, 0x42, 0x98, 0xFC, 0x1C, 0x14, 0x9A, 0xFB, 0xF4, 0xC8, 0x99, 0x6F, 0xB9, 0x24,
            0x27, 0xAE, 0x41, 0xE4, 0x64, 0x9B, 0x93, 0x4C, 0xA4, 0x95, 0x99, 0x1B, 0x78, 0x52, 0xB8, 0x55,
        ] as [UInt8])

    private let context: OpaquePointer
    private let algorithm: OpaquePointer
    /// 65 bytes: 0x01, left, right. `salted` uses the first 33 and puts the 0x01 back.
    private let nodeInput: UnsafeMutableRawBufferPointer

    public init() {
        algorithm = SHA256Algorithm.shared.pointer
        guard let context = EVP_MD_CTX_new() else { preconditionFailure("out of memory for a digest context") }
        self.context = context
        nodeInput = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 + 2 * Hash.byteCount, alignment: 8)
        nodeInput.initializeMemory(as: UInt8.self, repeating: 0)
        nodeInput[0] = 0x01
    }

    deinit {
        EVP_MD_CTX_free(context)
        nodeInput.deallocate()
    }

    // MARK: RFC 6962

    /// `SHA-256(0x00 ‖ entry)`.
    public func leaf(_ entry: Span<UInt8>) -> Hash {
        begin()
        update(0x00)
        update(entry)
        return finish()
    }

    /// `SHA-256(0x00 ‖ entry)`.
    public func leaf(_ entry: [UInt8]) -> Hash {
        leaf(entry.span)
    }

    /// `SHA-256(0x01 ‖ left ‖ right)`.
    public func node(_ left: Hash, _ right: Hash) -> Hash {
        left.withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: nodeInput[1..<33]).copyMemory(from: $0) }
        right.withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: nodeInput[33..<65]).copyMemory(from: $0) }
        begin()
        update(UnsafeRawBufferPointer(nodeInput))
        return finish()
    }

    /// `SHA-256(prefix ‖ salt ‖ payload)`: a commitment that hides a payload that could be guessed.
    public func salted(prefix: UInt8, salt: Hash, payload: Span<UInt8>) -> Hash {
        nodeInput[0] = prefix
        salt.withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: nodeInput[1..<33]).copyMemory(from: $0) }
        begin()
        update(UnsafeRawBufferPointer(rebasing: nodeInput[..<33]))
        nodeInput[0] = 0x01
        update(payload)
        return finish()
    }

    // MARK: Plain digests

    /// `SHA-256(bytes)`.
    public func hash(_ bytes: Span<UInt8>) -> Hash {
        begin()
        update(bytes)
        return finish()
    }

    /// `SHA-256(bytes)`.
    public func hash(_ bytes: [UInt8]) -> Hash {
        hash(bytes.span)
    }

    /// `SHA-256(bytes)` with a context of its own: for single calls off the hot path.
    public static func hash(_ bytes: [UInt8]) -> Hash {
        SHA256Hasher().hash(bytes)
    }

    // MARK: In pieces

    /// Starts a new digest; what was begun before is dropped.
    public func begin() {
        check(EVP_DigestInit_ex2(context, algorithm, nil))
    }

    /// Adds bytes to the digest begun.
    public func update(_ bytes: Span<UInt8>) {
        bytes.withUnsafeBytes { update($0) }
    }

    /// Adds bytes to the digest begun.
    public func update(_ bytes: UnsafeRawBufferPointer) {
        check(EVP_DigestUpdate(context, bytes.baseAddress, bytes.count))
    }

    /// Adds the 32 bytes of a digest to the digest begun.
    public func update(_ hash: Hash) {
        hash.withUnsafeBytes { update($0) }
    }

    /// Adds one byte to the digest begun.
    public func update(_ byte: UInt8) {
        withUnsafeBytes(of: byte) { update($0) }
    }

    /// The digest of what was added since `begin`.
    public func finish() -> Hash {
        var result = Hash()
        result.withUnsafeMutableBytes { target in
            check(EVP_DigestFinal_ex(context, target.baseAddress?.assumingMemoryBound(to: UInt8.self), nil))
        }
        return result
    }

    /// A digest of bytes in memory fails only when memory is exhausted or corrupt. Going on would put a wrong hash
    /// under a signature.
    @inline(__always)
    private func check(_ status: Int32) {
        precondition(status == 1, "libcrypto failed to compute SHA-256")
    }
}
