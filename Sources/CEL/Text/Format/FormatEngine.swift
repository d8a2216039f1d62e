/// `string.format(list)`: substitutes the arguments into a template.
///
/// Source: cel-go `ext/formatting_v2.go` and the suite's sections `format` and `format_errors`. Nothing depends on a
/// locale.
package enum FormatEngine {
    /// Deepest nesting of lists and maps that `%s` prints.
    package static let maximumDepth = 64

    /// Formats `arguments` by `template`. Arguments that no clause asks for are ignored.
    ///
    /// - Parameter maximumBytes: the largest result; checked as the result grows, before each piece is added.
    package static func format<Operand: FormatOperand>(
        _ template: FormatTemplate, _ arguments: [Operand], maximumBytes: Int = StringTransforms.maximumResultBytes
    ) throws(FormatError) -> String {
        var output = FormatOutput(limit: maximumBytes)
        var index = 0
        for part in template.parts {
            switch part {
            case .literal(let text):
                try output.append(text)
            case .clause(let clause):
                guard index < arguments.count else { throw .argumentOutOfRange(index) }
                try append(arguments[index].formatShape, clause, to: &output)
                index += 1
            }
        }
        if let failure = template.failure {
            // As in cel-go, a clause first asks for its argument and then is parsed; except at the very end.
            if index >= arguments.count, failure != .unexpectedEnd { throw .argumentOutOfRange(index) }
            throw failure
        }
        return output.text
    }

    /// The same for a template that is only known now.
    package static func format<Operand: FormatOperand>(
        _ template: String, _ arguments: [Operand], maximumBytes: Int = StringTransforms.maximumResultBytes
    ) throws(FormatError) -> String {
        try format(FormatTemplate(template), arguments, maximumBytes: maximumBytes)
    }

    private static func append<Operand: FormatOperand>(
        _ shape: FormatShape<Operand>, _ clause: FormatClause, to output: inout FormatOutput
    ) throws(FormatError) {
        switch clause.kind {
        case .string:
            try appendText(shape, depth: 0, to: &output)
        case .decimal:
            switch shape {
            case .int(let value): try output.append(value.description)
            case .uint(let value): try output.append(value.description)
            case .double(let value): try output.append(DoubleText.plain(value))
            default: throw .typeMismatch(clause.kind, typeName: shape.typeName)
            }
        case .fixed:
            guard let value = double(shape) else { throw .typeMismatch(clause.kind, typeName: shape.typeName) }
            try output.append(DoubleText.fixed(value, precision: clause.precision))
        case .scientific:
            guard let value = double(shape) else { throw .typeMismatch(clause.kind, typeName: shape.typeName) }
            try output.append(DoubleText.scientific(value, precision: clause.precision))
        case .binary:
            if case .bool(let value) = shape { return try output.append(value ? "1" : "0") }
            try appendInteger(shape, clause, radix: 2, to: &output)
        case .octal:
            try appendInteger(shape, clause, radix: 8, to: &output)
        case .lowerHex, .upperHex:
            switch shape {
            case .string(let text): try output.append(hex: text.utf8, uppercase: clause.kind == .upperHex)
            case .bytes(let bytes): try output.append(hex: bytes, uppercase: clause.kind == .upperHex)
            default: try appendInteger(shape, clause, radix: 16, to: &output)
            }
        }
    }

    /// A number as a double, for `%f` and `%e`.
    private static func double<Operand: FormatOperand>(_ shape: FormatShape<Operand>) -> Double? {
        switch shape {
        case .int(let value): Double(value)
        case .uint(let value): Double(value)
        case .double(let value): value
        default: nil
        }
    }

    /// Negative numbers print as a minus sign and the magnitude, as in Go.
    private static func appendInteger<Operand: FormatOperand>(
        _ shape: FormatShape<Operand>, _ clause: FormatClause, radix: Int, to output: inout FormatOutput
    ) throws(FormatError) {
        let uppercase = clause.kind == .upperHex
        switch shape {
        case .int(let value): try output.append(String(value, radix: radix, uppercase: uppercase))
        case .uint(let value): try output.append(String(value, radix: radix, uppercase: uppercase))
        default: throw .typeMismatch(clause.kind, typeName: shape.typeName)
        }
    }

    /// `%s`.
    private static func appendText<Operand: FormatOperand>(
        _ shape: FormatShape<Operand>, depth: Int, to output: inout FormatOutput
    ) throws(FormatError) {
        switch shape {
        case .null: try output.append("null")
        case .bool(let value): try output.append(value ? "true" : "false")
        case .int(let value): try output.append(value.description)
        case .uint(let value): try output.append(value.description)
        case .double(let value): try output.append(DoubleText.plain(value))
        case .string(let text), .type(let text), .text(let text, _): try output.append(text)
        case .bytes(let bytes): try output.append(bytes: bytes)
        case .timestamp(let time): try output.append(time.description)
        case .duration(let duration): try output.append(duration.description)
        case .list(let elements):
            guard depth < maximumDepth else { throw .tooDeep }
            try output.append("[")
            for (index, element) in elements.enumerated() {
                if index > 0 { try output.append(", ") }
                try appendText(element.formatShape, depth: depth + 1, to: &output)
            }
            try output.append("]")
        case .map(let entries):
            guard depth < maximumDepth else { throw .tooDeep }
            try appendMap(entries, depth: depth, to: &output)
        case .unsupported(let typeName): throw .typeMismatch(.string, typeName: typeName)
        }
    }

    /// Prints the entries in the order of their printed keys by bytes; entries with equal ones keep their order.
    private static func appendMap<Operand: FormatOperand>(
        _ entries: [(key: Operand, value: Operand)], depth: Int, to output: inout FormatOutput
    ) throws(FormatError) {
        var printed: [(key: String, value: Operand)] = []
        printed.reserveCapacity(entries.count)
        var budget = output.remaining
        for (key, value) in entries {
            var keyOutput = FormatOutput(limit: budget)
            try appendText(key.formatShape, depth: depth + 1, to: &keyOutput)
            budget = keyOutput.remaining
            printed.append((keyOutput.text, value))
        }
        // Swift's sort is stable.
        printed.sort { UTF8Text.order($0.key, $1.key) == .less }
        try output.append("{")
        for (index, entry) in printed.enumerated() {
            if index > 0 { try output.append(", ") }
            try output.append(entry.key)
            try output.append(": ")
            try appendText(entry.value.formatShape, depth: depth + 1, to: &output)
        }
        try output.append("}")
    }
}
