import CEL
import Testing

@Suite struct MathLibraryTests {
    @Test(
        arguments: [
            (-1.5, -1.0, -2.0, -2.0, -1.0), (1.2, 2.0, 1.0, 1.0, 1.0), (0.5, 1.0, 0.0, 1.0, 0.0),
            (2.5, 3.0, 2.0, 3.0, 2.0),
            (.infinity, .infinity, .infinity, .infinity, .infinity), (0.49999999999999994, 1.0, 0.0, 0.0, 0.0),
        ] as [(Double, Double, Double, Double, Double)])
    func rounding(_ value: Double, _ ceil: Double, _ floor: Double, _ round: Double, _ trunc: Double) {
        #expect(MathLibrary.ceil(value) == ceil)
        #expect(MathLibrary.floor(value) == floor)
        #expect(MathLibrary.round(value) == round)
        #expect(MathLibrary.trunc(value) == trunc)
    }

    @Test func specials() {
        #expect(MathLibrary.round(.nan).isNaN)
        #expect(MathLibrary.sqrt(-1.0).isNaN)
        #expect(MathLibrary.sqrt(Int64(49)) == 7)
        #expect(MathLibrary.sqrt(UInt64(81)) == 9)
        #expect(MathLibrary.isInf(-.infinity) && !MathLibrary.isInf(.nan))
        #expect(MathLibrary.isNaN(.nan) && !MathLibrary.isNaN(.infinity))
        #expect(MathLibrary.isFinite(1e308) && !MathLibrary.isFinite(.nan) && !MathLibrary.isFinite(.infinity))
    }

    @Test func absoluteValueAndSign() throws {
        #expect(try MathLibrary.abs(Int64(-11)) == 11)
        #expect(throws: NumberError.integerOverflow) { try MathLibrary.abs(Int64.min) }
        #expect(MathLibrary.abs(UInt64.max) == .max)
        #expect(MathLibrary.abs(-0.0).sign == .plus)
        #expect(MathLibrary.sign(Int64.min) == -1)
        #expect(MathLibrary.sign(UInt64.max) == 1)
        #expect(MathLibrary.sign(-32.0) == -1)
        #expect(MathLibrary.sign(-0.0).sign == .plus)
        #expect(MathLibrary.sign(.nan).isNaN)
    }

    @Test func bits() {
        #expect(BitOperations.and(Int64(1), -1) == 1)
        #expect(BitOperations.or(Int64(4), -2) == -2)
        #expect(BitOperations.xor(Int64(4), -2) == -6)
        #expect(BitOperations.not(Int64(1)) == -2)
        #expect(BitOperations.not(UInt64(1)) == 18_446_744_073_709_551_614)
    }

    @Test(
        arguments: [
            (1, 2, 4, 0), (1, 200, 0, 0), (-1, 200, 0, 0), (-1, 63, .min, 1), (-1, 64, 0, 0), (1024, 2, 4096, 256),
            (-1024, 1, -2048, 9_223_372_036_854_775_296), (5, 0, 5, 5), (1, .max, 0, 0),
        ] as [(Int64, Int64, Int64, Int64)])
    func shifts(_ value: Int64, _ count: Int64, _ left: Int64, _ right: Int64) throws {
        #expect(try BitOperations.shiftLeft(value, by: count) == left)
        #expect(try BitOperations.shiftRight(value, by: count) == right)
        let unsigned = UInt64(bitPattern: value)
        #expect(try BitOperations.shiftLeft(unsigned, by: count) == UInt64(bitPattern: left))
        #expect(try BitOperations.shiftRight(unsigned, by: count) == UInt64(bitPattern: right))
    }

    @Test func negativeShifts() {
        #expect(throws: NumberError.negativeShift(-1)) { try BitOperations.shiftLeft(Int64(1), by: -1) }
        #expect(throws: NumberError.negativeShift(.min)) { try BitOperations.shiftRight(UInt64(1), by: .min) }
    }
}
