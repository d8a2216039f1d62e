extension Planner {
    mutating func planName(_ name: String) -> Node {
        if let node = local(name) { return node }
        guard let meaning = resolver.meaning(of: name) else {
            return ErrorNode(EvaluationError(.unknownName, "unknown name '\(name)'"))
        }
        return node(for: meaning)
    }

    private func node(for meaning: NameResolver.Meaning) -> Node {
        switch meaning {
        case .variable(let variable):
            if let constant = variable.constant { return ConstantNode(constant) }
            return SlotNode(variable.slot)
        case .type(let type): return ConstantNode(.type(type))
        }
    }

    mutating func planSelect(_ id: SyntaxTree.NodeID, _ operand: SyntaxTree.NodeID, _ field: String) -> Node {
        if let node = qualifiedNode(id) { return node }
        return select(plan(operand), operand, field)
    }

    /// The node of `a.b.c` when that is one name.
    private func qualifiedNode(_ id: SyntaxTree.NodeID) -> Node? {
        guard let name = tree.qualifiedName(id) else { return nil }
        let first = String(name.prefix { $0 != "." })
        guard name.hasPrefix(".") || local(first) == nil else { return nil }
        return resolver.meaning(of: name).map(node(for:))
    }

    private func select(_ node: Node, _ operand: SyntaxTree.NodeID, _ field: String) -> Node {
        if let (type, slot) = structureField(operand, field) {
            let step = PathNode.Step(type: type.storage, slot: slot, name: field)
            if let variable = node as? SlotNode { return PathNode(variable.slot, isLocal: false, step, []) }
            if let variable = node as? LocalNode { return PathNode(variable.index, isLocal: true, step, []) }
            if let path = node as? PathNode { return path.appending(step) }
            return fold(FieldNode(node, type, slot: slot), [node])
        }
        return fold(SelectNode(node, field), [node])
    }

    mutating func planTest(_ operand: SyntaxTree.NodeID, _ field: String) -> Node {
        test(plan(operand), operand, field)
    }

    private func test(_ node: Node, _ operand: SyntaxTree.NodeID, _ field: String) -> Node {
        if let (type, slot) = structureField(operand, field) { return HasFieldNode(node, type, slot: slot) }
        return fold(HasNode(node, field), [node])
    }

    private func structureField(_ operand: SyntaxTree.NodeID, _ field: String) -> (StructType, Int)? {
        guard case .structure(let name) = type(operand), let type = resolver.tables.structTypes[name],
            let slot = type.slot(of: field)
        else { return nil }
        return (type, slot)
    }

    mutating func planStructure(_ name: String, _ entries: [SyntaxTree.FieldEntry]) -> Node {
        if let structure = resolver.structure(name) {
            var planned: [StructureNode.Entry] = []
            for entry in entries {
                guard let slot = structure.slot(of: entry.name) else {
                    return ErrorNode(EvaluationError(.noSuchField, "'\(name)' has no field '\(entry.name)'"))
                }
                planned.append(.init(slot: slot, value: plan(entry.value), isOptional: entry.isOptional))
            }
            return StructureNode(structure, planned)
        }
        guard let message = resolver.message(name) else {
            return ErrorNode(EvaluationError(.unknownName, "unknown structure type '\(name)'"))
        }
        var planned: [MessageNode.Entry] = []
        for entry in entries {
            guard message.fields.contains(where: { $0.name == entry.name }) else {
                return ErrorNode(EvaluationError(.noSuchField, "'\(name)' has no field '\(entry.name)'"))
            }
            planned.append(.init(name: entry.name, value: plan(entry.value), isOptional: entry.isOptional))
        }
        return fold(MessageNode(message, planned), planned.map(\.value))
    }

    mutating func planComprehension(_ comprehension: SyntaxTree.Comprehension) -> Node {
        let range = plan(comprehension.range)
        let first = newLocal()
        let second = comprehension.second == nil ? -1 : newLocal()
        let depth = scope.count
        scope.append((comprehension.first, LocalNode(first)))
        if let name = comprehension.second { scope.append((name, LocalNode(second))) }
        defer { scope.removeLast(scope.count - depth) }
        let condition = comprehension.condition.map { plan($0) }
        let transform = comprehension.transform.map { plan($0) }
        return node(for: comprehension.kind, range, first, second, condition, transform)
    }

    private func node(
        for kind: SyntaxTree.Comprehension.Kind, _ range: Node, _ first: Int, _ second: Int, _ condition: Node?,
        _ transform: Node?
    ) -> Node {
        let always = ConstantNode(.bool(true))
        switch kind {
        case .all, .exists:
            return QuantifierNode(range, first, second, condition ?? always, isAll: kind == .all)
        case .existsOne: return ExistsOneNode(range, first, second, condition ?? always)
        case .sortBy: return SortByNode(range, first, second, transform ?? always)
        case .filter, .map, .transformList: return CollectNode(range, first, second, condition, transform)
        case .transformMap, .transformMapEntry:
            return CollectMapNode(
                range, first, second, condition, transform ?? always,
                makesEntries: kind == .transformMapEntry)
        }
    }
}
