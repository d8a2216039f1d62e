/// A map key in the form by which keys are found: 1, 1u and 1.0 are one key; strings are their UTF-8 bytes.
struct MapKey: Hashable, Sendable {
    private enum Kind: Sendable {
        case bool(Bool)
        case int(Int64)
        /// Above the largest `int`.
        case uint(UInt64)
        case string(String)
    }

    private let kind: Kind

    /// `nil` for values that equal no key: other types, fractions, NaN.
    init?(_ value: Value) {
        switch value {
        case .bool(let value): kind = .bool(value)
        case .int(let value): kind = .int(value)
        case .uint(let value): kind = Int64(exactly: value).map { .int($0) } ?? .uint(value)
        case .double(let value):
            if let int = Int64(exactly: value) {
                kind = .int(int)
            } else if let uint = UInt64(exactly: value) {
                kind = .uint(uint)
            } else {
                return nil
            }
        case .string(let value): kind = .string(value)
        default: return nil
        }
    }

    init(_ text: String) { kind = .string(text) }

    static func == (left: MapKey, right: MapKey) -> Bool {
        switch (left.kind, right.kind) {
        case (.string(let left), .string(let right)): UTF8Comparison.equal(left, right)
        case (.int(let left), .int(let right)): left == right
        case (.uint(let left), .uint(let right)): left == right
        case (.bool(let left), .bool(let right)): left == right
        default: false
        }
    }

    func hash(into hasher: inout Hasher) {
        switch kind {
        case .bool(let value): hasher.combine(value)
        case .int(let value): hasher.combine(value)
        case .uint(let value): hasher.combine(value)
        case .string(let value):
            let isContiguous: Void? = value.utf8.withContiguousStorageIfAvailable {
                hasher.combine(bytes: UnsafeRawBufferPointer($0))
            }
            if isContiguous == nil { for byte in value.utf8 { hasher.combine(byte) } }
        }
    }
}
