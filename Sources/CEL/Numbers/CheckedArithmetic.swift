/// The arithmetic operators of CEL on `int` and `uint`: every result outside 64 bits is an error.
///
/// Source: CEL language definition, "Overflow" and "Arithmetic operators".
package enum CheckedArithmetic {
    /// `_+_(int, int)`.
    @inline(__always)
    package static func sum(_ left: Int64, _ right: Int64) throws(NumberError) -> Int64 {
        let (value, overflow) = left.addingReportingOverflow(right)
        if overflow { throw .integerOverflow }
        return value
    }

    /// `_-_(int, int)`.
    @inline(__always)
    package static func difference(_ left: Int64, _ right: Int64) throws(NumberError) -> Int64 {
        let (value, overflow) = left.subtractingReportingOverflow(right)
        if overflow { throw .integerOverflow }
        return value
    }

    /// `_*_(int, int)`.
    @inline(__always)
    package static func product(_ left: Int64, _ right: Int64) throws(NumberError) -> Int64 {
        let (value, overflow) = left.multipliedReportingOverflow(by: right)
        if overflow { throw .integerOverflow }
        return value
    }

    /// `_/_(int, int)`, truncated toward zero. The quotient of the least `int` and -1 is an overflow.
    @inline(__always)
    package static func quotient(_ left: Int64, _ right: Int64) throws(NumberError) -> Int64 {
        if right == 0 { throw .divideByZero }
        let (value, overflow) = left.dividedReportingOverflow(by: right)
        if overflow { throw .integerOverflow }
        return value
    }

    /// `_%_(int, int)`, with the sign of the dividend. The remainder of the least `int` and -1 is an overflow, as in
    /// cel-go.
    @inline(__always)
    package static func remainder(_ left: Int64, _ right: Int64) throws(NumberError) -> Int64 {
        if right == 0 { throw .modulusByZero }
        let (value, overflow) = left.remainderReportingOverflow(dividingBy: right)
        if overflow { throw .integerOverflow }
        return value
    }

    /// `-_(int)`. The negation of the least `int` is an overflow.
    @inline(__always)
    package static func negation(_ operand: Int64) throws(NumberError) -> Int64 {
        try difference(0, operand)
    }

    /// `_+_(uint, uint)`.
    @inline(__always)
    package static func sum(_ left: UInt64, _ right: UInt64) throws(NumberError) -> UInt64 {
        let (value, overflow) = left.addingReportingOverflow(right)
        if overflow { throw .unsignedOverflow }
        return value
    }

    /// `_-_(uint, uint)`. A negative result is an overflow.
    @inline(__always)
    package static func difference(_ left: UInt64, _ right: UInt64) throws(NumberError) -> UInt64 {
        let (value, overflow) = left.subtractingReportingOverflow(right)
        if overflow { throw .unsignedOverflow }
        return value
    }

    /// `_*_(uint, uint)`.
    @inline(__always)
    package static func product(_ left: UInt64, _ right: UInt64) throws(NumberError) -> UInt64 {
        let (value, overflow) = left.multipliedReportingOverflow(by: right)
        if overflow { throw .unsignedOverflow }
        return value
    }

    /// `_/_(uint, uint)`.
    @inline(__always)
    package static func quotient(_ left: UInt64, _ right: UInt64) throws(NumberError) -> UInt64 {
        if right == 0 { throw .divideByZero }
        return left / right
    }

    /// `_%_(uint, uint)`.
    @inline(__always)
    package static func remainder(_ left: UInt64, _ right: UInt64) throws(NumberError) -> UInt64 {
        if right == 0 { throw .modulusByZero }
        return left % right
    }
}
