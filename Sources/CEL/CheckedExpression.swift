/// A parsed, usually checked expression.
public struct CheckedExpression: Sendable {
    let sourceText: SourceText
    let tree: SyntaxTree
    /// The type of every node; `nil` when the expression was only parsed.
    let types: [CELType]?
    let reads: Reads

    init(source: SourceText, tree: SyntaxTree, types: [CELType]?, reads: Reads) {
        sourceText = source
        self.tree = tree
        self.types = types
        self.reads = reads
    }

    /// The text it was parsed from.
    public var source: String { sourceText.text(0..<sourceText.bytes.count) }

    /// The type of its value; `dyn` when it was only parsed.
    public var type: CELType { types?[tree.root] ?? .dyn }

    /// Whether types were checked.
    public var isChecked: Bool { types != nil }

    /// Full names of the declared variables it reads, sorted; empty when it was only parsed.
    public var variables: [String] { reads.variables.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }

    /// The fields of declared structures it reads or tests, as `type.field`, sorted; empty when it was only parsed.
    public var fields: [String] { reads.fields.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }
}

/// The names an expression reads, gathered by the checker.
struct Reads: Sendable {
    var variables: Set<String> = []
    var fields: Set<String> = []
}
