/// How documents are signed. There is no other way, and a document does not choose: the key does.
public enum SignatureAlgorithm: String, Sendable, Hashable, CaseIterable {
    /// Ed25519 (RFC 8032) as `EdDSA` (RFC 8037).
    case edDSA = "EdDSA"
    /// SM2 with SM3 (GB/T 32918.2-2016), identity `1234567812345678`, signature r ‖ s. JOSE has no registered name for
    /// it; this one is private to documents of this kind.
    case sm2 = "SM2"
}
