/// A map: keys of type bool, int, uint or string, iterated in the order of insertion.
///
/// The order makes evaluation repeatable; it is not part of equality.
public final class MapValue: Sendable {
    /// The keys as they were inserted.
    public let keys: [Value]
    /// The values, in the order of `keys`.
    public let values: [Value]
    private let identities: [MapKey]
    /// Position by key, for maps with more than a few entries. Never iterated.
    private let positions: [MapKey: Int]?

    /// Up to this many entries a look-up walks through the keys.
    private static let linearLimit = 6

    /// A map of entries whose keys differ.
    ///
    /// - Returns: `nil` when a key is of another type than bool, int, uint, string, or occurs twice (1 and 1u are one
    ///   key).
    public convenience init?(_ entries: [(key: Value, value: Value)]) {
        guard let map = try? MapValue(checking: entries) else { return nil }
        self.init(copying: map)
    }

    private init(copying other: MapValue) {
        keys = other.keys
        values = other.values
        identities = other.identities
        positions = other.positions
    }

    /// A map with string keys; of two entries with one key the first counts.
    public init(strings entries: [(key: String, value: Value)]) {
        var keys: [Value] = []
        var values: [Value] = []
        var identities: [MapKey] = []
        var seen: Set<MapKey> = []
        for entry in entries where seen.insert(MapKey(entry.key)).inserted {
            keys.append(.string(entry.key))
            values.append(entry.value)
            identities.append(MapKey(entry.key))
        }
        self.keys = keys
        self.values = values
        self.identities = identities
        positions = Self.positions(of: identities)
    }

    init(checking entries: [(key: Value, value: Value)]) throws(EvaluationError) {
        var keys: [Value] = []
        var values: [Value] = []
        var identities: [MapKey] = []
        keys.reserveCapacity(entries.count)
        values.reserveCapacity(entries.count)
        identities.reserveCapacity(entries.count)
        for entry in entries {
            var identity = MapKey(entry.key)
            if case .double = entry.key { identity = nil }
            guard let identity else {
                if case .error(let error) = entry.key { throw error }
                throw EvaluationError(.unsupportedKey, "a map key is \(entry.key.type.name)")
            }
            keys.append(entry.key)
            values.append(entry.value)
            identities.append(identity)
        }
        self.keys = keys
        self.values = values
        self.identities = identities
        positions = Self.positions(of: identities)
        if let positions {
            guard positions.count == identities.count else { throw Self.duplicate }
        } else {
            for (index, identity) in identities.enumerated() where identities[..<index].contains(identity) {
                throw Self.duplicate
            }
        }
    }

    private static let duplicate = EvaluationError(.duplicateKey, "a key occurs twice in a map")

    static let empty = MapValue(strings: [])

    private static func positions(of identities: [MapKey]) -> [MapKey: Int]? {
        guard identities.count > linearLimit else { return nil }
        var positions: [MapKey: Int] = Dictionary(minimumCapacity: identities.count)
        for (index, identity) in identities.enumerated() { positions[identity] = index }
        return positions
    }

    /// Number of entries.
    public var count: Int { keys.count }

    /// The value of a key, by the language's equality: 1, 1u and 1.0 find the same entry.
    public subscript(key: Value) -> Value? {
        guard let identity = MapKey(key) else { return nil }
        return value(of: identity)
    }

    /// The value of a string key.
    public subscript(key: String) -> Value? { value(of: MapKey(key)) }

    func contains(_ key: Value) -> Bool {
        guard let identity = MapKey(key) else { return false }
        return position(of: identity) != nil
    }

    func value(of identity: MapKey) -> Value? { position(of: identity).map { values[$0] } }

    private func position(of identity: MapKey) -> Int? {
        if let positions { return positions[identity] }
        return identities.firstIndex(of: identity)
    }
}
