/// A key of the core's state: a namespace byte, then bytes whose order is meaningful within the namespace.
public struct StateKey: Hashable, Comparable, Sendable {
    public let bytes: [UInt8]

    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// In one call over all bytes: a key is looked up several times for every input.
    public func hash(into hasher: inout Hasher) {
        bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    }

    /// Lexicographic over the bytes.
    public static func < (left: StateKey, right: StateKey) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}

/// Where the core's state is kept between inputs. Declared here, implemented by `Persistence` and in memory.
///
/// The core reads through it and never writes: what an input changed is returned as `StateChanges` and written in the
/// transaction of the input's record.
public protocol StateStore {
    /// The values of the keys in order, `nil` where there is none. One batch, one round trip.
    func values(for keys: [StateKey]) throws -> [[UInt8]?]

    /// Up to `limit` entries with keys in [from, to), ascending.
    func entries(from: StateKey, to: StateKey, limit: Int) throws -> [(key: StateKey, value: [UInt8])]
}

/// What an input changed, in ascending key order; `nil` deletes.
public struct StateChanges: Sendable {
    public private(set) var entries: [(key: StateKey, value: [UInt8]?)]

    public init(_ entries: [(key: StateKey, value: [UInt8]?)]) {
        self.entries = entries
    }
}
