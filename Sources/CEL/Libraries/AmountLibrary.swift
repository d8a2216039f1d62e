/// `amount`: unsigned 256-bit amounts of money and token units, with fractions; overflow is an error.
enum AmountLibrary {
    private static let amount = CELType.amount

    static let declarations: [FunctionDeclaration] = [
        FunctionDeclaration(
            "amount", .global("amount_to_amount", amount, amount) { _, value in value },
            .global("string_to_amount", .string, amount) { _, text in
                guard case .string(let text) = text else { return .null }
                return Libraries.attempt { () throws(AmountError) in .amount(try Amount(text: text)) }
            },
            .global("int_to_amount", .int, amount) { _, value in
                guard case .int(let value) = value else { return .null }
                return Amount(exactly: value).map { .amount($0) }
                    ?? .failure(.overflow, "an amount cannot be negative")
            },
            .global("uint_to_amount", .uint, amount) { _, value in
                guard case .uint(let value) = value else { return .null }
                return .amount(Amount(value))
            },
            .global("units_to_amount", .int, .int, amount) { _, units, decimals in
                guard case (.int(let units), .int(let decimals)) = (units, decimals) else { return .null }
                guard let units = UInt64(exactly: units), let decimals = Int(exactly: decimals),
                    let amount = Amount(baseUnits: units, decimals: decimals)
                else { return .failure(.overflow, "amount(units, decimals) takes units >= 0 and decimals 0 to 77") }
                return .amount(amount)
            }),
        FunctionDeclaration(
            "string",
            .global("amount_to_string", amount, .string) { _, value in
                guard case .amount(let amount) = value else { return .null }
                return .string(amount.description)
            }),
        // Operators are evaluated by their nodes.
        FunctionDeclaration(Operator.equal, overloads: comparisons("equals")),
        FunctionDeclaration(Operator.notEqual, overloads: comparisons("not_equals")),
        FunctionDeclaration(Operator.less, overloads: ordered("less")),
        FunctionDeclaration(Operator.lessOrEqual, overloads: ordered("less_equals")),
        FunctionDeclaration(Operator.greater, overloads: ordered("greater")),
        FunctionDeclaration(Operator.greaterOrEqual, overloads: ordered("greater_equals")),
        FunctionDeclaration(Operator.add, FunctionOverload("add_amount", [amount, amount], amount)),
        FunctionDeclaration(Operator.subtract, FunctionOverload("subtract_amount", [amount, amount], amount)),
        FunctionDeclaration(
            Operator.multiply, FunctionOverload("multiply_amount_int", [amount, .int], amount),
            FunctionOverload("multiply_int_amount", [.int, amount], amount),
            FunctionOverload("multiply_amount_uint", [amount, .uint], amount),
            FunctionOverload("multiply_uint_amount", [.uint, amount], amount)),
    ]

    private static func ordered(_ name: String) -> [FunctionOverload] {
        [FunctionOverload("\(name)_amount", [amount, amount], .bool)] + comparisons(name)
    }

    private static func comparisons(_ name: String) -> [FunctionOverload] {
        [
            FunctionOverload("\(name)_amount_int", [amount, .int], .bool),
            FunctionOverload("\(name)_int_amount", [.int, amount], .bool),
            FunctionOverload("\(name)_amount_uint", [amount, .uint], .bool),
            FunctionOverload("\(name)_uint_amount", [.uint, amount], .bool),
        ]
    }
}
