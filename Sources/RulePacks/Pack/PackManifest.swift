/// What `pack.yaml` says of a pack.
public struct PackManifest: Sendable {
    public let id: String
    /// `1.0` or `1.0.2`.
    public let version: String
    /// Engine semantics the pack needs.
    public let engineSemantics: Int64
    public let authors: [String]
    public let approvers: [String]
    /// Who may act on rules of the pack; a deployment without that competence keeps the group off.
    public let authorities: [String]
}
