/// Makes the values of `google.protobuf` literals.
enum WellKnownConstruction {
    static func value(of message: WellKnownTypes.Message, _ fields: [(name: String, value: Value)]) -> Value {
        func field(_ name: String) -> Value? { fields.last { $0.name == name }?.value }
        switch message {
        case .int32: return integer(field("value"), Int64(Int32.min)...Int64(Int32.max))
        case .int64: return integer(field("value"), Int64.min...Int64.max)
        case .uint32: return unsigned(field("value"), UInt64(UInt32.max))
        case .uint64: return unsigned(field("value"), .max)
        case .double, .float: return double(field("value"), isSingle: message == .float)
        case .bool: return plain(field("value"), .bool(false))
        case .string: return plain(field("value"), .string(""))
        case .bytes: return plain(field("value"), .bytes([]))
        case .structure:
            guard let map = field("fields") else { return .map(.empty) }
            return json(map) { if case .map = $0 { true } else { false } }
        case .list:
            guard let list = field("values") else { return .list([]) }
            return json(list) { if case .list = $0 { true } else { false } }
        case .value: return dynamic(fields)
        case .timestamp, .duration: return time(message, field("seconds"), field("nanos"))
        case .any: return .failure(.invalidArgument, "google.protobuf.Any without a known message cannot be converted")
        }
    }

    private static func integer(_ value: Value?, _ range: ClosedRange<Int64>) -> Value {
        switch value {
        case nil: .int(0)
        case .int(let number)?: range.contains(number) ? .int(number) : Arithmetic.overflow
        case let other?: .noSuchOverload("value", other)
        }
    }

    private static func unsigned(_ value: Value?, _ limit: UInt64) -> Value {
        switch value {
        case nil: .uint(0)
        case .uint(let number)?: number <= limit ? .uint(number) : Arithmetic.overflow
        case let other?: .noSuchOverload("value", other)
        }
    }

    private static func double(_ value: Value?, isSingle: Bool) -> Value {
        switch value {
        case nil: .double(0)
        case .double(let number)?: .double(isSingle ? Double(Float(number)) : number)
        case let other?: .noSuchOverload("value", other)
        }
    }

    private static func plain(_ value: Value?, _ zero: Value) -> Value {
        guard let value else { return zero }
        switch (value, zero) {
        case (.bool, .bool), (.string, .string), (.bytes, .bytes): return value
        default: return .noSuchOverload("value", value)
        }
    }

    private static func dynamic(_ fields: [(name: String, value: Value)]) -> Value {
        // The fields are a oneof: the last one set counts.
        guard let field = fields.last else { return .null }
        switch (field.name, field.value) {
        case ("null_value", .null), ("null_value", .int(0)): return .null
        case ("number_value", .double), ("string_value", .string), ("bool_value", .bool): return field.value
        case ("struct_value", .map), ("list_value", .list): return json(field.value) { _ in true }
        default: return .noSuchOverload(field.name, field.value)
        }
    }

    /// Values of a Struct are JSON: numbers become doubles, keys are strings.
    private static func json(_ value: Value, _ isWanted: (Value) -> Bool) -> Value {
        guard isWanted(value) else { return .noSuchOverload("google.protobuf.Value", value) }
        return json(value, depth: 0)
    }

    private static func json(_ value: Value, depth: Int) -> Value {
        guard depth < ValueComparison.maximumDepth else { return .error(.tooDeep) }
        switch value {
        case .null, .bool, .double, .string: return value
        case .int(let number):
            // Integers a double cannot hold are written as strings, as JSON mapping of int64 does.
            return number.magnitude <= 1 << 53 ? .double(Double(number)) : .string(number.description)
        case .uint(let number): return number <= 1 << 53 ? .double(Double(number)) : .string(number.description)
        case .bytes(let bytes): return .string(Base64.encode(bytes))
        case .timestamp(let time): return .string(time.description)
        case .duration(let duration): return .string(duration.description)
        case .list(let list):
            var result: [Value] = []
            for element in list {
                let converted = json(element, depth: depth + 1)
                if case .error = converted { return converted }
                result.append(converted)
            }
            return .list(result)
        case .map(let map):
            var entries: [(key: String, value: Value)] = []
            for (index, key) in map.keys.enumerated() {
                guard case .string(let name) = key else { return .noSuchOverload("google.protobuf.Struct", key) }
                let converted = json(map.values[index], depth: depth + 1)
                if case .error = converted { return converted }
                entries.append((name, converted))
            }
            return .map(MapValue(strings: entries))
        default: return .noSuchOverload("google.protobuf.Value", value)
        }
    }

    private static func time(_ message: WellKnownTypes.Message, _ seconds: Value?, _ nanos: Value?) -> Value {
        guard case .int(let seconds) = seconds ?? .int(0), case .int(let nanos) = nanos ?? .int(0) else {
            return .noSuchOverload("google.protobuf", seconds ?? .null, nanos ?? .null)
        }
        guard let nanos = Int32(exactly: nanos) else { return Arithmetic.overflow }
        if message == .timestamp {
            return CELTimestamp(seconds: seconds, nanoseconds: nanos).map { .timestamp($0) } ?? Arithmetic.overflow
        }
        return CELDuration(seconds: seconds, nanoseconds: nanos).map { .duration($0) } ?? Arithmetic.overflow
    }
}
