/// `lists.range slice flatten sort sortBy distinct reverse` (cel-go ext/lists).
enum ListsLibrary {
    private static let element = CELType.parameter("T")
    private static let list = CELType.list(.parameter("T"))
    static let comparable: [CELType] = [
        .int, .uint, .double, .bool, .duration, .timestamp, .string, .bytes, .amount,
    ]

    static let declarations: [FunctionDeclaration] = [
        FunctionDeclaration(
            "lists.range",
            .global("lists_range", .int, .list(.int)) { context, count in
                guard case .int(let count) = count else { return .null }
                guard count >= 0 else { return .failure(.invalidArgument, "lists.range() of a negative number") }
                guard context.charge(elements: Int(count)) else { return .budgetExceeded }
                return .list((0..<count).map { .int($0) })
            }),
        FunctionDeclaration(
            "slice",
            .member("list_slice", list, .int, .int, list) { context, value, start, end in
                guard case (.list(let list), .int(let start), .int(let end)) = (value, start, end) else { return .null }
                guard start >= 0, start <= end, end <= list.count else {
                    return .failure(.indexOutOfRange, "cannot slice \(start)..\(end) of a list of \(list.count)")
                }
                guard context.charge(elements: Int(end - start)) else { return .budgetExceeded }
                return .list(Array(list[Int(start)..<Int(end)]))
            }),
        FunctionDeclaration(
            "flatten",
            .member("list_flatten", .list(list), list) { context, value in flatten(context, value, depth: 1) },
            .member("list_flatten_int", .list(.dyn), .int, .list(.dyn)) { context, value, depth in
                guard case .int(let depth) = depth else { return .null }
                guard depth >= 0 else { return .failure(.invalidArgument, "flatten() with a negative depth") }
                return flatten(context, value, depth: depth)
            }),
        FunctionDeclaration("sort", overloads: comparable.map { sort($0) }),
        FunctionDeclaration(
            "distinct",
            .member("list_distinct", list, list) { context, value in
                guard case .list(let list) = value else { return .null }
                return distinct(context, list)
            }),
        FunctionDeclaration(
            "reverse",
            .member("list_reverse", list, list) { context, value in
                guard case .list(let list) = value else { return .null }
                guard context.charge(elements: list.count) else { return .budgetExceeded }
                return .list(list.reversed())
            }),
    ]

    private static func flatten(_ context: borrowing CallContext, _ value: Value, depth: Int64) -> Value {
        guard case .list(let list) = value else { return .null }
        var result: [Value] = []
        guard append(list, depth, min(depth, 64), &result, context.frame) else { return .budgetExceeded }
        return .list(result)
    }

    private static func append(
        _ list: [Value], _ depth: Int64, _ levels: Int64, _ result: inout [Value], _ frame: FramePointer
    ) -> Bool {
        guard frame.pointee.charge(Cost.of(list.count, Cost.element)) else { return false }
        for element in list {
            if levels > 0, case .list(let inner) = element {
                guard append(inner, depth, levels - 1, &result, frame) else { return false }
            } else {
                result.append(element)
            }
        }
        return true
    }

    private static func sort(_ type: CELType) -> FunctionOverload {
        .member("list_\(type.name)_sort", .list(type), .list(type)) { context, value in
            guard case .list(let list) = value else { return .null }
            return sorted(list, by: list, context.frame)
        }
    }

    /// Sorts a list by the keys of its elements; equal keys keep their order. All keys have one type.
    static func sorted(_ list: [Value], by keys: [Value], _ frame: FramePointer) -> Value {
        guard let first = keys.first else { return .list(list) }
        let type = first.type
        guard comparable.contains(type) else { return .noSuchOverload("sort", first) }
        for key in keys where key.type != type { return .noSuchOverload("sort", first, key) }
        // n log n comparisons, each of strings perhaps as long as the budget is worth.
        var bytes = 0
        for key in keys { if case .string(let text) = key { bytes += text.utf8.count } }
        let steps = keys.count.bitWidth - keys.count.leadingZeroBitCount
        guard frame.pointee.charge(Cost.of(keys.count, Cost.element + Int64(steps))),
            frame.pointee.charge(Int64(bytes / 16 * steps))
        else {
            return .budgetExceeded
        }
        let order = keys.indices.sorted { left, right in
            switch ValueComparison.order(keys[left], keys[right]) {
            case .less: true
            case .greater: false
            default: left < right
            }
        }
        return .list(order.map { list[$0] })
    }

    private static func distinct(_ context: borrowing CallContext, _ list: [Value]) -> Value {
        guard context.charge(elements: list.count * 2) else { return .budgetExceeded }
        var result: [Value] = []
        var seen: Set<MapKey> = []
        var others: [Value] = []
        var comparison = ValueComparison(context.frame)
        for element in list {
            if let key = MapKey(element) {
                if seen.insert(key).inserted { result.append(element) }
                continue
            }
            guard context.charge(others.count) else { return .budgetExceeded }
            let isKnown = others.contains { comparison.equal($0, element) }
            if let failure = comparison.failure { return .error(failure) }
            if !isKnown {
                others.append(element)
                result.append(element)
            }
        }
        return .list(result)
    }
}
