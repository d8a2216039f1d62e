/// `charAt indexOf … format` (cel-go ext/strings, the suite's `string_ext`).
enum StringsLibrary {
    static let declarations: [FunctionDeclaration] = [
        FunctionDeclaration(
            "charAt",
            .member("string_char_at_int", .string, .int, .string) { context, text, index in
                guard case (.string(let text), .int(let index)) = (text, index) else { return .null }
                guard Libraries.charge(context, bytes: text.utf8.count) else { return .budgetExceeded }
                return attempt { () throws(TextError) in .string(try StringIndexing.charAt(text, index)) }
            }),
        FunctionDeclaration(
            "indexOf",
            .member("string_index_of_string", .string, .string, .int) { context, text, part in
                guard case (.string(let text), .string(let part)) = (text, part) else { return .null }
                guard Libraries.charge(context, bytes: text.utf8.count) else { return .budgetExceeded }
                return attempt { () throws(TextError) in .int(try StringIndexing.indexOf(text, part)) }
            },
            .member("string_index_of_string_int", .string, .string, .int, .int) { context, text, part, from in
                guard case (.string(let text), .string(let part), .int(let from)) = (text, part, from) else {
                    return .null
                }
                guard Libraries.charge(context, bytes: text.utf8.count) else { return .budgetExceeded }
                return attempt { () throws(TextError) in .int(try StringIndexing.indexOf(text, part, from: from)) }
            }),
        FunctionDeclaration(
            "lastIndexOf",
            .member("string_last_index_of_string", .string, .string, .int) { context, text, part in
                guard case (.string(let text), .string(let part)) = (text, part) else { return .null }
                guard Libraries.charge(context, bytes: text.utf8.count) else { return .budgetExceeded }
                return .int(StringIndexing.lastIndexOf(text, part))
            },
            .member("string_last_index_of_string_int", .string, .string, .int, .int) { context, text, part, from in
                guard case (.string(let text), .string(let part), .int(let from)) = (text, part, from) else {
                    return .null
                }
                guard Libraries.charge(context, bytes: text.utf8.count) else { return .budgetExceeded }
                return attempt { () throws(TextError) in .int(try StringIndexing.lastIndexOf(text, part, from: from)) }
            }),
        FunctionDeclaration(
            "join", .member("list_join", .list(.string), .string) { context, list in join(context, list, "") },
            .member("list_join_string", .list(.string), .string, .string) { context, list, separator in
                guard case .string(let separator) = separator else { return .null }
                return join(context, list, separator)
            }),
        transform("lowerAscii", StringTransforms.lowerAscii),
        transform("upperAscii", StringTransforms.upperAscii),
        transform("trim", StringTransforms.trim),
        transform("reverse", StringTransforms.reverse),
        FunctionDeclaration(
            "strings.quote",
            .global("strings_quote", .string, .string) { context, text in
                guard case .string(let text) = text else { return .null }
                guard Libraries.charge(context, bytes: text.utf8.count * 2) else { return .budgetExceeded }
                return .string(StringTransforms.quote(text))
            }),
        FunctionDeclaration(
            "replace",
            .member("string_replace_string_string", .string, .string, .string, .string) { context, text, old, new in
                replace(context, text, old, new, .int(-1))
            },
            FunctionOverload(
                "string_replace_string_string_int", [.string, .string, .string, .int], .string, isMember: true,
                body: .variadic { context, arguments in
                    guard arguments.count == 4 else { return .null }
                    return replace(context, arguments[0], arguments[1], arguments[2], arguments[3])
                })),
        FunctionDeclaration(
            "split",
            .member("string_split_string", .string, .string, .list(.string)) { context, text, separator in
                split(context, text, separator, .int(-1))
            },
            .member("string_split_string_int", .string, .string, .int, .list(.string), split)),
        FunctionDeclaration(
            "substring",
            .member("string_substring_int", .string, .int, .string) { context, text, start in
                guard case (.string(let text), .int(let start)) = (text, start) else { return .null }
                guard Libraries.charge(context, bytes: text.utf8.count) else { return .budgetExceeded }
                return attempt { () throws(TextError) in .string(try StringIndexing.substring(text, from: start)) }
            },
            .member("string_substring_int_int", .string, .int, .int, .string) { context, text, start, end in
                guard case (.string(let text), .int(let start), .int(let end)) = (text, start, end) else {
                    return .null
                }
                guard Libraries.charge(context, bytes: text.utf8.count) else { return .budgetExceeded }
                return attempt { () throws(TextError) in
                    .string(try StringIndexing.substring(text, from: start, to: end))
                }
            }),
        FunctionDeclaration(
            "format",
            .member("string_format", .string, .list(.dyn), .string) { context, template, arguments in
                guard case (.string(let template), .list(let arguments)) = (template, arguments) else { return .null }
                guard let limit = affordableBytes(context) else { return .budgetExceeded }
                let result = attempt { () throws(FormatError) in
                    .string(try FormatEngine.format(template, arguments, maximumBytes: limit))
                }
                guard case .string(let text) = result else { return result }
                return Libraries.charge(context, bytes: text.utf8.count) ? result : .budgetExceeded
            }),
    ]

    private static func attempt<Failure: FunctionError>(_ body: () throws(Failure) -> Value) -> Value {
        Libraries.attempt(.invalidArgument, body)
    }

    /// The largest result the rest of the budget pays for; `nil` when nothing is left.
    static func affordableBytes(_ context: borrowing CallContext) -> Int? {
        let remaining = context.frame.pointee.remaining
        guard remaining > 0 else { return nil }
        return Int(min(Int64(StringTransforms.maximumResultBytes), remaining &* 16 > 0 ? remaining &* 16 : .max))
    }

    private static func transform(_ name: String, _ body: @escaping @Sendable (String) -> String) -> FunctionDeclaration
    {
        FunctionDeclaration(
            name,
            .member("string_\(name)", .string, .string) { context, text in
                guard case .string(let text) = text else { return .null }
                guard Libraries.charge(context, bytes: text.utf8.count) else { return .budgetExceeded }
                return .string(body(text))
            })
    }

    private static func join(_ context: borrowing CallContext, _ list: Value, _ separator: String) -> Value {
        guard case .list(let list) = list else { return .null }
        guard context.charge(elements: list.count) else { return .budgetExceeded }
        var pieces: [String] = []
        pieces.reserveCapacity(list.count)
        var size = 0
        for element in list {
            guard case .string(let text) = element else { return .noSuchOverload("join", element) }
            size += text.utf8.count + separator.utf8.count
            pieces.append(text)
        }
        guard Libraries.charge(context, bytes: size) else { return .budgetExceeded }
        return attempt { () throws(TextError) in .string(try StringLists.join(pieces, separator)) }
    }

    private static func replace(
        _ context: borrowing CallContext, _ text: Value, _ old: Value, _ new: Value, _ limit: Value
    ) -> Value {
        guard case (.string(let text), .string(let old)) = (text, old),
            case (.string(let new), .int(let limit)) = (new, limit)
        else { return .null }
        guard Libraries.charge(context, bytes: text.utf8.count), let maximum = affordableBytes(context) else {
            return .budgetExceeded
        }
        let result = attempt { () throws(TextError) in
            .string(try StringTransforms.replace(text, old, with: new, limit: limit, maximumBytes: maximum))
        }
        guard case .string(let replaced) = result else { return result }
        return Libraries.charge(context, bytes: replaced.utf8.count) ? result : .budgetExceeded
    }

    private static let split: @Sendable (borrowing CallContext, Value, Value, Value) -> Value = {
        context, text, separator, limit in
        guard case (.string(let text), .string(let separator), .int(let limit)) = (text, separator, limit) else {
            return .null
        }
        // As many pieces as there are bytes, at worst.
        let pieces = separator.utf8.isEmpty ? text.utf8.count : text.utf8.count / separator.utf8.count + 1
        guard context.frame.pointee.charge(Cost.of(pieces, Cost.piece)) else { return .budgetExceeded }
        return .list(StringLists.split(text, separator, limit: limit).map { .string($0) })
    }
}
