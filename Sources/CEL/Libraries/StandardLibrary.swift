/// The functions every environment has (cel-spec, "List of Standard Definitions").
enum StandardLibrary {
    /// Overloads by function name.
    static let overloads: [String: [FunctionOverload]] = {
        var result: [String: [FunctionOverload]] = [:]
        for declaration in operators + basics + StandardConversions.declarations + StandardTime.declarations {
            result[declaration.name, default: []] += Libraries.builtIn(declaration).overloads
        }
        return result
    }()

    private static let first = CELType.parameter("A")
    private static let second = CELType.parameter("B")

    /// Operators are checked by these declarations and evaluated by nodes of their own.
    private static let operators: [FunctionDeclaration] = [
        FunctionDeclaration(Operator.not, FunctionOverload("logical_not", [.bool], .bool)),
        FunctionDeclaration(
            Operator.negate, FunctionOverload("negate_int64", [.int], .int),
            FunctionOverload("negate_double", [.double], .double)),
        FunctionDeclaration(Operator.equal, FunctionOverload("equals", [first, first], .bool)),
        FunctionDeclaration(Operator.notEqual, FunctionOverload("not_equals", [first, first], .bool)),
        FunctionDeclaration(Operator.less, overloads: ordered("less")),
        FunctionDeclaration(Operator.lessOrEqual, overloads: ordered("less_equals")),
        FunctionDeclaration(Operator.greater, overloads: ordered("greater")),
        FunctionDeclaration(Operator.greaterOrEqual, overloads: ordered("greater_equals")),
        FunctionDeclaration(
            Operator.add,
            overloads: numeric("add") + [
                FunctionOverload("add_string", [.string, .string], .string),
                FunctionOverload("add_bytes", [.bytes, .bytes], .bytes),
                FunctionOverload("add_list", [.list(first), .list(first)], .list(first)),
                FunctionOverload("add_timestamp_duration", [.timestamp, .duration], .timestamp),
                FunctionOverload("add_duration_timestamp", [.duration, .timestamp], .timestamp),
                FunctionOverload("add_duration_duration", [.duration, .duration], .duration),
            ]),
        FunctionDeclaration(
            Operator.subtract,
            overloads: numeric("subtract") + [
                FunctionOverload("subtract_timestamp_timestamp", [.timestamp, .timestamp], .duration),
                FunctionOverload("subtract_timestamp_duration", [.timestamp, .duration], .timestamp),
                FunctionOverload("subtract_duration_duration", [.duration, .duration], .duration),
            ]),
        FunctionDeclaration(Operator.multiply, overloads: numeric("multiply")),
        FunctionDeclaration(Operator.divide, overloads: numeric("divide")),
        FunctionDeclaration(Operator.modulo, overloads: Array(numeric("modulo").prefix(2))),
        FunctionDeclaration(
            Operator.index, FunctionOverload("index_list", [.list(first), .int], first),
            FunctionOverload("index_map", [.map(first, second), first], second)),
        FunctionDeclaration(
            Operator.member, FunctionOverload("in_list", [first, .list(first)], .bool),
            FunctionOverload("in_map", [first, .map(first, second)], .bool)),
    ]

    private static func ordered(_ name: String) -> [FunctionOverload] {
        let types: [CELType] = [.bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration]
        return types.map { FunctionOverload("\(name)_\($0.name)", [$0, $0], .bool) }
    }

    private static func numeric(_ name: String) -> [FunctionOverload] {
        [CELType.int, .uint, .double].map { FunctionOverload("\(name)_\($0.name)", [$0, $0], $0) }
    }

    private static let basics: [FunctionDeclaration] = [
        // Evaluated by SizeNode.
        FunctionDeclaration(
            "size",
            overloads: [CELType.string, .bytes, .list(first), .map(first, second)].flatMap {
                [
                    FunctionOverload("size_\($0.name)", [$0], .int),
                    FunctionOverload("\($0.name)_size", [$0], .int, isMember: true),
                ]
            }),
        FunctionDeclaration(
            "startsWith",
            .member("starts_with_string", .string, .string, .bool) { context, text, prefix in
                guard case (.string(let text), .string(let prefix)) = (text, prefix) else { return .null }
                guard Libraries.charge(context, bytes: prefix.utf8.count) else { return .budgetExceeded }
                return .bool(UTF8Text.startsWith(text, prefix))
            }),
        FunctionDeclaration(
            "endsWith",
            .member("ends_with_string", .string, .string, .bool) { context, text, suffix in
                guard case (.string(let text), .string(let suffix)) = (text, suffix) else { return .null }
                guard Libraries.charge(context, bytes: suffix.utf8.count) else { return .budgetExceeded }
                return .bool(UTF8Text.endsWith(text, suffix))
            }),
        FunctionDeclaration(
            "contains",
            .member("contains_string", .string, .string, .bool) { context, text, part in
                guard case (.string(let text), .string(let part)) = (text, part) else { return .null }
                guard Libraries.charge(context, bytes: text.utf8.count) else { return .budgetExceeded }
                return .bool(UTF8Text.contains(text, part))
            }),
        FunctionDeclaration(
            "matches",
            .global("matches", .string, .string, .bool, RegexLibrary.matches),
            .member("matches_string", .string, .string, .bool, RegexLibrary.matches)),
        FunctionDeclaration("dyn", .global("to_dyn", first, .dyn) { _, value in value }),
        FunctionDeclaration("type", .global("type", first, .type(first)) { _, value in .type(value.type) }),
    ]
}
