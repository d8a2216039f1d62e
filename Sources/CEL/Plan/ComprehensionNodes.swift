/// The range of a comprehension, ready to be walked through.
struct IterationRange {
    /// The first variable: element, index or key.
    let first: [Value]?
    /// The second variable: value.
    let second: [Value]?
    let count: Int

    init?(_ value: Value, hasSecond: Bool) {
        switch value {
        case .list(let list):
            (first, second, count) = hasSecond ? (nil, list, list.count) : (list, nil, list.count)
        case .map(let map):
            (first, second, count) = (map.keys, hasSecond ? map.values : nil, map.count)
        default: return nil
        }
    }
}

/// What the comprehensions share: walking through the range with variables set, each step charged.
class ComprehensionNode: Node, @unchecked Sendable {
    let range: Node
    let firstLocal: Int
    /// Negative when the macro has one variable.
    let secondLocal: Int

    init(_ range: Node, _ firstLocal: Int, _ secondLocal: Int) {
        self.range = range
        self.firstLocal = firstLocal
        self.secondLocal = secondLocal
    }

    /// Calls `step` for each element until it returns false. A value other than nil is why nothing was walked through
    /// or the walk was stopped.
    @inline(__always)
    final func forEach(_ frame: FramePointer, _ step: (FramePointer, Int) -> Bool) -> Value? {
        spend(frame)
        let value = range.evaluate(frame)
        guard let elements = IterationRange(value, hasSecond: secondLocal >= 0) else {
            if case .error = value { return value }
            return .noSuchOverload("comprehension", value)
        }
        for index in 0..<elements.count {
            guard frame.pointee.charge(1) else { return .budgetExceeded }
            frame.pointee.locals[firstLocal] = elements.first.map { $0[index] } ?? .int(Int64(index))
            if let second = elements.second { frame.pointee.locals[secondLocal] = second[index] }
            guard step(frame, index) else { break }
        }
        frame.pointee.locals[firstLocal] = .null
        if secondLocal >= 0 { frame.pointee.locals[secondLocal] = .null }
        return nil
    }
}

/// `range.all(x, condition)` and `range.exists(x, condition)`: an element that decides outweighs errors of others.
final class QuantifierNode: ComprehensionNode, @unchecked Sendable {
    let condition: Node
    /// What decides: a false condition for `all`, a true one for `exists`.
    let isAll: Bool

    init(_ range: Node, _ firstLocal: Int, _ secondLocal: Int, _ condition: Node, isAll: Bool) {
        self.condition = condition
        self.isAll = isAll
        super.init(range, firstLocal, secondLocal)
    }

    override func evaluate(_ frame: FramePointer) -> Value {
        switch truth(frame) {
        case .yes: .bool(true)
        case .no: .bool(false)
        case .failed: .error(frame.pointee.failure ?? .tooDeep)
        }
    }

    override func truth(_ frame: FramePointer) -> Truth {
        var failure: EvaluationError?
        var isDecided = false
        let stopped = forEach(frame) { frame, _ in
            switch condition.truth(frame) {
            case .yes: isDecided = !isAll
            case .no: isDecided = isAll
            case .failed: if failure == nil { failure = frame.pointee.failure }
            }
            return !isDecided
        }
        if let stopped { return Self.fail(frame, stopped) }
        if isDecided { return Truth(!isAll) }
        guard let failure else { return Truth(isAll) }
        frame.pointee.failure = failure
        return .failed
    }
}

/// `range.exists_one(x, condition)`: any error counts.
final class ExistsOneNode: ComprehensionNode, @unchecked Sendable {
    let condition: Node

    init(_ range: Node, _ firstLocal: Int, _ secondLocal: Int, _ condition: Node) {
        self.condition = condition
        super.init(range, firstLocal, secondLocal)
    }

    override func evaluate(_ frame: FramePointer) -> Value {
        var count = 0
        var failure: EvaluationError?
        let stopped = forEach(frame) { frame, _ in
            switch condition.truth(frame) {
            case .yes: count += 1
            case .no: break
            case .failed: failure = frame.pointee.failure
            }
            return failure == nil
        }
        if let stopped { return stopped }
        if let failure { return .error(failure) }
        return .bool(count == 1)
    }
}

/// `filter`, `map`, `transformList`: a new list.
final class CollectNode: ComprehensionNode, @unchecked Sendable {
    let condition: Node?
    /// `nil`: the element itself.
    let transform: Node?

    init(_ range: Node, _ firstLocal: Int, _ secondLocal: Int, _ condition: Node?, _ transform: Node?) {
        self.condition = condition
        self.transform = transform
        super.init(range, firstLocal, secondLocal)
    }

    override func evaluate(_ frame: FramePointer) -> Value {
        var result: [Value] = []
        var failure: Value?
        let stopped = forEach(frame) { frame, _ in
            switch condition?.truth(frame) {
            case .no: return true
            case .failed:
                failure = .error(frame.pointee.failure ?? .tooDeep)
                return false
            case .yes, nil: break
            }
            guard frame.pointee.charge(Cost.element) else {
                failure = .budgetExceeded
                return false
            }
            let value = transform.map { $0.evaluate(frame) } ?? frame.pointee.locals[firstLocal]
            if case .error = value {
                failure = value
                return false
            }
            result.append(value)
            return true
        }
        return stopped ?? failure ?? .list(result)
    }
}

/// `list.sortBy(x, key)`: the elements in the order of their keys.
final class SortByNode: ComprehensionNode, @unchecked Sendable {
    let key: Node

    init(_ range: Node, _ firstLocal: Int, _ secondLocal: Int, _ key: Node) {
        self.key = key
        super.init(range, firstLocal, secondLocal)
    }

    override func evaluate(_ frame: FramePointer) -> Value {
        var elements: [Value] = []
        var keys: [Value] = []
        var failure: Value?
        let stopped = forEach(frame) { frame, _ in
            guard frame.pointee.charge(2 * Cost.element) else {
                failure = .budgetExceeded
                return false
            }
            let value = key.evaluate(frame)
            if case .error = value {
                failure = value
                return false
            }
            elements.append(frame.pointee.locals[firstLocal])
            keys.append(value)
            return true
        }
        return stopped ?? failure ?? ListsLibrary.sorted(elements, by: keys, frame)
    }
}

/// `transformMap`, `transformMapEntry`: a new map.
final class CollectMapNode: ComprehensionNode, @unchecked Sendable {
    let condition: Node?
    let transform: Node
    /// Whether `transform` makes whole entries rather than values.
    let makesEntries: Bool

    init(
        _ range: Node, _ firstLocal: Int, _ secondLocal: Int, _ condition: Node?, _ transform: Node, makesEntries: Bool
    ) {
        self.condition = condition
        self.transform = transform
        self.makesEntries = makesEntries
        super.init(range, firstLocal, secondLocal)
    }

    override func evaluate(_ frame: FramePointer) -> Value {
        var entries: [(key: Value, value: Value)] = []
        var failure: Value?
        let stopped = forEach(frame) { frame, _ in
            switch condition?.truth(frame) {
            case .no: return true
            case .failed:
                failure = .error(frame.pointee.failure ?? .tooDeep)
                return false
            case .yes, nil: break
            }
            guard frame.pointee.charge(Cost.entry) else {
                failure = .budgetExceeded
                return false
            }
            let value = transform.evaluate(frame)
            if case .error = value {
                failure = value
                return false
            }
            guard makesEntries else {
                entries.append((frame.pointee.locals[firstLocal], value))
                return true
            }
            guard case .map(let made) = value else {
                failure = .noSuchOverload("transformMapEntry", value)
                return false
            }
            guard frame.pointee.charge(Cost.of(made.count, Cost.entry)) else {
                failure = .budgetExceeded
                return false
            }
            for (index, key) in made.keys.enumerated() { entries.append((key, made.values[index])) }
            return true
        }
        if let stopped = stopped ?? failure { return stopped }
        do throws(EvaluationError) {
            return .map(try MapValue(checking: entries))
        } catch {
            return .error(error)
        }
    }
}

/// `target.optMap(x, body)`, `target.optFlatMap(x, body)`
final class OptionalMapNode: Node, @unchecked Sendable {
    let target: Node
    let local: Int
    let body: Node
    let isFlat: Bool

    init(_ target: Node, _ local: Int, _ body: Node, isFlat: Bool) {
        self.target = target
        self.local = local
        self.body = body
        self.isFlat = isFlat
    }

    override func evaluate(_ frame: FramePointer) -> Value {
        spend(frame)
        let value = target.evaluate(frame)
        guard case .optional(let inner) = value else { return .noSuchOverload(isFlat ? "optFlatMap" : "optMap", value) }
        guard let inner else { return value }
        frame.pointee.locals[local] = inner
        let result = body.evaluate(frame)
        frame.pointee.locals[local] = .null
        switch result {
        case .error: return result
        case .optional where isFlat: return result
        default: return isFlat ? .noSuchOverload("optFlatMap", result) : .optional(result)
        }
    }
}
