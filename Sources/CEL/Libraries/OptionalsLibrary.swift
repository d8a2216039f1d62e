/// `optional.of optional.none …` (cel-spec, "Optional Values").
enum OptionalsLibrary {
    private static let element = CELType.parameter("V")
    private static let optional = CELType.optional(.parameter("V"))
    private static let key = CELType.parameter("K")

    /// Overloads whose last argument is evaluated only when it is needed.
    static let shortCircuiting = ["optional_or_optional", "optional_orValue_value"]

    static let declarations: [FunctionDeclaration] = [
        FunctionDeclaration("optional.of", .global("optional_of", element, optional) { _, value in .optional(value) }),
        FunctionDeclaration(
            "optional.ofNonZeroValue",
            .global("optional_ofNonZeroValue", element, optional) { _, value in
                .optional(value.isZero ? nil : value)
            }),
        FunctionDeclaration(
            "optional.none", FunctionOverload("optional_none", [], optional, body: .nullary { _ in .optional(nil) })),
        FunctionDeclaration(
            "optional.unwrap", .global("optional_unwrap", .list(optional), .list(element), unwrap)),
        FunctionDeclaration(
            "unwrapOpt", .member("optional_unwrapOpt", .list(optional), .list(element), unwrap)),
        FunctionDeclaration(
            "hasValue",
            .member("optional_hasValue", optional, .bool) { _, value in
                guard case .optional(let inner) = value else { return .null }
                return .bool(inner != nil)
            }),
        FunctionDeclaration(
            "value",
            .member("optional_value", optional, element) { _, value in
                guard case .optional(let inner) = value else { return .null }
                return inner ?? .failure(.emptyOptional, "value() of an empty optional")
            }),
        // Evaluated by OptionalOrNode.
        FunctionDeclaration(
            "or", .member("optional_or_optional", optional, optional, optional) { _, value, _ in value }),
        FunctionDeclaration(
            "orValue", .member("optional_orValue_value", optional, element, element) { _, value, _ in value }),
        FunctionDeclaration(
            "first",
            .member("list_first", .list(element), optional) { _, value in
                guard case .list(let list) = value else { return .null }
                return .optional(list.first)
            }),
        FunctionDeclaration(
            "last",
            .member("list_last", .list(element), optional) { _, value in
                guard case .list(let list) = value else { return .null }
                return .optional(list.last)
            }),
        // Evaluated by IndexNode.
        FunctionDeclaration(
            Operator.optionalIndex, FunctionOverload("list_optindex_optional_int", [.list(element), .int], optional),
            FunctionOverload("optional_list_optindex_optional_int", [.optional(.list(element)), .int], optional),
            FunctionOverload("map_optindex_optional_value", [.map(key, element), key], optional),
            FunctionOverload("optional_map_optindex_optional_value", [.optional(.map(key, element)), key], optional)),
        FunctionDeclaration(
            Operator.index,
            FunctionOverload("optional_list_index_int", [.optional(.list(element)), .int], optional),
            FunctionOverload("optional_map_index_value", [.optional(.map(key, element)), key], optional)),
    ]

    private static let unwrap: @Sendable (borrowing CallContext, Value) -> Value = { context, value in
        guard case .list(let list) = value else { return .null }
        guard context.charge(elements: list.count) else { return .budgetExceeded }
        var result: [Value] = []
        for element in list {
            guard case .optional(let inner) = element else { return .noSuchOverload("optional.unwrap", element) }
            if let inner { result.append(inner) }
        }
        return .list(result)
    }
}
