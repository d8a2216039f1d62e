/// `list.sum() list.min() list.max()`: asked for in several implementations, standard in none. Sums are checked; the sum
/// of an empty list is 0 of its type, least and greatest of an empty list are errors.
enum AggregatesLibrary {
    static let declarations: [FunctionDeclaration] = [
        FunctionDeclaration(
            "sum",
            .member("list_int_sum", .list(.int), .int) { context, list in sum(context, list, .int(0)) },
            .member("list_uint_sum", .list(.uint), .uint) { context, list in sum(context, list, .uint(0)) },
            .member("list_double_sum", .list(.double), .double) { context, list in sum(context, list, .double(0)) },
            .member("list_duration_sum", .list(.duration), .duration) { context, list in
                sum(context, list, .duration(.zero))
            },
            .member("list_amount_sum", .list(.amount), .amount) { context, list in sum(context, list, .amount(.zero)) }),
        FunctionDeclaration("min", overloads: extremum("min", .less)),
        FunctionDeclaration("max", overloads: extremum("max", .greater)),
    ]

    /// Adds up; the zero of the declared type counts for an empty list only, since a parsed expression may have got the
    /// overload of another type.
    private static func sum(_ context: borrowing CallContext, _ list: Value, _ zero: Value) -> Value {
        guard case .list(let list) = list else { return .null }
        guard context.charge(list.count) else { return .budgetExceeded }
        guard var total = list.first else { return zero }
        switch total {
        case .int, .uint, .double, .duration, .amount: break
        default: return .noSuchOverload("sum", total)
        }
        for element in list.dropFirst() {
            total = Arithmetic.apply(.add, total, element, context.frame)
            if case .error = total { return total }
        }
        return total
    }

    private static func extremum(_ name: String, _ wanted: NumericOrder) -> [FunctionOverload] {
        let types: [CELType] = [.int, .uint, .double, .string, .bytes, .bool, .timestamp, .duration, .amount]
        return types.map { type in
            .member("list_\(type.name)_\(name)", .list(type), type) { context, list in
                guard case .list(let list) = list else { return .null }
                guard context.charge(list.count) else { return .budgetExceeded }
                guard var best = list.first else { return .failure(.invalidArgument, "\(name)() of an empty list") }
                for element in list.dropFirst() {
                    guard let order = ValueComparison.order(element, best) else {
                        return .noSuchOverload(name, best, element)
                    }
                    if order == wanted { best = element }
                }
                return best
            }
        }
    }
}
