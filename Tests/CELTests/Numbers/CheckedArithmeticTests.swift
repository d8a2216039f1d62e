import CEL
import Testing

@Suite struct CheckedArithmeticTests {
    enum Operator: Sendable {
        case sum, difference, product, quotient, remainder
    }

    @Test(
        arguments: [
            (40, Operator.sum, 2, 42), (-4, .sum, -2, -6), (.max, .sum, .min, -1), (42, .difference, -22, 64),
            (.min, .difference, .min, 0), (.min, .product, 1, .min), (-30, .product, -2, 60), (7, .quotient, -2, -3),
            (-7, .quotient, 2, -3), (.min, .quotient, 1, .min), (43, .remainder, -5, 3), (-3, .remainder, 5, -3),
            (.min, .remainder, .max, -1),
        ] as [(Int64, Operator, Int64, Int64)])
    func intResults(_ left: Int64, _ operation: Operator, _ right: Int64, _ expected: Int64) throws {
        #expect(try Self.apply(left, operation, right) == expected)
    }

    @Test(
        arguments: [
            (.max, Operator.sum, 1, .integerOverflow), (.min, .sum, -1, .integerOverflow),
            (.min, .difference, 1, .integerOverflow), (0, .difference, .min, .integerOverflow),
            (.min, .product, -1, .integerOverflow), (5_000_000_000, .product, 5_000_000_000, .integerOverflow),
            (.min, .quotient, -1, .integerOverflow), (1, .quotient, 0, .divideByZero),
            (.min, .quotient, 0, .divideByZero),
            (34, .remainder, 0, .modulusByZero), (.min, .remainder, -1, .integerOverflow),
        ] as [(Int64, Operator, Int64, NumberError)])
    func intErrors(_ left: Int64, _ operation: Operator, _ right: Int64, _ expected: NumberError) {
        #expect(throws: expected) { try Self.apply(left, operation, right) }
    }

    @Test(
        arguments: [
            (42, Operator.sum, 2, 44), (.max, .sum, 0, .max), (42, .difference, 42, 0), (.max, .product, 1, .max),
            (61, .quotient, 30, 2), (42, .remainder, 5, 2),
        ] as [(UInt64, Operator, UInt64, UInt64)])
    func uintResults(_ left: UInt64, _ operation: Operator, _ right: UInt64, _ expected: UInt64) throws {
        #expect(try Self.apply(left, operation, right) == expected)
    }

    @Test(
        arguments: [
            (.max, Operator.sum, 1, .unsignedOverflow), (0, .difference, 1, .unsignedOverflow),
            (5_000_000_000, .product, 5_000_000_000, .unsignedOverflow), (15, .quotient, 0, .divideByZero),
            (15, .remainder, 0, .modulusByZero),
        ] as [(UInt64, Operator, UInt64, NumberError)])
    func uintErrors(_ left: UInt64, _ operation: Operator, _ right: UInt64, _ expected: NumberError) {
        #expect(throws: expected) { try Self.apply(left, operation, right) }
    }

    @Test func negation() throws {
        #expect(try CheckedArithmetic.negation(42) == -42)
        #expect(try CheckedArithmetic.negation(.max) == -.max)
        #expect(throws: NumberError.integerOverflow) { try CheckedArithmetic.negation(.min) }
    }

    private static func apply(_ left: Int64, _ operation: Operator, _ right: Int64) throws(NumberError) -> Int64 {
        switch operation {
        case .sum: try CheckedArithmetic.sum(left, right)
        case .difference: try CheckedArithmetic.difference(left, right)
        case .product: try CheckedArithmetic.product(left, right)
        case .quotient: try CheckedArithmetic.quotient(left, right)
        case .remainder: try CheckedArithmetic.remainder(left, right)
        }
    }

    private static func apply(_ left: UInt64, _ operation: Operator, _ right: UInt64) throws(NumberError) -> UInt64 {
        switch operation {
        case .sum: try CheckedArithmetic.sum(left, right)
        case .difference: try CheckedArithmetic.difference(left, right)
        case .product: try CheckedArithmetic.product(left, right)
        case .quotient: try CheckedArithmetic.quotient(left, right)
        case .remainder: try CheckedArithmetic.remainder(left, right)
        }
    }
}
