/// A call of a function of a library or of the host. The overload is chosen by the types of the arguments at run time;
/// after checking there is usually one left to choose from.
final class CallNode: Node, @unchecked Sendable {
    let name: String
    let arguments: [Node]
    let overloads: [FunctionOverload]

    init(_ name: String, _ arguments: [Node], _ overloads: [FunctionOverload]) {
        self.name = name
        self.arguments = arguments
        self.overloads = overloads
    }

    override func evaluate(_ frame: FramePointer) -> Value {
        switch arguments.count {
        case 1:
            let value = arguments[0].evaluate(frame)
            if case .error = value { return value }
            for overload in overloads where overload.parameters[0].admits(value) {
                guard frame.pointee.charge(overload.cost) else { return .budgetExceeded }
                switch overload.body {
                case .unary(let body): return body(CallContext(frame), value)
                case .variadic(let body): return body(CallContext(frame), [value])
                default: continue
                }
            }
            return .noSuchOverload(name, value)
        case 2: return evaluateBinary(frame)
        default: return evaluateMany(frame)
        }
    }

    private func evaluateBinary(_ frame: FramePointer) -> Value {
        let first = arguments[0].evaluate(frame)
        if case .error = first { return first }
        let second = arguments[1].evaluate(frame)
        if case .error = second { return second }
        for overload in overloads {
            guard overload.parameters[0].admits(first), overload.parameters[1].admits(second) else { continue }
            guard frame.pointee.charge(overload.cost) else { return .budgetExceeded }
            switch overload.body {
            case .binary(let body): return body(CallContext(frame), first, second)
            case .variadic(let body): return body(CallContext(frame), [first, second])
            default: continue
            }
        }
        return .noSuchOverload(name, first, second)
    }

    private func evaluateMany(_ frame: FramePointer) -> Value {
        var values: [Value] = []
        values.reserveCapacity(arguments.count)
        for argument in arguments {
            let value = argument.evaluate(frame)
            if case .error = value { return value }
            values.append(value)
        }
        for overload in overloads {
            guard overload.body != nil, zip(overload.parameters, values).allSatisfy({ $0.admits($1) }) else { continue }
            guard frame.pointee.charge(overload.cost) else { return .budgetExceeded }
            switch overload.body {
            case .nullary(let body): return body(CallContext(frame))
            case .ternary(let body): return body(CallContext(frame), values[0], values[1], values[2])
            case .variadic(let body): return body(CallContext(frame), values)
            default: continue
            }
        }
        return .noSuchOverload(name, of: values)
    }
}

extension CELType {
    /// Whether a value may be passed where this type is declared. Elements of containers are not looked at.
    @inline(__always)
    func admits(_ value: Value) -> Bool {
        switch (self, value) {
        case (.dyn, _), (.any, _), (.parameter, _): true
        case (.string, .string), (.int, .int), (.uint, .uint), (.bool, .bool), (.double, .double), (.bytes, .bytes),
            (.list, .list), (.map, .map), (.null, .null), (.type, .type), (.timestamp, .timestamp),
            (.duration, .duration):
            true
        default: admitsRest(value)
        }
    }

    @inline(never)
    private func admitsRest(_ value: Value) -> Bool {
        switch (self, value) {
        case (.wrapper(let primitive), _):
            if case .null = value { true } else { primitive.admits(value) }
        case (.structure(let name), .structure(let structure)): structure.type.name == name
        case (.opaque(let name, _), .opaque(let opaque)): opaque.typeName == name
        case (.opaque(Self.optionalName, _), .optional): true
        case (.opaque(let name, _), .amount): name == Self.amount.name
        default: false
        }
    }
}
