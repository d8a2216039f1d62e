/// What the checker has learnt about its unknown types, and the rules by which one type fits another.
///
/// The rules are those of the reference checker: `dyn` fits everything, null fits what may be absent, unknowns take the
/// more general of the types they meet.
struct TypeSubstitution {
    private var bindings: [Int: CELType] = [:]
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
        case .unknown(let index):
            if let bound = bindings[index] { return resolve(bound, freeAsDyn: freeAsDyn) }
            return freeAsDyn ? .dyn : type
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
        var trial = self
        guard trial.fits(expected, actual) else { return false }
        self = trial
        return true
    }

    /// `assign` for a list of arguments, all or nothing.
    mutating func assign(_ actual: [CELType], to expected: [CELType]) -> Bool {
        guard actual.count == expected.count else { return false }
        var trial = self
        for (index, type) in actual.enumerated() {
            guard trial.fits(expected[index], type) else { return false }
        }
        self = trial
        return true
    }

    /// The type of a list or map whose entries have `first` and `second`.
    mutating func join(_ first: CELType?, _ second: CELType) -> CELType {
        guard let first else { return second }
        if assign(second, to: first) { return mostGeneral(first, second) }
        return .dyn
    }

    private mutating func fits(_ expected: CELType, _ actual: CELType) -> Bool {
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
            if let left, let right {
                var trial = self
                if trial.fits(left, right) { self = trial }
            }
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
            if !mentions(general, index) { bindings[index] = general }
            return (true, true)
        }
        guard !mentions(type, index), type.depth < 64 else { return (false, false) }
        bindings[index] = type
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
