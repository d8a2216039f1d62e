public import CEL

extension Value {
    /// Reads a value as the suite's JSON writes it: `{"t": "int", "v": "1"}`.
    ///
    /// - Returns: `nil` for messages and enums, which need protobuf.
    public init?(conformance json: JSONText) {
        let content = json["v"]
        switch json["t"]?.string {
        case "null": self = .null
        case "bool": self = .bool(content?.isTrue ?? false)
        case "int":
            guard let number = content?.string.flatMap({ Int64($0) }) else { return nil }
            self = .int(number)
        case "uint":
            guard let number = content?.string.flatMap({ UInt64($0) }) else { return nil }
            self = .uint(number)
        case "double":
            guard let text = content?.string else { return nil }
            switch text {
            case "NaN": self = .double(.nan)
            case "Infinity": self = .double(.infinity)
            case "-Infinity": self = .double(-.infinity)
            default:
                guard let number = Double(text) else { return nil }
                self = .double(number)
            }
        case "string": self = .string(content?.string ?? "")
        case "bytes":
            guard let bytes = try? Base64.decode(content?.string ?? "") else { return nil }
            self = .bytes(bytes)
        case "list": self = .list((content?.array ?? []).compactMap { Value(conformance: $0) })
        case "map":
            let entries = (content?.array ?? []).compactMap { pair -> (key: Value, value: Value)? in
                guard pair.array.count == 2, let key = Value(conformance: pair.array[0]),
                    let value = Value(conformance: pair.array[1])
                else { return nil }
                return (key, value)
            }
            guard let map = MapValue(entries) else { return nil }
            self = .map(map)
        case "type": self = .type(Self.typeValue(content?.string ?? ""))
        case "timestamp":
            guard let (seconds, nanoseconds) = Self.time(json),
                let time = CELTimestamp(seconds: seconds, nanoseconds: nanoseconds)
            else { return nil }
            self = .timestamp(time)
        case "duration":
            guard let (seconds, nanoseconds) = Self.time(json),
                let duration = CELDuration(seconds: seconds, nanoseconds: nanoseconds)
            else { return nil }
            self = .duration(duration)
        default: return nil
        }
    }

    /// Reads plain JSON: integral numbers are `int`, others `double`, objects are maps.
    public init(plain json: JSONText) {
        switch json {
        case .null: self = .null
        case .bool(let value): self = .bool(value)
        case .number(let text):
            if let number = Int64(text) {
                self = .int(number)
            } else {
                self = .double(Double(text) ?? .nan)
            }
        case .string(let text): self = .string(text)
        case .array(let elements): self = .list(elements.map { Value(plain: $0) })
        case .object(let members):
            self = .map(MapValue(strings: members.map { (key: $0.key, value: Value(plain: $0.value)) }))
        }
    }

    private static func time(_ json: JSONText) -> (Int64, Int32)? {
        guard let seconds = json["s"]?.string.flatMap({ Int64($0) }) else { return nil }
        guard case .number(let text)? = json["n"], let nanoseconds = Int32(text) else { return (seconds, 0) }
        return (seconds, nanoseconds)
    }

    private static func typeValue(_ name: String) -> CELType {
        switch name {
        case "bool": .bool
        case "int": .int
        case "uint": .uint
        case "double": .double
        case "string": .string
        case "bytes": .bytes
        case "null_type": .null
        case "list": .list(.dyn)
        case "map": .map(.dyn, .dyn)
        case "type": .type(nil)
        case "google.protobuf.Timestamp": .timestamp
        case "google.protobuf.Duration": .duration
        default: .opaque(name, [])
        }
    }

    /// Whether two values are the same as the suite means it: types are told apart, NaN is NaN, maps have no order.
    func matches(_ other: Value) -> Bool {
        switch (self, other) {
        case (.double(let left), .double(let right)):
            (left.isNaN && right.isNaN) || left == right
        case (.list(let left), .list(let right)):
            left.count == right.count && zip(left, right).allSatisfy { $0.matches($1) }
        case (.map(let left), .map(let right)):
            left.count == right.count
                && zip(left.keys, left.values).allSatisfy { key, value in
                    guard let position = right.keys.firstIndex(where: { $0.matches(key) }) else { return false }
                    return right.values[position].matches(value)
                }
        case (.int, .int), (.uint, .uint), (.bool, .bool), (.null, .null), (.string, .string), (.bytes, .bytes),
            (.type, .type), (.timestamp, .timestamp), (.duration, .duration):
            equals(other)
        default: false
        }
    }
}
