/// A parsed expression: nodes in one array, so that it is freed without recursion however deep it is.
struct SyntaxTree: Sendable {
    /// Index of a node in `nodes`.
    typealias NodeID = Int

    struct Node: Sendable {
        var kind: Kind
        /// First byte in the source.
        var start: Int
        /// One past the last byte in the source.
        var end: Int
        /// Height of the tree below, 1 for a leaf.
        var height: Int
    }

    indirect enum Kind: Sendable {
        case literal(Value)
        /// A name; a leading dot means "from the root, whatever is in scope".
        case identifier(String)
        /// `operand.field`, or `has(operand.field)` when `isTest`.
        case select(NodeID, field: String, isTest: Bool)
        /// `operand.?field`
        case optionalSelect(NodeID, field: String)
        /// Also operators, by their names in `Operator`.
        case call(String, target: NodeID?, [NodeID])
        /// `a && b && c`, `a || b || c`
        case logical(isAnd: Bool, [NodeID])
        case conditional(NodeID, NodeID, NodeID)
        case list([NodeID], isOptional: [Bool])
        case map([Entry])
        case structure(String, [FieldEntry])
        case comprehension(Comprehension)
        /// `cel.bind(name, value, body)`
        case bind(String, value: NodeID, body: NodeID)
        /// `target.optMap(name, body)`, `target.optFlatMap(name, body)` when `isFlat`
        case optionalMap(NodeID, name: String, body: NodeID, isFlat: Bool)
        /// `cel.block([values], body)`; value N is the name `@indexN`
        case block([NodeID], body: NodeID)
    }

    struct Entry: Sendable {
        var key: NodeID
        var value: NodeID
        var isOptional: Bool
    }

    struct FieldEntry: Sendable {
        var name: String
        var value: NodeID
        var isOptional: Bool
        var offset: Int
    }

    struct Comprehension: Sendable {
        enum Kind: Sendable {
            case all, exists, existsOne, map, filter, transformList, transformMap, transformMapEntry, sortBy
        }

        var kind: Kind
        var range: NodeID
        /// The element, or index or key when there are two.
        var first: String
        /// The value, when the macro takes two variables.
        var second: String?
        /// What is tested of each element; absent for an unconditional map.
        var condition: NodeID?
        /// What each element becomes.
        var transform: NodeID?
    }

    var nodes: [Node] = []
    var root: NodeID = 0

    subscript(id: NodeID) -> Node { nodes[id] }

    /// `a.b.c` when the node is a chain of plain selects on a name.
    func qualifiedName(_ id: NodeID) -> String? {
        switch nodes[id].kind {
        case .identifier(let name): name
        case .select(let operand, let field, false): qualifiedName(operand).map { "\($0).\(field)" }
        default: nil
        }
    }
}

/// The names under which operators are functions (cel-spec, "List of Standard Definitions").
enum Operator {
    static let add = "_+_"
    static let subtract = "_-_"
    static let multiply = "_*_"
    static let divide = "_/_"
    static let modulo = "_%_"
    static let negate = "-_"
    static let not = "!_"
    static let equal = "_==_"
    static let notEqual = "_!=_"
    static let less = "_<_"
    static let lessOrEqual = "_<=_"
    static let greater = "_>_"
    static let greaterOrEqual = "_>=_"
    static let index = "_[_]"
    static let optionalIndex = "_[?_]"
    static let member = "@in"

    /// The operator as written, for messages.
    static func text(_ name: String) -> String {
        switch name {
        case negate: "-"
        case not: "!"
        case index: "[]"
        case optionalIndex: "[?]"
        case member: "in"
        default:
            name.hasPrefix("_") && name.hasSuffix("_") && name.utf8.count > 2
                ? String(name.dropFirst().dropLast()) : name
        }
    }
}
