/// Reading fields of values of any type.
enum Selection {
    static func field(_ value: Value, _ name: String, _ key: MapKey) -> Value {
        switch value {
        case .map(let map): map.value(of: key) ?? .failure(.noSuchKey, "no such key: '\(name)'")
        case .structure(let structure): field(structure, name)
        case .optional(let inner):
            inner.map { optionalField($0, name, key) } ?? .optional(nil)
        case .error: value
        default: .failure(.noSuchOverload, "a value of type \(value.type.name) has no field '\(name)'")
        }
    }

    private static func field(_ structure: StructValue, _ name: String) -> Value {
        guard let slot = structure.type.slot(of: name) else {
            return .failure(.noSuchField, "'\(structure.type.name)' has no field '\(name)'")
        }
        return field(structure, slot: slot)
    }

    static func field(_ structure: StructValue, slot: Int) -> Value {
        if let value = structure.field(at: slot) { return value }
        let field = structure.type.fields[slot]
        return field.defaultValue ?? .failure(.noSuchField, "the field '\(field.name)' is absent")
    }

    /// `value.?name`
    static func optionalField(_ value: Value, _ name: String, _ key: MapKey) -> Value {
        switch value {
        case .map(let map): return .optional(map.value(of: key))
        case .structure(let structure):
            guard let slot = structure.type.slot(of: name) else {
                return .failure(.noSuchField, "'\(structure.type.name)' has no field '\(name)'")
            }
            return .optional(structure.field(at: slot))
        case .optional(let inner): return inner.map { optionalField($0, name, key) } ?? .optional(nil)
        case .error: return value
        default: return .failure(.noSuchOverload, "a value of type \(value.type.name) has no field '\(name)'")
        }
    }

    /// `has(value.name)`
    static func has(_ value: Value, _ name: String, _ key: MapKey) -> Value {
        switch value {
        case .map(let map): return .bool(map.value(of: key) != nil)
        case .structure(let structure):
            guard let slot = structure.type.slot(of: name) else {
                return .failure(.noSuchField, "'\(structure.type.name)' has no field '\(name)'")
            }
            return .bool(structure.hasField(at: slot))
        case .optional(let inner): return inner.map { has($0, name, key) } ?? .bool(false)
        case .error: return value
        default: return .failure(.noSuchOverload, "a value of type \(value.type.name) has no field '\(name)'")
        }
    }
}

/// `operand.name` on maps and values of unknown type.
final class SelectNode: Node, @unchecked Sendable {
    let operand: Node
    let name: String
    let key: MapKey
    let isOptional: Bool

    init(_ operand: Node, _ name: String, isOptional: Bool = false) {
        self.operand = operand
        self.name = name
        key = MapKey(name)
        self.isOptional = isOptional
    }

    override func evaluate(_ frame: FramePointer) -> Value {
        spend(frame)
        let value = operand.evaluate(frame)
        return isOptional ? Selection.optionalField(value, name, key) : Selection.field(value, name, key)
    }
}

/// `has(operand.name)` on maps and values of unknown type.
final class HasNode: ConditionNode, @unchecked Sendable {
    let operand: Node
    let name: String
    let key: MapKey

    init(_ operand: Node, _ name: String) {
        self.operand = operand
        self.name = name
        key = MapKey(name)
    }

    override func truth(_ frame: FramePointer) -> Truth {
        spend(frame)
        return Self.truth(of: Selection.has(operand.evaluate(frame), name, key), frame)
    }
}

/// `operand.field` where the checker knows the structure type.
final class FieldNode: Node, @unchecked Sendable {
    let operand: Node
    let type: StructType
    let slot: Int
    let name: String

    init(_ operand: Node, _ type: StructType, slot: Int) {
        self.operand = operand
        self.type = type
        self.slot = slot
        name = type.fields[slot].name
    }

    override func evaluate(_ frame: FramePointer) -> Value {
        spend(frame)
        let value = operand.evaluate(frame)
        guard case .structure(let structure) = value, structure.type.storage === type.storage else {
            return Selection.field(value, name, MapKey(name))
        }
        return structure.field(at: slot) ?? Selection.field(structure, slot: slot)
    }
}

/// `has(operand.field)` where the checker knows the structure type.
final class HasFieldNode: ConditionNode, @unchecked Sendable {
    let operand: Node
    let type: StructType
    let slot: Int

    init(_ operand: Node, _ type: StructType, slot: Int) {
        self.operand = operand
        self.type = type
        self.slot = slot
    }

    override func truth(_ frame: FramePointer) -> Truth {
        spend(frame)
        let value = operand.evaluate(frame)
        guard case .structure(let structure) = value, structure.type.storage === type.storage else {
            let name = type.fields[slot].name
            return Self.truth(of: Selection.has(value, name, MapKey(name)), frame)
        }
        return Truth(structure.hasField(at: slot))
    }
}
