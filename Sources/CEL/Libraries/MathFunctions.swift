/// `math.greatest math.least math.ceil …` (cel-go ext/math, the suite's `math_ext`).
enum MathFunctions {
    static let declarations: [FunctionDeclaration] = [
        FunctionDeclaration("math.greatest", overloads: extremum("greatest") { Numeral.greatest($0, $1) }),
        FunctionDeclaration("math.least", overloads: extremum("least") { Numeral.least($0, $1) }),
        rounding("ceil", MathLibrary.ceil), rounding("floor", MathLibrary.floor),
        rounding("round", MathLibrary.round), rounding("trunc", MathLibrary.trunc),
        test("isNaN", MathLibrary.isNaN), test("isInf", MathLibrary.isInf), test("isFinite", MathLibrary.isFinite),
        FunctionDeclaration(
            "math.abs",
            overloads: numeric("abs") { value in
                switch value {
                case .int(let value):
                    Libraries.attempt(.overflow) { () throws(NumberError) in .int(try MathLibrary.abs(value)) }
                case .double(let value): .double(MathLibrary.abs(value))
                default: value
                }
            }),
        FunctionDeclaration(
            "math.sign",
            overloads: numeric("sign") { value in
                switch value {
                case .int(let value): .int(MathLibrary.sign(value))
                case .uint(let value): .uint(MathLibrary.sign(value))
                case .double(let value): .double(MathLibrary.sign(value))
                default: value
                }
            }),
        FunctionDeclaration(
            "math.sqrt",
            overloads: [CELType.double, .int, .uint].map {
                .global("math_sqrt_\($0.name)", $0, .double) { _, value in
                    switch value {
                    case .double(let value): .double(MathLibrary.sqrt(value))
                    case .int(let value): .double(MathLibrary.sqrt(value))
                    case .uint(let value): .double(MathLibrary.sqrt(value))
                    default: value
                    }
                }
            }),
        FunctionDeclaration("math.bitAnd", overloads: bits("bitAnd", BitOperations.and, BitOperations.and)),
        FunctionDeclaration("math.bitOr", overloads: bits("bitOr", BitOperations.or, BitOperations.or)),
        FunctionDeclaration("math.bitXor", overloads: bits("bitXor", BitOperations.xor, BitOperations.xor)),
        FunctionDeclaration(
            "math.bitNot",
            .global("math_bitNot_int_int", .int, .int) { _, value in
                guard case .int(let value) = value else { return .null }
                return .int(BitOperations.not(value))
            },
            .global("math_bitNot_uint_uint", .uint, .uint) { _, value in
                guard case .uint(let value) = value else { return .null }
                return .uint(BitOperations.not(value))
            }),
        FunctionDeclaration("math.bitShiftLeft", overloads: shifts("bitShiftLeft", isLeft: true)),
        FunctionDeclaration("math.bitShiftRight", overloads: shifts("bitShiftRight", isLeft: false)),
    ]

    private static func numeral(_ value: Value) -> Numeral? {
        switch value {
        case .int(let value): .int(value)
        case .uint(let value): .uint(value)
        case .double(let value): .double(value)
        default: nil
        }
    }

    private static func value(_ numeral: Numeral) -> Value {
        switch numeral {
        case .int(let value): .int(value)
        case .uint(let value): .uint(value)
        case .double(let value): .double(value)
        }
    }

    /// One number is itself; two of one type have that type, of two types `dyn`; more come as a list.
    private static func extremum(
        _ name: String, _ choose: @escaping @Sendable (Numeral, Numeral) -> Numeral
    ) -> [FunctionOverload] {
        let types: [CELType] = [.int, .double, .uint]
        var result: [FunctionOverload] = []
        for type in types {
            result.append(.global("math_\(name)_\(type.name)", type, type) { _, value in value })
            for other in types {
                result.append(
                    .global("math_\(name)_\(type.name)_\(other.name)", type, other, type == other ? type : .dyn) {
                        _, left, right in
                        guard let left = numeral(left), let right = numeral(right) else { return .null }
                        return value(choose(left, right))
                    })
            }
        }
        for (type, element) in [(CELType.int, CELType.int), (.double, .double), (.uint, .uint), (.dyn, .dyn)] {
            result.append(
                .global("math_\(name)_list_\(type.name)", .list(type), element) { context, list in
                    guard case .list(let list) = list else { return .null }
                    guard context.charge(list.count) else { return .budgetExceeded }
                    var best: Numeral?
                    for element in list {
                        guard let number = numeral(element) else { return .noSuchOverload("math.\(name)", element) }
                        best = best.map { choose($0, number) } ?? number
                    }
                    return best.map(value) ?? .failure(.invalidArgument, "math.\(name)() of an empty list")
                })
        }
        return result
    }

    private static func numeric(
        _ name: String, _ body: @escaping @Sendable (Value) -> Value
    ) -> [FunctionOverload] {
        [CELType.double, .int, .uint].map { .global("math_\(name)_\($0.name)", $0, $0) { _, value in body(value) } }
    }

    private static func rounding(_ name: String, _ body: @escaping @Sendable (Double) -> Double) -> FunctionDeclaration
    {
        FunctionDeclaration(
            "math.\(name)",
            .global("math_\(name)_double", .double, .double) { _, value in
                guard case .double(let value) = value else { return .null }
                return .double(body(value))
            })
    }

    private static func test(_ name: String, _ body: @escaping @Sendable (Double) -> Bool) -> FunctionDeclaration {
        FunctionDeclaration(
            "math.\(name)",
            .global("math_\(name)_double", .double, .bool) { _, value in
                guard case .double(let value) = value else { return .null }
                return .bool(body(value))
            })
    }

    private static func bits(
        _ name: String, _ signed: @escaping @Sendable (Int64, Int64) -> Int64,
        _ unsigned: @escaping @Sendable (UInt64, UInt64) -> UInt64
    ) -> [FunctionOverload] {
        [
            .global("math_\(name)_int_int", .int, .int, .int) { _, left, right in
                guard case (.int(let left), .int(let right)) = (left, right) else { return .null }
                return .int(signed(left, right))
            },
            .global("math_\(name)_uint_uint", .uint, .uint, .uint) { _, left, right in
                guard case (.uint(let left), .uint(let right)) = (left, right) else { return .null }
                return .uint(unsigned(left, right))
            },
        ]
    }

    private static func shifts(_ name: String, isLeft: Bool) -> [FunctionOverload] {
        [
            .global("math_\(name)_int_int", .int, .int, .int) { _, value, count in
                guard case (.int(let value), .int(let count)) = (value, count) else { return .null }
                return Libraries.attempt { () throws(NumberError) in
                    .int(
                        try isLeft
                            ? BitOperations.shiftLeft(value, by: count) : BitOperations.shiftRight(value, by: count))
                }
            },
            .global("math_\(name)_uint_int", .uint, .int, .uint) { _, value, count in
                guard case (.uint(let value), .int(let count)) = (value, count) else { return .null }
                return Libraries.attempt { () throws(NumberError) in
                    .uint(
                        try isLeft
                            ? BitOperations.shiftLeft(value, by: count) : BitOperations.shiftRight(value, by: count))
                }
            },
        ]
    }
}
