public import SupervisionModel

/// The pack that another one extends: `extends: national-base@SHA-256`, the digest of its bundle.
public struct ParentReference: Hashable, Sendable {
    public let id: String
    public let digest: Digest32

    /// `nil` for anything else.
    init?(_ text: String) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, Identifier.isValid(String(parts[0]), further: "._-"),
            let digest = Digest32(hex: String(parts[1]))
        else { return nil }
        id = String(parts[0])
        self.digest = digest
    }
}
