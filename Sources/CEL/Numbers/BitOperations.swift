/// The bit functions of the `math` extension library.
///
/// Source: cel-go `ext/math.go`. `bitAnd`, `bitOr`, `bitXor` and `bitNot` exist for `int` and for `uint`; a shift count
/// is always an `int`.
package enum BitOperations {
    /// `math.bitAnd(int, int)` and `math.bitAnd(uint, uint)`.
    package static func and<Integer: FixedWidthInteger>(_ left: Integer, _ right: Integer) -> Integer { left & right }

    /// `math.bitOr(int, int)` and `math.bitOr(uint, uint)`.
    package static func or<Integer: FixedWidthInteger>(_ left: Integer, _ right: Integer) -> Integer { left | right }

    /// `math.bitXor(int, int)` and `math.bitXor(uint, uint)`.
    package static func xor<Integer: FixedWidthInteger>(_ left: Integer, _ right: Integer) -> Integer { left ^ right }

    /// `math.bitNot(int)` and `math.bitNot(uint)`.
    package static func not<Integer: FixedWidthInteger>(_ operand: Integer) -> Integer { ~operand }

    /// `math.bitShiftLeft(int, int)`: bits shifted out are lost; 64 or more give 0.
    package static func shiftLeft(_ value: Int64, by count: Int64) throws(NumberError) -> Int64 {
        if count < 0 { throw .negativeShift(count) }
        return value << count
    }

    /// `math.bitShiftLeft(uint, int)`.
    package static func shiftLeft(_ value: UInt64, by count: Int64) throws(NumberError) -> UInt64 {
        if count < 0 { throw .negativeShift(count) }
        return value << count
    }

    /// `math.bitShiftRight(int, int)`: a logical shift, zeros come in from the left for negative values too.
    package static func shiftRight(_ value: Int64, by count: Int64) throws(NumberError) -> Int64 {
        Int64(bitPattern: try shiftRight(UInt64(bitPattern: value), by: count))
    }

    /// `math.bitShiftRight(uint, int)`.
    package static func shiftRight(_ value: UInt64, by count: Int64) throws(NumberError) -> UInt64 {
        if count < 0 { throw .negativeShift(count) }
        return value >> count
    }
}
