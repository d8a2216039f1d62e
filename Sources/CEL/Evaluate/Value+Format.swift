extension Value: FormatOperand {
    /// The value as `string.format` sees it.
    package var formatShape: FormatShape<Value> {
        switch self {
        case .null: .null
        case .bool(let value): .bool(value)
        case .int(let value): .int(value)
        case .uint(let value): .uint(value)
        case .double(let value): .double(value)
        case .string(let value): .string(value)
        case .bytes(let value): .bytes(value)
        case .list(let value): .list(value)
        case .map(let map): .map(zip(map.keys, map.values).map { (key: $0, value: $1) })
        case .type(let type): .type(type.name)
        case .timestamp(let value): .timestamp(value)
        case .duration(let value): .duration(value)
        case .amount(let value): .text(value.description, typeName: CELType.amount.name)
        case .opaque(let value): .text(value.text, typeName: value.typeName)
        case .structure, .optional, .error: .unsupported(typeName: type.name)
        }
    }
}
