/// `value in range` for lists, maps and host types.
final class MemberNode: ConditionNode, @unchecked Sendable {
    let value: Node
    let range: Node

    init(_ value: Node, _ range: Node) {
        self.value = value
        self.range = range
    }

    override func truth(_ frame: FramePointer) -> Truth {
        spend(frame)
        let wanted = value.evaluate(frame)
        if case .error = wanted { return Self.fail(frame, wanted) }
        let range = range.evaluate(frame)
        switch range {
        case .list(let list):
            guard frame.pointee.charge(Int64(list.count)) else { return Self.fail(frame, .budgetExceeded) }
            if case .string(let wanted) = wanted { return Truth(Self.contains(list, wanted)) }
            var comparison = ValueComparison(frame)
            for element in list where comparison.equal(wanted, element) { return .yes }
            if let failure = comparison.failure { return Self.fail(frame, .error(failure)) }
            return .no
        case .map(let map): return Truth(map.contains(wanted))
        case .opaque(let opaque):
            guard let isMember = opaque.contains(wanted) else { break }
            return Truth(isMember)
        default: break
        }
        return Self.fail(frame, .noSuchOverload(Operator.text(Operator.member), wanted, range))
    }

    private static func contains(_ list: [Value], _ wanted: String) -> Bool {
        for element in list {
            if case .string(let text) = element, UTF8Comparison.equal(text, wanted) { return true }
        }
        return false
    }
}

/// `value in [constants]`
final class MemberOfConstantNode: ConditionNode, @unchecked Sendable {
    let value: Node
    let set: ConstantSet

    init(_ value: Node, _ set: ConstantSet) {
        self.value = value
        self.set = set
    }

    override func truth(_ frame: FramePointer) -> Truth {
        // Charged as the list it is, whatever the table makes of it.
        spend(frame, 1 &+ Int64(set.count))
        let wanted = value.evaluate(frame)
        if case .error = wanted { return Self.fail(frame, wanted) }
        return Truth(set.contains(wanted, frame))
    }
}
