/// `variable.field.field…`, the most frequent of all: variable, then fields by slot, in one step.
///
/// As long as the structures are `StoredStructValue`s nothing but the last value is copied.
final class PathNode: Node, @unchecked Sendable {
    struct Step: Sendable {
        let type: StructType.Storage
        let slot: Int
        let name: String
    }

    let variable: Int
    /// Whether the variable is one bound inside the expression.
    let isLocal: Bool
    let steps: [Step]
    private let first: Step
    private let rest: [Step]

    init(_ variable: Int, isLocal: Bool, _ first: Step, _ rest: [Step]) {
        self.variable = variable
        self.isLocal = isLocal
        self.first = first
        self.rest = rest
        steps = [first] + rest
    }

    /// The path with one more step.
    func appending(_ step: Step) -> PathNode { PathNode(variable, isLocal: isLocal, first, rest + [step]) }

    override func evaluate(_ frame: FramePointer) -> Value {
        spend(frame, Int64(1 &+ steps.count))
        let base = (isLocal ? frame.pointee.locals : frame.pointee.slots) + variable
        guard case .structure(let structure) = base.pointee, structure.type.storage === first.type else {
            return walk(base.pointee)
        }
        guard let stored = structure.stored else { return walk(base.pointee) }
        var field = stored + first.slot
        for step in rest {
            guard case .structure(let inner)? = field.pointee, inner.type.storage === step.type,
                let stored = inner.stored
            else { return walk(base.pointee) }
            field = stored + step.slot
        }
        return field.pointee ?? walk(base.pointee)
    }

    /// The same for structures of other kinds, absent fields, errors and wrong types.
    @inline(never)
    private func walk(_ value: Value) -> Value {
        var value = value
        for step in steps {
            guard case .structure(let structure) = value, structure.type.storage === step.type else {
                value = Selection.field(value, step.name, MapKey(step.name))
                if case .error = value { return value }
                continue
            }
            value = Selection.field(structure, slot: step.slot)
            if case .error = value { return value }
        }
        return value
    }
}
