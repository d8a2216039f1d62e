import CEL

/// One case of the conformance suite.
public struct ConformanceCase: Sendable {
    public let id: String
    public let expression: String
    /// Whether the case uses protobuf messages other than the well-known ones.
    public let needsProto: Bool
    /// Whether the case uses well-known messages by name.
    public let needsWellKnownTypes: Bool
    let container: String
    let disablesCheck: Bool
    let disablesMacros: Bool
    let isCheckOnly: Bool
    let variables: [(name: String, type: CELType)]
    let functions: [FunctionDeclaration]
    let bindings: [(name: String, value: Value)]
    let expectation: Expectation

    enum Expectation: Sendable {
        case value(Value)
        case error
        case type(CELType, Value?)
        /// Something this runner has no notion of; the case is skipped.
        case unsupported
    }

    init(_ json: JSONText) {
        id = json["id"]?.string ?? ""
        expression = json["expr"]?.string ?? ""
        needsProto = json["needs_proto"]?.isTrue ?? false
        needsWellKnownTypes = json["needs_wkt"]?.isTrue ?? false
        container = json["container"]?.string ?? ""
        disablesCheck = json["disable_check"]?.isTrue ?? false
        disablesMacros = json["disable_macros"]?.isTrue ?? false
        isCheckOnly = json["check_only"]?.isTrue ?? false
        var variables: [(name: String, type: CELType)] = []
        var functions: [FunctionDeclaration] = []
        for declaration in json["type_env"]?.array ?? [] {
            let name = declaration["name"]?.string ?? ""
            if declaration["kind"]?.string == "function" {
                functions.append(
                    FunctionDeclaration(
                        name, overloads: (declaration["overloads"]?.array ?? []).compactMap(Self.overload)))
            } else {
                variables.append((name, declaration["type"].flatMap(CELType.init(conformance:)) ?? .dyn))
            }
        }
        self.variables = variables
        self.functions = functions
        bindings = (json["bindings"]?.members ?? []).compactMap { member in
            Value(conformance: member.value).map { (member.key, $0) }
        }
        expectation = Self.expectation(json["expect"] ?? .null)
    }

    private static func overload(_ json: JSONText) -> FunctionOverload? {
        guard let result = json["result"].flatMap(CELType.init(conformance:)) else { return nil }
        let parameters = (json["params"]?.array ?? []).map { CELType(conformance: $0) ?? .dyn }
        return FunctionOverload(
            json["id"]?.string ?? "", parameters, result, isMember: json["member"]?.isTrue ?? false)
    }

    private static func expectation(_ json: JSONText) -> Expectation {
        if json["error"]?.isTrue ?? false { return .error }
        let value = json["value"].flatMap { Value(conformance: $0) }
        if let type = json["type"] {
            return CELType(conformance: type).map { .type($0, value) } ?? .unsupported
        }
        return value.map { .value($0) } ?? .unsupported
    }
}
