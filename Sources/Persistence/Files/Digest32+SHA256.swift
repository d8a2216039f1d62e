import AuditLedger
import SupervisionModel
import TransparencyLog

extension Digest32 {
    /// SHA-256 of the bytes.
    static func sha256(_ bytes: UnsafeRawBufferPointer, hasher: SHA256Hasher = SHA256Hasher()) -> Digest32 {
        hasher.begin()
        hasher.update(bytes)
        return Digest32(hasher.finish())
    }

    /// SHA-256 of the bytes.
    static func sha256(_ bytes: [UInt8]) -> Digest32 {
        bytes.withUnsafeBytes { sha256($0) }
    }
}
