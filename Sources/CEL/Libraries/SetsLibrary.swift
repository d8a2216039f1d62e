/// `sets.contains sets.equivalent sets.intersects` (cel-go ext/sets): lists as sets, by the language's equality.
enum SetsLibrary {
    private static let list = CELType.list(.parameter("T"))

    static let declarations: [FunctionDeclaration] = [
        FunctionDeclaration(
            "sets.contains",
            .global("list_sets_contains_list", list, list, .bool) { context, left, right in
                contains(context, left, right)
            }),
        FunctionDeclaration(
            "sets.equivalent",
            .global("list_sets_equivalent_list", list, list, .bool) { context, left, right in
                let forwards = contains(context, left, right)
                guard case .bool(true) = forwards else { return forwards }
                return contains(context, right, left)
            }),
        FunctionDeclaration(
            "sets.intersects",
            .global("list_sets_intersects_list", list, list, .bool) { context, left, right in
                guard case (.list(let left), .list(let right)) = (left, right) else { return .null }
                return walk(context, left, right) { $0 }
            }),
    ]

    /// Whether every element of `right` is in `left`.
    private static func contains(_ context: borrowing CallContext, _ left: Value, _ right: Value) -> Value {
        guard case (.list(let left), .list(let right)) = (left, right) else { return .null }
        let result = walk(context, left, right) { !$0 }
        guard case .bool(let isStopped) = result else { return result }
        return .bool(!isStopped)
    }

    /// Whether for some element of `right` the answer to "is it in `left`" makes `stops` true.
    private static func walk(
        _ context: borrowing CallContext, _ left: [Value], _ right: [Value], _ stops: (Bool) -> Bool
    ) -> Value {
        guard context.charge(elements: 2 * left.count + right.count) else { return .budgetExceeded }
        var keys: Set<MapKey> = []
        var others: [Value] = []
        for element in left {
            if let key = MapKey(element) { keys.insert(key) } else { others.append(element) }
        }
        var comparison = ValueComparison(context.frame)
        for element in right {
            let isMember: Bool
            if let key = MapKey(element) {
                isMember = keys.contains(key)
            } else {
                guard context.charge(others.count) else { return .budgetExceeded }
                isMember = others.contains { comparison.equal($0, element) }
                if let failure = comparison.failure { return .error(failure) }
            }
            if stops(isMember) { return .bool(true) }
        }
        return .bool(false)
    }
}
