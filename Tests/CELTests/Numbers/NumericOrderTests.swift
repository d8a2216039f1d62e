import CEL
import Testing

@Suite struct NumericOrderTests {
    @Test(
        arguments: [
            (.max, 9_223_372_036_854_775_808.0, .equal), (.max, 9_223_372_036_854_777_856.0, .less),
            (.min, -9_223_372_036_854_775_808.0, .equal), (.min, -9_223_372_036_854_777_856.0, .greater),
            (1, 1.0, .equal), (1, 1.5, .less), (0, -0.0, .equal), (5, .infinity, .less), (5, -.infinity, .greater),
            (5, .nan, .unordered), (9_007_199_254_740_993, 9_007_199_254_740_992.0, .equal),
        ] as [(Int64, Double, NumericOrder)])
    func intAndDouble(_ left: Int64, _ right: Double, _ expected: NumericOrder) {
        #expect(NumericOrder.of(left, right) == expected)
        #expect(NumericOrder.of(right, left) == expected.reversed)
    }

    @Test(
        arguments: [
            (.max, 18_446_744_073_709_551_616.0, .equal), (.max, 1e300, .less),
            (0, -Double.leastNonzeroMagnitude, .greater), (0, -0.0, .equal),
            (7, 7.0, .equal), (7, .nan, .unordered),
        ] as [(UInt64, Double, NumericOrder)])
    func uintAndDouble(_ left: UInt64, _ right: Double, _ expected: NumericOrder) {
        #expect(NumericOrder.of(left, right) == expected)
        #expect(NumericOrder.of(right, left) == expected.reversed)
    }

    @Test(
        arguments: [
            (-1, 0, .less), (-1, .max, .less), (.min, 9_223_372_036_854_775_808, .less),
            (.max, 9_223_372_036_854_775_807, .equal),
            (.max, 9_223_372_036_854_775_808, .less), (3, 2, .greater),
        ] as [(Int64, UInt64, NumericOrder)])
    func intAndUint(_ left: Int64, _ right: UInt64, _ expected: NumericOrder) {
        #expect(NumericOrder.of(left, right) == expected)
        #expect(NumericOrder.of(right, left) == expected.reversed)
    }

    @Test func greatestAndLeastKeepTypeAndFirstOfEquals() throws {
        let numbers: [Numeral] = [.double(5.4), .int(10), .uint(10), .double(-5), .double(10)]
        guard case .int(10) = try Numeral.greatest(of: numbers) else { throw Unexpected() }
        guard case .double(-5) = try Numeral.least(of: numbers) else { throw Unexpected() }
        guard case .uint(1) = Numeral.least(.uint(1), .double(1)) else { throw Unexpected() }
        guard case .int(3) = Numeral.greatest(.int(3), .double(.nan)) else { throw Unexpected() }
        #expect(throws: NumberError.emptyArguments) { try Numeral.greatest(of: []) }
        #expect(throws: NumberError.emptyArguments) { try Numeral.least(of: []) }
    }

    private struct Unexpected: Error {}
}
