/// `operand[index]` and `operand[?index]`.
final class IndexNode: Node, @unchecked Sendable {
    let operand: Node
    let index: Node
    let isOptional: Bool

    init(_ operand: Node, _ index: Node, isOptional: Bool) {
        self.operand = operand
        self.index = index
        self.isOptional = isOptional
    }

    override func evaluate(_ frame: FramePointer) -> Value {
        spend(frame)
        let value = operand.evaluate(frame)
        if case .error = value { return value }
        let key = index.evaluate(frame)
        if case .error = key { return key }
        return isOptional ? Self.optionalElement(value, key) : Self.element(value, key)
    }

    private static func element(_ value: Value, _ key: Value) -> Value {
        switch value {
        case .list(let list):
            guard let position = position(key) else {
                return .failure(.invalidArgument, "a list index is \(key.type.name), expected an integer")
            }
            guard list.indices.contains(position) else {
                return .failure(.indexOutOfRange, "index \(position) in a list of \(list.count)")
            }
            return list[position]
        case .map(let map): return map[key] ?? .failure(.noSuchKey, "no such key: \(key.text(limit: 64))")
        case .optional(let inner): return inner.map { optionalElement($0, key) } ?? .optional(nil)
        default: return .noSuchOverload(Operator.text(Operator.index), value, key)
        }
    }

    private static func optionalElement(_ value: Value, _ key: Value) -> Value {
        switch value {
        case .list(let list):
            guard let position = position(key) else {
                return .failure(.invalidArgument, "a list index is \(key.type.name), expected an integer")
            }
            return .optional(list.indices.contains(position) ? list[position] : nil)
        case .map(let map): return .optional(map[key])
        case .optional(let inner): return inner.map { optionalElement($0, key) } ?? .optional(nil)
        default: return .noSuchOverload(Operator.text(Operator.optionalIndex), value, key)
        }
    }

    /// The position a number names; fractions name none.
    private static func position(_ key: Value) -> Int? {
        switch key {
        case .int(let value): Int(exactly: value)
        case .uint(let value): Int(exactly: value) ?? Int.max
        case .double(let value): Int(exactly: value)
        default: nil
        }
    }
}
