/// A declared variable.
final class SlotNode: Node, @unchecked Sendable {
    let slot: Int

    init(_ slot: Int) { self.slot = slot }

    override func evaluate(_ frame: FramePointer) -> Value {
        spend(frame)
        return frame.pointee.slots[slot]
    }
}

/// The variable of a comprehension.
final class LocalNode: Node, @unchecked Sendable {
    let index: Int

    init(_ index: Int) { self.index = index }

    override func evaluate(_ frame: FramePointer) -> Value {
        spend(frame)
        return frame.pointee.locals[index]
    }
}

/// A name bound by `cel.bind` or a block: evaluated when first used, once.
final class LazyNode: Node, @unchecked Sendable {
    let index: Int
    let definition: Node

    init(_ index: Int, _ definition: Node) {
        self.index = index
        self.definition = definition
    }

    /// What stands in the local before the first use.
    static let unset = EvaluationError(.host, "not evaluated yet")

    override func evaluate(_ frame: FramePointer) -> Value {
        spend(frame)
        if case .error(let error) = frame.pointee.locals[index], error === Self.unset {
            let value = definition.evaluate(frame)
            frame.pointee.locals[index] = value
            return value
        }
        return frame.pointee.locals[index]
    }
}

/// Makes lazy names unevaluated again, then evaluates the body that uses them.
final class BindNode: Node, @unchecked Sendable {
    let indices: Range<Int>
    let body: Node

    init(_ indices: Range<Int>, _ body: Node) {
        self.indices = indices
        self.body = body
    }

    override func evaluate(_ frame: FramePointer) -> Value {
        spend(frame)
        for index in indices { frame.pointee.locals[index] = .error(LazyNode.unset) }
        let value = body.evaluate(frame)
        for index in indices { frame.pointee.locals[index] = .null }
        return value
    }
}

/// A part that several programs of a group have in common: evaluated once an evaluation, charged every time.
final class SharedNode: Node, @unchecked Sendable {
    /// The local with the value; the next one has the cost.
    let index: Int
    let definition: Node

    init(_ index: Int, _ definition: Node) {
        self.index = index
        self.definition = definition
    }

    override func evaluate(_ frame: FramePointer) -> Value {
        if case .error(let error) = frame.pointee.locals[index], error === LazyNode.unset {
            let before = frame.pointee.remaining
            let value = definition.evaluate(frame)
            // A value cut short by the budget of one program says nothing to the next.
            guard frame.pointee.remaining >= 0 else { return value }
            frame.pointee.locals[index] = value
            frame.pointee.locals[index + 1] = .int(before &- frame.pointee.remaining)
            return value
        }
        if case .int(let cost) = frame.pointee.locals[index + 1] { spend(frame, cost) }
        return frame.pointee.locals[index]
    }
}

/// Notes the value of its part of the expression, for explanations.
final class TraceNode: Node, @unchecked Sendable {
    let id: Int
    let node: Node

    init(_ id: Int, _ node: Node) {
        self.id = id
        self.node = node
    }

    override func evaluate(_ frame: FramePointer) -> Value {
        let value = node.evaluate(frame)
        frame.pointee.trace?[id] = value
        return value
    }
}
