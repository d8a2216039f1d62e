/// `[a, ?b, c]`
final class ListNode: Node, @unchecked Sendable {
    let elements: [Node]
    let isOptional: [Bool]

    init(_ elements: [Node], _ isOptional: [Bool]) {
        self.elements = elements
        self.isOptional = isOptional
    }

    override func evaluate(_ frame: FramePointer) -> Value {
        guard frame.pointee.charge(1 &+ Cost.of(elements.count, Cost.element)) else { return .budgetExceeded }
        var values: [Value] = []
        values.reserveCapacity(elements.count)
        for (index, element) in elements.enumerated() {
            let value = element.evaluate(frame)
            if case .error = value { return value }
            guard isOptional[index] else {
                values.append(value)
                continue
            }
            guard case .optional(let inner) = value else { return .noSuchOverload("[?]", value) }
            if let inner { values.append(inner) }
        }
        return .list(values)
    }
}

/// `{a: b, ?c: d}`
final class MapNode: Node, @unchecked Sendable {
    struct Entry: Sendable {
        let key: Node
        let value: Node
        let isOptional: Bool
    }

    let entries: [Entry]

    init(_ entries: [Entry]) { self.entries = entries }

    override func evaluate(_ frame: FramePointer) -> Value {
        guard frame.pointee.charge(1 &+ Cost.of(entries.count, Cost.entry)) else { return .budgetExceeded }
        var pairs: [(key: Value, value: Value)] = []
        pairs.reserveCapacity(entries.count)
        for entry in entries {
            let key = entry.key.evaluate(frame)
            if case .error = key { return key }
            let value = entry.value.evaluate(frame)
            if case .error = value { return value }
            guard entry.isOptional else {
                pairs.append((key, value))
                continue
            }
            guard case .optional(let inner) = value else { return .noSuchOverload("{?:}", value) }
            if let inner { pairs.append((key, inner)) }
        }
        do throws(EvaluationError) {
            return .map(try MapValue(checking: pairs))
        } catch {
            return .error(error)
        }
    }
}

/// `type.name{field: value}` of a declared structure.
final class StructureNode: Node, @unchecked Sendable {
    struct Entry: Sendable {
        let slot: Int
        let value: Node
        let isOptional: Bool
    }

    let type: StructType
    let entries: [Entry]

    init(_ type: StructType, _ entries: [Entry]) {
        self.type = type
        self.entries = entries
    }

    override func evaluate(_ frame: FramePointer) -> Value {
        guard frame.pointee.charge(1 &+ Cost.of(type.fields.count, Cost.element)) else { return .budgetExceeded }
        var values: [Value?] = Array(repeating: nil, count: type.fields.count)
        for entry in entries {
            let value = entry.value.evaluate(frame)
            if case .error = value { return value }
            if entry.isOptional {
                guard case .optional(let inner) = value else { return .noSuchOverload("{?:}", value) }
                values[entry.slot] = inner
            } else {
                values[entry.slot] = value
            }
        }
        return .structure(StoredStructValue(type: type, values: values))
    }
}

/// `google.protobuf.Int32Value{value: 1}` and its like: their values.
final class MessageNode: Node, @unchecked Sendable {
    struct Entry: Sendable {
        let name: String
        let value: Node
        let isOptional: Bool
    }

    let message: WellKnownTypes.Message
    let entries: [Entry]

    init(_ message: WellKnownTypes.Message, _ entries: [Entry]) {
        self.message = message
        self.entries = entries
    }

    override func evaluate(_ frame: FramePointer) -> Value {
        guard frame.pointee.charge(1 &+ Int64(entries.count)) else { return .budgetExceeded }
        var fields: [(name: String, value: Value)] = []
        for entry in entries {
            let value = entry.value.evaluate(frame)
            if case .error = value { return value }
            if entry.isOptional {
                guard case .optional(let inner) = value else { return .noSuchOverload("{?:}", value) }
                if let inner { fields.append((entry.name, inner)) }
            } else {
                fields.append((entry.name, value))
            }
        }
        return WellKnownConstruction.value(of: message, fields)
    }
}
