extension ExpressionParser {
    /// The node a macro stands for, or `nil` when the call is no macro.
    mutating func expandMacro(
        _ name: String, target: SyntaxTree.NodeID?, _ arguments: [SyntaxTree.NodeID], _ start: Int, _ end: Int
    ) throws(SyntaxFailure) -> SyntaxTree.NodeID? {
        guard let target else {
            guard name == "has", arguments.count == 1 else { return nil }
            guard case .select(let operand, let field, false) = tree[arguments[0]].kind else {
                throw SyntaxFailure(.badMacro, "has() takes the select of a field, such as has(a.b)", at: start)
            }
            return try add(.select(operand, field: field, isTest: true), start, end, [operand])
        }
        switch (name, arguments.count) {
        case ("all", 2), ("exists", 2), ("exists_one", 2), ("existsOne", 2), ("filter", 2), ("map", 2), ("map", 3):
            return try comprehension(name, target, arguments, hasSecond: false, start, end)
        case ("all", 3), ("exists", 3), ("exists_one", 3), ("existsOne", 3),
            ("transformList", 3), ("transformList", 4), ("transformMap", 3), ("transformMap", 4),
            ("transformMapEntry", 3), ("transformMapEntry", 4):
            guard libraries.contains(.twoVariableComprehensions) else { return nil }
            return try comprehension(name, target, arguments, hasSecond: true, start, end)
        case ("sortBy", 2):
            guard libraries.contains(.lists) else { return nil }
            return try comprehension(name, target, arguments, hasSecond: false, start, end)
        case ("optMap", 2), ("optFlatMap", 2):
            guard libraries.contains(.optionals) else { return nil }
            let variable = try simpleName(arguments[0])
            return try add(
                .optionalMap(target, name: variable, body: arguments[1], isFlat: name == "optFlatMap"), start, end,
                [target, arguments[1]])
        default:
            guard case .identifier(let namespace) = tree[target].kind else { return nil }
            switch namespace {
            case "cel", ".cel": return try celMacro(name, arguments, start, end)
            case "math", ".math":
                guard libraries.contains(.math), name == "greatest" || name == "least" else { return nil }
                return try extremum(name, target, arguments, start, end)
            default: return nil
            }
        }
    }

    private mutating func comprehension(
        _ name: String, _ range: SyntaxTree.NodeID, _ arguments: [SyntaxTree.NodeID], hasSecond: Bool,
        _ start: Int, _ end: Int
    ) throws(SyntaxFailure) -> SyntaxTree.NodeID {
        let first = try simpleName(arguments[0])
        var second: String?
        if hasSecond {
            let other = try simpleName(arguments[1])
            guard other != first else {
                throw SyntaxFailure(
                    .badMacro, "the two variables of \(name)() have one name", at: tree[arguments[1]].start)
            }
            second = other
        }
        let rest = arguments.dropFirst(hasSecond ? 2 : 1)
        guard let last = rest.last, let body = rest.first else { return range }
        var result = SyntaxTree.Comprehension(kind: .all, range: range, first: first, second: second)
        switch name {
        case "all": (result.kind, result.condition) = (.all, last)
        case "exists": (result.kind, result.condition) = (.exists, last)
        case "exists_one", "existsOne": (result.kind, result.condition) = (.existsOne, last)
        case "filter": (result.kind, result.condition) = (.filter, last)
        default:
            result.kind =
                switch name {
                case "map": .map
                case "transformList": .transformList
                case "transformMap": .transformMap
                case "sortBy": .sortBy
                default: .transformMapEntry
                }
            result.transform = last
            result.condition = rest.count == 2 ? body : nil
        }
        return try add(.comprehension(result), start, end, [range] + rest)
    }

    /// The name of a variable that a macro binds.
    private func simpleName(_ id: SyntaxTree.NodeID) throws(SyntaxFailure) -> String {
        guard case .identifier(let name) = tree[id].kind, !name.hasPrefix(".") else {
            throw SyntaxFailure(.badMacro, "the variable of a macro must be a plain name", at: tree[id].start)
        }
        return name
    }

    private mutating func celMacro(
        _ name: String, _ arguments: [SyntaxTree.NodeID], _ start: Int, _ end: Int
    ) throws(SyntaxFailure) -> SyntaxTree.NodeID? {
        switch (name, arguments.count) {
        case ("bind", 3) where libraries.contains(.bindings):
            let variable = try simpleName(arguments[0])
            return try add(
                .bind(variable, value: arguments[1], body: arguments[2]), start, end, [arguments[1], arguments[2]])
        case ("block", 2) where libraries.contains(.block):
            guard case .list(let values, let isOptional) = tree[arguments[0]].kind, !isOptional.contains(true) else {
                throw SyntaxFailure(.badMacro, "cel.block() takes a list literal first", at: tree[arguments[0]].start)
            }
            return try add(.block(values, body: arguments[1]), start, end, values + [arguments[1]])
        case ("index", 1) where libraries.contains(.block):
            return try add(.identifier("@index\(try blockNumber(arguments[0]))"), start, end)
        case ("iterVar", 2) where libraries.contains(.block):
            let (depth, unique) = (try blockNumber(arguments[0]), try blockNumber(arguments[1]))
            return try add(.identifier("@it:\(depth):\(unique)"), start, end)
        case ("accuVar", 2) where libraries.contains(.block):
            let (depth, unique) = (try blockNumber(arguments[0]), try blockNumber(arguments[1]))
            return try add(.identifier("@ac:\(depth):\(unique)"), start, end)
        default: return nil
        }
    }

    private func blockNumber(_ id: SyntaxTree.NodeID) throws(SyntaxFailure) -> Int64 {
        guard case .literal(.int(let number)) = tree[id].kind, number >= 0 else {
            throw SyntaxFailure(.badMacro, "expected an integer literal of 0 or more", at: tree[id].start)
        }
        return number
    }

    /// `math.greatest(a, b, c)` is `math.greatest([a, b, c])`.
    private mutating func extremum(
        _ name: String, _ target: SyntaxTree.NodeID, _ arguments: [SyntaxTree.NodeID], _ start: Int, _ end: Int
    ) throws(SyntaxFailure) -> SyntaxTree.NodeID? {
        for argument in arguments {
            switch tree[argument].kind {
            case .literal(.int), .literal(.uint), .literal(.double): break
            case .list(let elements, _) where arguments.count == 1:
                guard !elements.isEmpty else {
                    throw SyntaxFailure(.badMacro, "math.\(name)() of an empty list", at: tree[argument].start)
                }
                for element in elements {
                    guard case .literal(let value) = tree[element].kind, !value.isNumber else { continue }
                    throw SyntaxFailure(.badMacro, "math.\(name)() takes numbers", at: tree[element].start)
                }
            case .literal, .list, .map, .structure:
                throw SyntaxFailure(.badMacro, "math.\(name)() takes numbers", at: tree[argument].start)
            default: break
            }
        }
        guard !arguments.isEmpty else {
            throw SyntaxFailure(.badMacro, "math.\(name)() needs at least one argument", at: start)
        }
        guard arguments.count > 2 else { return nil }
        let flags = [Bool](repeating: false, count: arguments.count)
        let list = try add(.list(arguments, isOptional: flags), start, end, arguments)
        return try add(.call(name, target: target, [list]), start, end, [target, list])
    }
}
