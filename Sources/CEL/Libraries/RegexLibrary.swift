/// `matches` with patterns known at run time only, and `regex.replace regex.extract regex.extractAll` (cel-go ext/regex).
enum RegexLibrary {
    /// Programs of patterns that come from data, at most 64.
    private static let cache = RegexCache()

    /// What compiling a pattern costs: as if it were not in the cache, so that cost does not depend on what ran before.
    private static func program(_ context: borrowing CallContext, _ pattern: String) -> Result<
        RegexProgram, EvaluationError
    > {
        guard context.charge(10 + pattern.utf8.count) else { return .failure(.budgetExceeded) }
        do throws(RegexError) {
            return .success(try cache.program(for: pattern))
        } catch {
            return .failure(EvaluationError(.invalidArgument, error.message))
        }
    }

    private static func with(
        _ context: borrowing CallContext, _ text: String, _ pattern: String,
        _ body: (RegexProgram) throws(RegexError) -> Value
    ) -> Value {
        switch program(context, pattern) {
        case .failure(let error): return .error(error)
        case .success(let program):
            guard RegexCost.charge(context.frame, text, program) else { return .budgetExceeded }
            do throws(RegexError) {
                return try body(program)
            } catch {
                return .failure(.invalidArgument, error.message)
            }
        }
    }

    static let matches: @Sendable (borrowing CallContext, Value, Value) -> Value = { context, text, pattern in
        guard case (.string(let text), .string(let pattern)) = (text, pattern) else { return .null }
        return with(context, text, pattern) { (program: RegexProgram) throws(RegexError) in
            .bool(program.matches(text))
        }
    }

    static let declarations: [FunctionDeclaration] = [
        FunctionDeclaration(
            "regex.replace",
            FunctionOverload(
                "regex_replaceAll_string_string_string", [.string, .string, .string], .string,
                body: .ternary { context, text, pattern, new in replace(context, text, pattern, new, .int(-1)) }),
            FunctionOverload(
                "regex_replaceCount_string_string_string_int", [.string, .string, .string, .int], .string,
                body: .variadic { context, arguments in
                    guard arguments.count == 4 else { return .null }
                    return replace(context, arguments[0], arguments[1], arguments[2], arguments[3])
                })),
        FunctionDeclaration(
            "regex.extract",
            .global("regex_extract_string_string", .string, .string, .optional(.string)) { context, text, pattern in
                guard case (.string(let text), .string(let pattern)) = (text, pattern) else { return .null }
                return with(context, text, pattern) { (program: RegexProgram) throws(RegexError) in
                    .optional(try RegexFunctions.extract(text, program).map { .string($0) })
                }
            }),
        FunctionDeclaration(
            "regex.extractAll",
            .global("regex_extractAll_string_string", .string, .string, .list(.string)) { context, text, pattern in
                guard case (.string(let text), .string(let pattern)) = (text, pattern) else { return .null }
                guard context.frame.pointee.charge(Cost.of(text.utf8.count, Cost.piece)) else { return .budgetExceeded }
                return with(context, text, pattern) { (program: RegexProgram) throws(RegexError) in
                    .list(try RegexFunctions.extractAll(text, program).map { .string($0) })
                }
            }),
    ]

    private static func replace(
        _ context: borrowing CallContext, _ text: Value, _ pattern: Value, _ new: Value, _ count: Value
    ) -> Value {
        guard case (.string(let text), .string(let pattern)) = (text, pattern),
            case (.string(let new), .int(let count)) = (new, count)
        else { return .null }
        guard let maximum = StringsLibrary.affordableBytes(context) else { return .budgetExceeded }
        let result = with(context, text, pattern) { (program: RegexProgram) throws(RegexError) in
            .string(try RegexFunctions.replace(text, program, with: new, count: count, maximumBytes: maximum))
        }
        guard case .string(let replaced) = result else { return result }
        return Libraries.charge(context, bytes: replaced.utf8.count) ? result : .budgetExceeded
    }
}
