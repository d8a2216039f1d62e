public import TransparencyLog

/// What `pack.yaml` says of a pack.
public struct PackManifest: Sendable {
    /// Who may act on rules of a pack, and allow packs that extend it to loosen them.
    public struct Authority: Sendable {
        public let name: String
        /// Key with which leave to loosen is signed; `nil` where the name alone has to do.
        public let key: VerifierKey?
    }

    public let id: String
    public let version: PackVersion
    /// Engine semantics the pack needs.
    public let engineSemantics: Int64
    public let authors: [String]
    public let approvers: [String]
    /// Who may act on rules of the pack; a deployment without that competence keeps the group off.
    public let authorities: [Authority]
    /// The pack that this one extends.
    public let extends: ParentReference?
}

/// `1.0` or `1.0.2`.
public struct PackVersion: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Two or three, none negative.
    private let parts: [Int64]
    public let description: String

    /// `nil` for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { DecimalText.integer(String($0)) }
        guard (2...3).contains(parts.count), parts.allSatisfy({ ($0 ?? -1) >= 0 }) else { return nil }
        self.parts = parts.compactMap(\.self)
        description = text
    }

    /// `1.0` is `1.0.0`.
    private var full: (Int64, Int64, Int64) { (parts[0], parts[1], parts.count > 2 ? parts[2] : 0) }

    public static func < (left: PackVersion, right: PackVersion) -> Bool { left.full < right.full }

    public static func == (left: PackVersion, right: PackVersion) -> Bool { left.full == right.full }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(parts[0])
        hasher.combine(parts[1])
        hasher.combine(parts.count > 2 ? parts[2] : 0)
    }
}
