import RuleEngine
import SupervisionModel

/// The key of a rule as people read it.
enum EntryKey {
    /// The values of the key, in the order of the rule; none for a rule without a key.
    static func parts(_ bytes: [UInt8], naming: any EntityNaming) -> [JSONValue] {
        var reader = ByteReader(bytes)
        var parts: [JSONValue] = []
        while reader.offset < bytes.count, let part = try? Scalar(from: &reader) {
            parts.append(text(part, naming))
        }
        return parts
    }

    private static func text(_ scalar: Scalar, _ naming: any EntityNaming) -> JSONValue {
        switch scalar {
        case .entity(let entity): .string(naming.text(of: entity))
        case .absent: .string("")
        case .bool(let value): .bool(value)
        case .int(let value): .string(String(value))
        case .text(let value): .string(value)
        case .time(let value): .string(value.rfc3339)
        case .span(let value): .integer(value.milliseconds)
        }
    }
}
