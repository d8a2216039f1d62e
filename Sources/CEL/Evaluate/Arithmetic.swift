/// The arithmetic operators on values (cel-spec, "Arithmetic"): checked, never coerced.
enum Arithmetic {
    typealias Operation = ArithmeticNode.Operation

    static let overflow = Value.failure(.overflow, "the result leaves the range of its type")
    static let divisionByZero = Value.failure(.divisionByZero, "division by zero")
    static let moduloByZero = Value.failure(.divisionByZero, "modulus by zero")

    @inline(__always)
    static func apply(_ operation: Operation, _ left: Int64, _ right: Int64) -> Value {
        let result: (partialValue: Int64, overflow: Bool)
        switch operation {
        case .add: result = left.addingReportingOverflow(right)
        case .subtract: result = left.subtractingReportingOverflow(right)
        case .multiply: result = left.multipliedReportingOverflow(by: right)
        case .divide:
            if right == 0 { return divisionByZero }
            result = left.dividedReportingOverflow(by: right)
        case .modulo:
            if right == 0 { return moduloByZero }
            result = left.remainderReportingOverflow(dividingBy: right)
        }
        return result.overflow ? overflow : .int(result.partialValue)
    }

    private static func apply(_ operation: Operation, _ left: UInt64, _ right: UInt64) -> Value {
        let result: (partialValue: UInt64, overflow: Bool)
        switch operation {
        case .add: result = left.addingReportingOverflow(right)
        case .subtract: result = left.subtractingReportingOverflow(right)
        case .multiply: result = left.multipliedReportingOverflow(by: right)
        case .divide:
            if right == 0 { return divisionByZero }
            result = left.dividedReportingOverflow(by: right)
        case .modulo:
            if right == 0 { return moduloByZero }
            result = left.remainderReportingOverflow(dividingBy: right)
        }
        return result.overflow ? overflow : .uint(result.partialValue)
    }

    static func apply(_ operation: Operation, _ left: Value, _ right: Value, _ frame: FramePointer) -> Value {
        switch (left, right) {
        case (.int(let left), .int(let right)): return apply(operation, left, right)
        case (.uint(let left), .uint(let right)): return apply(operation, left, right)
        case (.double(let left), .double(let right)):
            switch operation {
            case .add: return .double(left + right)
            case .subtract: return .double(left - right)
            case .multiply: return .double(left * right)
            case .divide: return .double(left / right)
            case .modulo: break
            }
        case (.string(let left), .string(let right)) where operation == .add:
            guard charge(frame, bytes: left.utf8.count + right.utf8.count) else { return .budgetExceeded }
            return .string(left + right)
        case (.bytes(let left), .bytes(let right)) where operation == .add:
            guard charge(frame, bytes: left.count + right.count) else { return .budgetExceeded }
            return .bytes(left + right)
        case (.list(let left), .list(let right)) where operation == .add:
            guard frame.pointee.charge(Cost.of(left.count + right.count, Cost.element)) else { return .budgetExceeded }
            return .list(left + right)
        case (.amount, _), (_, .amount): return amounts(operation, left, right)
        default: return times(operation, left, right)
        }
        return .noSuchOverload(operation.text, left, right)
    }

    /// Pays for reading or making bytes.
    @inline(__always)
    static func charge(_ frame: FramePointer, bytes: Int) -> Bool {
        frame.pointee.charge(Cost.of(bytes: bytes))
    }

    private static func amounts(_ operation: Operation, _ left: Value, _ right: Value) -> Value {
        do throws(AmountError) {
            switch (operation, left, right) {
            case (.add, .amount(let left), .amount(let right)): return .amount(try left.adding(right))
            case (.subtract, .amount(let left), .amount(let right)): return .amount(try left.subtracting(right))
            case (.multiply, .amount(let amount), .int(let factor)), (.multiply, .int(let factor), .amount(let amount)):
                return .amount(try amount.multiplied(by: factor))
            case (.multiply, .amount(let amount), .uint(let factor)),
                (.multiply, .uint(let factor), .amount(let amount)):
                return .amount(try amount.multiplied(by: factor))
            default: return .noSuchOverload(operation.text, left, right)
            }
        } catch {
            return .failure(.overflow, error.message)
        }
    }

    private static func times(_ operation: Operation, _ left: Value, _ right: Value) -> Value {
        do throws(TimeError) {
            switch (operation, left, right) {
            case (.add, .timestamp(let time), .duration(let span)), (.add, .duration(let span), .timestamp(let time)):
                return .timestamp(try time.adding(span))
            case (.add, .duration(let left), .duration(let right)): return .duration(try left.adding(right))
            case (.subtract, .timestamp(let time), .duration(let span)):
                return .timestamp(try time.subtracting(span))
            case (.subtract, .timestamp(let left), .timestamp(let right)):
                return .duration(try left.subtracting(right))
            case (.subtract, .duration(let left), .duration(let right)): return .duration(try left.subtracting(right))
            default: return .noSuchOverload(operation.text, left, right)
            }
        } catch {
            return .failure(.overflow, error.message)
        }
    }
}
