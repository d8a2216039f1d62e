/// Why bytes from a source were refused.
public struct Refusal: Error, Hashable, Sendable {
    /// Stable code, such as `block.merkleRoot`, `decode.truncated` or `frames.count`.
    public let reason: String
    /// Whether a commitment in the header does not match the body (CHN-12).
    public let isCommitmentMismatch: Bool
    /// Byte offset of the failure, -1 when there is none.
    public let offset: Int64
    /// English: what was found and what was expected.
    public let detail: String

    public init(reason: String, isCommitmentMismatch: Bool = false, offset: Int64 = -1, detail: String = "") {
        self.reason = reason
        self.isCommitmentMismatch = isCommitmentMismatch
        self.offset = offset
        self.detail = detail
    }
}
