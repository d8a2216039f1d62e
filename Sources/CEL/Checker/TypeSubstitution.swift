/// What the checker has learnt about its unknown types, and the rules by which one type fits another.
///
/// The rules are those of the reference checker: `dyn` fits everything, null fits what may be absent, unknowns take the
/// more general of the types they meet.
struct TypeSubstitution {
    private var bindings: [Int: CELType] = [:]
    /// What the bindings changed since the outermost `attempt` began were before, for taking them back.
    private var journal: [(index: Int, before: CELType?)] = []
    private var attempts = 0
    private var count = 0

    /// A new unknown.
    mutating func fresh() -> CELType {
        count += 1
        return .unknown(count)
    }

    /// `type` with what is known filled in.
    ///
    /// - Parameter freeAsDyn: whether unknowns without a type become `dyn`.
    func resolve(_ type: CELType, freeAsDyn: Bool) -> CELType {
        switch type {
        case .unknown:
            let last = head(type)
            guard case .unknown(let index) = last else { return last }
            if let bound = bindings[index] { return resolve(bound, freeAsDyn: freeAsDyn) }
            return freeAsDyn ? .dyn : last
        case .list(let element): return .list(resolve(element, freeAsDyn: freeAsDyn))
        case .map(let key, let value):
            return .map(resolve(key, freeAsDyn: freeAsDyn), resolve(value, freeAsDyn: freeAsDyn))
        case .type(let inner): return .type(inner.map { resolve($0, freeAsDyn: freeAsDyn) })
        case .opaque(let name, let parameters) where !parameters.isEmpty:
            return .opaque(name, parameters.map { resolve($0, freeAsDyn: freeAsDyn) })
        default: return type
        }
    }

    /// `type` with each of its named parameters replaced by an unknown, the same for the same name.
    mutating func instantiate(_ type: CELType, _ names: inout [String: CELType]) -> CELType {
        switch type {
        case .parameter(let name):
            if let known = names[name] { return known }
            let unknown = fresh()
            names[name] = unknown
            return unknown
        case .list(let element): return .list(instantiate(element, &names))
        case .map(let key, let value): return .map(instantiate(key, &names), instantiate(value, &names))
        case .type(let inner): return .type(inner.map { instantiate($0, &names) })
        case .opaque(let name, let parameters) where !parameters.isEmpty:
            return .opaque(name, parameters.map { instantiate($0, &names) })
        default: return type
        }
    }

    /// Whether a value of `actual` may be given where `expected` is wanted; unknowns are bound when it may.
    mutating func assign(_ actual: CELType, to expected: CELType) -> Bool {
        attempt { $0.fits(expected, actual) }
    }

    /// Takes back what was bound when `body` comes to nothing.
    private mutating func attempt(_ body: (inout TypeSubstitution) -> Bool) -> Bool {
        let mark = journal.count
        attempts += 1
        let isGood = body(&self)
        attempts -= 1
        if !isGood {
            while journal.count > mark {
                let (index, before) = journal.removeLast()
                bindings[index] = before
            }
        }
        if attempts == 0 { journal.removeAll(keepingCapacity: true) }
        return isGood
    }

    private mutating func set(_ index: Int, _ type: CELType) {
        journal.append((index, bindings[index]))
        bindings[index] = type
    }

    /// `assign` for a list of arguments, all or nothing.
    mutating func assign(_ actual: [CELType], to expected: [CELType]) -> Bool {
        guard actual.count == expected.count else { return false }
        return attempt { trial in
            for (index, type) in actual.enumerated() {
                guard trial.fits(expected[index], type) else { return false }
            }
            return true
        }
    }

    /// The type of a list or map whose entries have `first` and `second`.
    mutating func join(_ first: CELType?, _ second: CELType) -> CELType {
        guard let first else { return second }
        if assign(second, to: first) { return mostGeneral(first, second) }
        return .dyn
    }

    /// The last of a row of unknowns bound to unknowns; other types as they are.
    private func head(_ type: CELType) -> CELType {
        var type = type
        while case .unknown(let index) = type, case .unknown(let next)? = bindings[index] { type = .unknown(next) }
        return type
    }

    private mutating func fits(_ expected: CELType, _ actual: CELType) -> Bool {
        let expected = head(expected)
        let actual = head(actual)
        if case .unknown(let left) = expected, case .unknown(let right) = actual {
            if left == right { return true }
            if bindings[left] == nil, bindings[right] == nil {
                // The newer one follows the older one, so that rows of them stay short.
                set(max(left, right), .unknown(min(left, right)))
                return true
            }
        }
        if case .unknown(let index) = actual {
            let (isValid, wasBound) = bind(index, expected)
            if isValid { return true }
            if wasBound { return false }
        }
        if case .unknown(let index) = expected {
            return bind(index, actual).isValid
        }
        if expected.isDynamic || actual.isDynamic { return true }
        switch (expected, actual) {
        case (.null, .null): return true
        case (.null, let other), (let other, .null): return other.isNullable
        case (.wrapper(let left), .wrapper(let right)): return left == right
        case (.wrapper(let primitive), let other), (let other, .wrapper(let primitive)): return primitive == other
        case (.type(let left), .type(let right)):
            // Types of types always fit; what they have inside is learnt where it agrees.
            if let left, let right { _ = attempt { $0.fits(left, right) } }
            return true
        case (.list(let left), .list(let right)): return fits(left, right)
        case (.map(let leftKey, let leftValue), .map(let rightKey, let rightValue)):
            return fits(leftKey, rightKey) && fits(leftValue, rightValue)
        case (.opaque(let leftName, let left), .opaque(let rightName, let right)):
            guard leftName == rightName, left.count == right.count else { return false }
            for (index, parameter) in left.enumerated() {
                guard fits(parameter, right[index]) else { return false }
            }
            return true
        default: return expected == actual
        }
    }

    private mutating func bind(_ index: Int, _ type: CELType) -> (isValid: Bool, wasBound: Bool) {
        if case .unknown(index) = type { return (true, true) }
        if let bound = bindings[index] {
            if bound == type { return (true, true) }
            guard fits(type, bound) else { return (false, true) }
            let general = mostGeneral(type, bound)
            if !mentions(general, index) { set(index, general) }
            return (true, true)
        }
        guard !mentions(type, index), type.depth < 64 else { return (false, false) }
        set(index, type)
        return (true, false)
    }

    /// Whether the unknown occurs in `type`, followed through what is bound.
    private func mentions(_ type: CELType, _ index: Int) -> Bool {
        resolve(type, freeAsDyn: false).mentions(index)
    }

    /// The less specific of two types that fit each other.
    func mostGeneral(_ first: CELType, _ second: CELType) -> CELType {
        isEqualOrLessSpecific(first, second) ? first : second
    }

    private func isEqualOrLessSpecific(_ first: CELType, _ second: CELType) -> Bool {
        switch (first, second) {
        case (.dyn, _), (.any, _), (.unknown, _), (.parameter, _): true
        case (_, .dyn), (_, .any), (_, .unknown), (_, .parameter): false
        case (.wrapper, _): true
        case (.null, .null): true
        case (_, .null): first.isNullable
        case (.list(let left), .list(let right)): isEqualOrLessSpecific(left, right)
        case (.map(let leftKey, let leftValue), .map(let rightKey, let rightValue)):
            isEqualOrLessSpecific(leftKey, rightKey) && isEqualOrLessSpecific(leftValue, rightValue)
        case (.opaque(let leftName, let left), .opaque(let rightName, let right)):
            leftName == rightName && zip(left, right).allSatisfy { isEqualOrLessSpecific($0, $1) }
        case (.type, .type): true
        default: first == second
        }
    }
}

extension CELType {
    /// Whether null may stand for a value of the type (the reference checker's rule).
    var isNullable: Bool {
        switch self {
        case .wrapper, .structure, .opaque, .timestamp, .duration, .dyn, .any: true
        default: false
        }
    }
}
