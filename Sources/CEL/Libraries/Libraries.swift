/// The functions of the libraries, and what their implementations share.
enum Libraries {
    /// The declarations of the libraries switched on.
    static func declarations(_ libraries: Library) -> [FunctionDeclaration] {
        var result: [FunctionDeclaration] = []
        if libraries.contains(.strings) { result += StringsLibrary.declarations }
        if libraries.contains(.math) { result += MathFunctions.declarations }
        if libraries.contains(.lists) { result += ListsLibrary.declarations }
        if libraries.contains(.sets) { result += SetsLibrary.declarations }
        if libraries.contains(.encoders) { result += EncodersLibrary.declarations }
        if libraries.contains(.regex) { result += RegexLibrary.declarations }
        if libraries.contains(.network) { result += NetworkLibrary.declarations }
        if libraries.contains(.optionals) { result += OptionalsLibrary.declarations }
        if libraries.contains(.amount) { result += AmountLibrary.declarations }
        if libraries.contains(.aggregates) { result += AggregatesLibrary.declarations }
        return result.map(builtIn)
    }

    static func builtIn(_ declaration: FunctionDeclaration) -> FunctionDeclaration {
        var declaration = declaration
        for index in declaration.overloads.indices { declaration.overloads[index].isBuiltIn = true }
        return declaration
    }

    /// The value of `body`, or the error it throws as a value.
    static func attempt<Failure: FunctionError>(
        _ code: EvaluationError.Code = .invalidArgument, _ body: () throws(Failure) -> Value
    ) -> Value {
        do throws(Failure) {
            return try body()
        } catch {
            return .failure(code, error.message)
        }
    }

    /// Charges one unit for 16 bytes.
    static func charge(_ context: borrowing CallContext, bytes: Int) -> Bool {
        Arithmetic.charge(context.frame, bytes: bytes)
    }
}

extension FunctionOverload {
    /// A global function of one argument.
    static func global(
        _ id: String, _ parameter: CELType, _ result: CELType,
        _ body: @escaping @Sendable (borrowing CallContext, Value) -> Value
    ) -> FunctionOverload {
        FunctionOverload(id, [parameter], result, body: .unary(body))
    }

    /// A global function of two arguments.
    static func global(
        _ id: String, _ first: CELType, _ second: CELType, _ result: CELType,
        _ body: @escaping @Sendable (borrowing CallContext, Value, Value) -> Value
    ) -> FunctionOverload {
        FunctionOverload(id, [first, second], result, body: .binary(body))
    }

    /// A member function without further arguments.
    static func member(
        _ id: String, _ receiver: CELType, _ result: CELType,
        _ body: @escaping @Sendable (borrowing CallContext, Value) -> Value
    ) -> FunctionOverload {
        FunctionOverload(id, [receiver], result, isMember: true, body: .unary(body))
    }

    /// A member function of one further argument.
    static func member(
        _ id: String, _ receiver: CELType, _ argument: CELType, _ result: CELType,
        _ body: @escaping @Sendable (borrowing CallContext, Value, Value) -> Value
    ) -> FunctionOverload {
        FunctionOverload(id, [receiver, argument], result, isMember: true, body: .binary(body))
    }

    /// A member function of two further arguments.
    static func member(
        _ id: String, _ receiver: CELType, _ first: CELType, _ second: CELType, _ result: CELType,
        _ body: @escaping @Sendable (borrowing CallContext, Value, Value, Value) -> Value
    ) -> FunctionOverload {
        FunctionOverload(id, [receiver, first, second], result, isMember: true, body: .ternary(body))
    }
}
