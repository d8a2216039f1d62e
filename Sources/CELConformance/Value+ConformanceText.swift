public import CEL

extension Value {
    /// The value in the suite's JSON form; `null` for structures, opaque values and errors, which it does not have.
    public var conformanceJSON: String? {
        switch self {
        case .null: return #"{"t":"null"}"#
        case .bool(let value): return #"{"t":"bool","v":\#(value)}"#
        case .int(let value): return #"{"t":"int","v":"\#(value)"}"#
        case .uint(let value): return #"{"t":"uint","v":"\#(value)"}"#
        case .double(let value):
            let text = value.isNaN ? "NaN" : value.isInfinite ? (value < 0 ? "-Infinity" : "Infinity") : "\(value)"
            return #"{"t":"double","v":"\#(text)"}"#
        case .string(let value): return #"{"t":"string","v":\#(Self.quoted(value))}"#
        case .bytes(let value): return #"{"t":"bytes","v":"\#(Base64.encode(value))"}"#
        case .list(let elements):
            let parts = elements.compactMap(\.conformanceJSON)
            guard parts.count == elements.count else { return nil }
            return #"{"t":"list","v":[\#(parts.joined(separator: ","))]}"#
        case .map(let map):
            var parts: [String] = []
            for (key, value) in zip(map.keys, map.values) {
                guard let key = key.conformanceJSON, let value = value.conformanceJSON else { return nil }
                parts.append("[\(key),\(value)]")
            }
            return #"{"t":"map","v":[\#(parts.joined(separator: ","))]}"#
        case .type(let type): return #"{"t":"type","v":"\#(type.name)"}"#
        case .timestamp(let time): return #"{"t":"timestamp","s":"\#(time.seconds)","n":\#(time.nanoseconds)}"#
        case .duration(let duration):
            let nanoseconds = duration.nanoseconds % 1_000_000_000
            return #"{"t":"duration","s":"\#(duration.seconds)","n":\#(nanoseconds)}"#
        case .amount, .structure, .optional, .opaque, .error: return nil
        }
    }

    /// A JSON string.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\u{0}"..."\u{1F}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
