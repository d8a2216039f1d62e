public import SupervisionModel

/// The records that one engine concluded about: from its activation to the next one.
public struct ReplayEpoch: Sendable, Hashable {
    public let semantics: Int64
    /// The release that recorded its activation.
    public let release: String
    /// Index of the first record, the activation.
    public let from: UInt64
    /// Index of the last record.
    public internal(set) var to: UInt64
    /// `nil` where this release cannot tell, because the epoch follows other semantics.
    public internal(set) var isIdentical: Bool?

    public var json: JSONValue {
        var object: JSONObject = [
            "from": JSONValue(from), "semantics": .integer(semantics), "to": JSONValue(to),
        ]
        if let isIdentical {
            object.set("identical", to: .bool(isIdentical))
        } else {
            object.set("needs", to: .string("release \(release)"))
        }
        return .object(object)
    }
}
