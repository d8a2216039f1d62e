public import CEL

extension CELType {
    /// Reads a type as the suite's JSON writes it: `"int"`, `{"list": "int"}`, `{"abstract": "tuple", "params": […]}`.
    ///
    /// - Returns: `nil` for what the suite never writes.
    public init?(conformance json: JSONText) {
        if let name = json.string {
            guard let type = Self.simple(name) else { return nil }
            self = type
            return
        }
        if let element = json["list"] {
            self = .list(Self(conformance: element) ?? .dyn)
        } else if let parts = json["map"]?.array, parts.count == 2 {
            self = .map(Self(conformance: parts[0]) ?? .dyn, Self(conformance: parts[1]) ?? .dyn)
        } else if let inner = json["wrapper"] {
            self = .wrapper(Self(conformance: inner) ?? .dyn)
        } else if let inner = json["type"] {
            self = .type(Self(conformance: inner))
        } else if let name = json["param"]?.string {
            self = .parameter(name)
        } else if let name = json["message"]?.string {
            self = Self.message(name)
        } else if let name = json["abstract"]?.string {
            self = .opaque(name, (json["params"]?.array ?? []).map { Self(conformance: $0) ?? .dyn })
        } else {
            return nil
        }
    }

    private static func simple(_ name: String) -> CELType? {
        switch name {
        case "int": .int
        case "uint": .uint
        case "double": .double
        case "bool": .bool
        case "string": .string
        case "bytes": .bytes
        case "null_type": .null
        case "dyn", "error": .dyn
        case "any": .any
        case "timestamp": .timestamp
        case "duration": .duration
        case "type": .type(nil)
        case "amount": .amount
        default: nil
        }
    }

    private static func message(_ name: String) -> CELType {
        switch name {
        case "google.protobuf.Int32Value", "google.protobuf.Int64Value": .wrapper(.int)
        case "google.protobuf.UInt32Value", "google.protobuf.UInt64Value": .wrapper(.uint)
        case "google.protobuf.FloatValue", "google.protobuf.DoubleValue": .wrapper(.double)
        case "google.protobuf.BoolValue": .wrapper(.bool)
        case "google.protobuf.StringValue": .wrapper(.string)
        case "google.protobuf.BytesValue": .wrapper(.bytes)
        case "google.protobuf.Timestamp": .timestamp
        case "google.protobuf.Duration": .duration
        case "google.protobuf.Struct": .map(.string, .dyn)
        case "google.protobuf.ListValue": .list(.dyn)
        case "google.protobuf.Value": .dyn
        case "google.protobuf.Any": .any
        default: .structure(name)
        }
    }
}
