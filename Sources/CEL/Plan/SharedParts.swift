/// The parts that programs of a group have in common, by what they say.
struct SharedParts {
    /// The node of each shared part, by its text form.
    private(set) var nodes: [String: SharedNode] = [:]
    /// How often each part occurs in the expressions of the group.
    let occurrences: [String: Int]

    init(occurrences: [String: Int]) { self.occurrences = occurrences }

    mutating func insert(_ node: SharedNode, for form: String) { nodes[form] = node }

    /// The local indices of the shared parts, in order.
    var indices: [Int] { nodes.values.map(\.index).sorted() }
}

extension SyntaxTree {
    /// Texts that are the same for sub-expressions that mean the same, for those worth sharing: no names bound inside
    /// the expression, more than one step, at most `limit` steps.
    func shareableForms(limit: Int = 64) -> [NodeID: String] {
        var forms: [NodeID: String] = [:]
        collect(root, limit, &forms)
        return forms
    }

    @discardableResult
    private func collect(_ id: NodeID, _ limit: Int, _ forms: inout [NodeID: String]) -> (form: String, steps: Int)? {
        guard let (form, steps) = form(id, limit, &forms) else { return nil }
        if steps > 1, steps <= limit { forms[id] = form }
        return steps <= limit ? (form, steps) : nil
    }

    private func form(_ id: NodeID, _ limit: Int, _ forms: inout [NodeID: String]) -> (String, Int)? {
        func joined(_ head: String, _ children: [NodeID]) -> (String, Int)? {
            var text = head + "("
            var steps = 1
            var isWhole = true
            for child in children {
                guard let (form, count) = collect(child, limit, &forms) else {
                    isWhole = false
                    continue
                }
                text += form + ","
                steps += count
            }
            return isWhole ? (text + ")", steps) : nil
        }
        switch self[id].kind {
        case .literal(let value):
            return value.literalForm.map { ($0, 0) }
        case .identifier(let name): return name.hasPrefix("@") ? nil : ("$" + name, 1)
        case .select(let operand, let field, let isTest):
            return joined("\(isTest ? "has" : "get") `\(field)`", [operand])
        case .optionalSelect(let operand, let field): return joined("opt `\(field)`", [operand])
        case .call(let name, let target, let arguments):
            // The target may be a namespace: then it is part of the name.
            if let target { return joined("call .\(name)", [target] + arguments) }
            return joined("call \(name)", arguments)
        case .logical(let isAnd, let operands): return joined(isAnd ? "and" : "or", operands)
        case .conditional(let condition, let whenTrue, let whenFalse):
            return joined("if", [condition, whenTrue, whenFalse])
        case .list(let elements, let isOptional): return isOptional.contains(true) ? nil : joined("list", elements)
        case .comprehension(let comprehension):
            // The body speaks of bound names; only the range can be shared.
            collect(comprehension.range, limit, &forms)
            return nil
        case .map, .structure, .bind, .optionalMap, .block: return nil
        }
    }
}

extension Value {
    fileprivate var literalForm: String? {
        switch self {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .int(let value): "\(value)"
        case .uint(let value): "\(value)u"
        case .double(let value): "\(value.bitPattern)d"
        case .string(let value): "\"\(value.utf8.count):\(value)\""
        default: nil
        }
    }
}

extension Planner {
    /// The node of a part that other programs of the group have too.
    mutating func sharedNode(_ id: SyntaxTree.NodeID) -> Node? {
        guard let form = forms[id], let sharing, (sharing.occurrences[form] ?? 0) > 1, scope.isEmpty else { return nil }
        if let node = sharing.nodes[form] { return node }
        // Planned without sharing at this place, or it would look for itself.
        forms[id] = nil
        let definition = plan(id)
        if definition is ConstantNode || definition is SlotNode || definition is PathNode { return definition }
        let index = localCount
        localCount += 2
        let node = SharedNode(index, definition)
        self.sharing?.insert(node, for: form)
        return node
    }
}
