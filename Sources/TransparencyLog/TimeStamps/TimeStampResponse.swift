import COpenSSL

/// An answer of a time-stamping authority (RFC 3161 section 2.4.2), as it is stored: `tsa/<size>.tsr`. Nothing that it
/// says is to be believed before ``verify(_:trust:at:)``.
public struct TimeStampResponse: Sendable, Hashable {
    /// The media type of a response.
    public static let contentType = "application/timestamp-reply"
    /// A longer response is refused unread. (With its chain of certificates one has about 5,000 bytes.)
    public static let maximumByteCount = 262_144

    /// What a time stamp says.
    public struct Content: Sendable, Hashable {
        /// POSIX seconds; fractions of a second are cut off.
        public let time: UInt64
        /// nil for an algorithm not known here.
        public let algorithm: ImprintAlgorithm?
        public let imprint: [UInt8]
        /// Big-endian; nil when there is none, or a negative one.
        public let nonce: [UInt8]?
        /// The policy of the authority, dotted decimal.
        public let policy: String
        /// The number of the time stamp, hexadecimal, with a minus sign when it is negative.
        public let serialNumber: String
    }

    /// The bytes as received: DER of `TimeStampResp`.
    public let bytes: [UInt8]
    /// `PKIStatus`: 0 granted, 1 granted with modifications, 2 rejected, 3 waiting, 4 and 5 revocation.
    public let status: Int
    /// What the authority says about the status, for people; at most 1,000 characters.
    public let statusText: String
    /// nil when there is no token.
    public let content: Content?

    /// Parses a response. Nothing is verified.
    ///
    /// - Throws: `.tooLarge`, `.malformedTimeStamp`.
    public init(parsing bytes: [UInt8]) throws(LogError) {
        let parsed = try ParsedTimeStamp(bytes)
        self.bytes = bytes
        // What libcrypto returns lies inside of what it parsed.
        defer { withExtendedLifetime(parsed) {} }
        status = parsed.status
        statusText = parsed.statusText
        content = try parsed.content()
    }

    /// Verifies everything: that it was granted for this request (imprint, nonce, policy), that the signature is that of
    /// the certificate it names (ESSCertID, RFC 2634 and RFC 5816), and that this certificate is for time stamping and
    /// leads to one of the roots.
    ///
    /// - Parameters:
    ///   - request: what was asked.
    ///   - trust: the verifier's own.
    ///   - time: POSIX seconds, when the certificates must be valid; nil for the time in the stamp, which is right as
    ///     long as nobody has revoked them.
    /// - Returns: what may now be believed.
    /// - Throws: `.timeStampRefused`, `.timeStampMismatch`, `.untrustedTimeStamp`.
    @discardableResult
    public func verify(
        _ request: TimeStampRequest, trust: TimeStampTrust, at time: UInt64? = nil
    ) throws(LogError) -> Content {
        guard status == TS_STATUS_GRANTED || status == TS_STATUS_GRANTED_WITH_MODS else {
            throw LogError(.timeStampRefused, "the authority answered status \(status): \(statusText)")
        }
        guard let content else { throw LogError(.timeStampRefused, "status \(status) without a time stamp") }
        guard content.algorithm == request.algorithm, content.imprint == request.imprint else {
            throw LogError(.timeStampMismatch, "the time stamp is for another text")
        }
        guard content.nonce == request.nonce else {
            throw LogError(.timeStampMismatch, "the time stamp does not carry the nonce of the request")
        }
        if let policy = request.policy, !policy.utf8.elementsEqual(content.policy.utf8) {
            throw LogError(.timeStampMismatch, "policy \(content.policy), asked for \(policy)")
        }
        try ParsedTimeStamp(bytes).verifySignature(trust: trust, time: time ?? content.time)
        return content
    }
}
