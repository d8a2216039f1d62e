extension Value: CustomStringConvertible {
    /// The value as people read it, at most 4,096 bytes: text in quotes, maps and lists spelt out.
    public var description: String { text(limit: 4_096) }

    /// The value as people read it, cut behind `limit` bytes with an ellipsis.
    public func text(limit: Int) -> String {
        var writer = ValueWriter(limit: limit)
        writer.write(self, depth: 0)
        return writer.text
    }
}

/// Writes values as text without growing beyond a limit.
private struct ValueWriter {
    private(set) var text = ""
    private let limit: Int
    private var isCut = false

    init(limit: Int) { self.limit = limit }

    private mutating func append(_ piece: String) {
        guard !isCut else { return }
        guard text.utf8.count + piece.utf8.count <= limit else {
            var room = max(0, limit - text.utf8.count)
            for scalar in piece.unicodeScalars {
                room -= UTF8.width(scalar)
                guard room >= 0 else { break }
                text.unicodeScalars.append(scalar)
            }
            text += "…"
            isCut = true
            return
        }
        text += piece
    }

    mutating func write(_ value: Value, depth: Int) {
        guard !isCut else { return }
        guard depth < 32 else { return append("…") }
        switch value {
        case .null: append("null")
        case .bool(let value): append(value ? "true" : "false")
        case .int(let value): append(value.description)
        case .uint(let value): append("\(value)u")
        case .double(let value): append(DoubleText.general(value))
        case .string(let value): append(StringTransforms.quote(value.utf8.count <= limit ? value : cut(value)))
        case .bytes(let value):
            append("b\"")
            for byte in value where !isCut {
                append("\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16))
            }
            append("\"")
        case .list(let elements):
            append("[")
            for (index, element) in elements.enumerated() where !isCut {
                if index > 0 { append(", ") }
                write(element, depth: depth + 1)
            }
            append("]")
        case .map(let map):
            append("{")
            for (index, key) in map.keys.enumerated() where !isCut {
                if index > 0 { append(", ") }
                write(key, depth: depth + 1)
                append(": ")
                write(map.values[index], depth: depth + 1)
            }
            append("}")
        case .type(let type): append(type.name)
        case .timestamp(let value): append("timestamp(\"\(value)\")")
        case .duration(let value): append("duration(\"\(value)\")")
        case .amount(let value): append(value.description)
        case .structure(let structure): write(structure, depth)
        case .optional(nil): append("optional.none()")
        case .optional(let inner?):
            append("optional.of(")
            write(inner, depth: depth + 1)
            append(")")
        case .opaque(let opaque): append(opaque.text)
        case .error(let error): append("error \(error)")
        }
    }

    private mutating func write(_ structure: StructValue, _ depth: Int) {
        append("\(structure.type.name){")
        var isFirst = true
        for (slot, field) in structure.type.fields.enumerated() where !isCut {
            guard let value = structure.field(at: slot) else { continue }
            if !isFirst { append(", ") }
            isFirst = false
            append("\(field.name): ")
            write(value, depth: depth + 1)
        }
        append("}")
    }

    private func cut(_ text: String) -> String {
        var result = ""
        var room = limit
        for scalar in text.unicodeScalars {
            room -= UTF8.width(scalar)
            guard room >= 0 else { break }
            result.unicodeScalars.append(scalar)
        }
        return result
    }
}
