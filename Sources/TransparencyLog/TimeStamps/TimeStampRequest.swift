import COpenSSL

/// A request to a time-stamping authority (RFC 3161 section 2.4.1): that a digest existed at a time. A second clock
/// beside that of the witnesses.
///
/// Sent with POST and the content type ``contentType``. The certificate of the authority is always asked for, so that the
/// answer can be verified later by itself.
public struct TimeStampRequest: Sendable, Hashable {
    /// The media type of a request.
    public static let contentType = "application/timestamp-query"
    /// The most bytes of a nonce. (20, as those of the authorities in use.)
    public static let maximumNonceByteCount = 20

    public let algorithm: ImprintAlgorithm
    /// As many bytes as the algorithm gives.
    public let imprint: [UInt8]
    /// Big-endian without leading zeros: binds the answer to this request.
    public let nonce: [UInt8]
    /// The policy asked for, dotted decimal such as `1.3.6.1.4.1.57264.2`; nil for whichever the authority has.
    public let policy: String?

    private let policyObject: [UInt8]

    /// - Parameters:
    ///   - nonce: 8 to 20 bytes from a random source; leading zeros are dropped.
    /// - Throws: `.malformedHash` for an imprint of the wrong length, `.malformedNumber` for a nonce or policy that
    ///   cannot be written.
    public init(
        algorithm: ImprintAlgorithm, imprint: [UInt8], nonce: [UInt8], policy: String? = nil
    ) throws(LogError) {
        guard imprint.count == algorithm.byteCount else {
            throw LogError(
                .malformedHash,
                "an imprint of \(algorithm.rawValue) has \(algorithm.byteCount) bytes, found \(imprint.count)")
        }
        guard (8...Self.maximumNonceByteCount).contains(nonce.count), nonce.contains(where: { $0 != 0 }) else {
            throw LogError(.malformedNumber, "a nonce has 8 to \(Self.maximumNonceByteCount) random bytes")
        }
        self.algorithm = algorithm
        self.imprint = imprint
        self.nonce = Array(nonce.drop { $0 == 0 })
        self.policy = policy
        guard let policy else {
            policyObject = []
            return
        }
        guard let object = Self.objectIdentifier(policy) else {
            throw LogError(.malformedNumber, "\(policy.debugDescription) is no object identifier in dotted decimal")
        }
        policyObject = object
    }

    /// A request for a checkpoint: the imprint is the SHA-256 of the note text, or its SM3 for a tree of SM3. Signatures
    /// are not covered, so that cosignatures may still be added.
    ///
    /// - Throws: as ``init(algorithm:imprint:nonce:policy:)``.
    public init(
        _ checkpoint: Checkpoint, algorithm: HashAlgorithm = .sha256, nonce: [UInt8], policy: String? = nil
    ) throws(LogError) {
        try self.init(
            algorithm: algorithm == .sm3 ? .sm3 : .sha256, imprint: TreeHasher(algorithm).hash(checkpoint.text).bytes,
            nonce: nonce, policy: policy)
    }

    /// The body: DER of `TimeStampReq`.
    public func encode() -> [UInt8] {
        let hash = DER.element(.sequence, algorithm.objectIdentifier + DER.element(.null, []))
        let messageImprint = DER.element(.sequence, hash + DER.element(.octetString, imprint))
        return DER.element(
            .sequence,
            DER.unsignedInteger([1]) + messageImprint + policyObject + DER.unsignedInteger(nonce)
                + DER.element(.boolean, [0xFF]))
    }

    private static func objectIdentifier(_ text: String) -> [UInt8]? {
        // A name such as "SHA256" would be looked up; only numbers are meant.
        let numbers = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard text.utf8.count <= 200, numbers.allSatisfy({ DecimalNumber.parse($0) != nil }),
            let object = OBJ_txt2obj(text, 1)
        else {
            ERR_clear_error()
            return nil
        }
        defer { ASN1_OBJECT_free(object) }
        let count = i2d_ASN1_OBJECT(object, nil)
        guard count > 0 else { return nil }
        var bytes = [UInt8](repeating: 0, count: Int(count))
        let written = bytes.withUnsafeMutableBufferPointer { buffer in
            var position = buffer.baseAddress
            return i2d_ASN1_OBJECT(object, &position)
        }
        return written == count ? bytes : nil
    }
}
