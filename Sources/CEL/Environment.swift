/// What expressions may speak of: variables, types, functions, libraries. The entry to the library.
///
/// ```swift
/// let environment = try Environment(
///     variables: [VariableDeclaration("tx", .structure("transaction"), slot: 0)],
///     structTypes: [StructType(name: "transaction", fields: [.init("asset", .string), .init("amount", .int)])])
/// let expression = try environment.compile("tx.asset == 'USDT' && tx.amount > 1000")   // parses and checks
/// let program = try environment.plan(expression)
/// let activation = Activation(slotCount: environment.slotCount)
/// activation[0] = .structure(transaction)
/// let outcome = program.evaluate(activation, budget: 10_000)                            // outcome.value, outcome.cost
/// ```
///
/// An environment is immutable and cheap to copy; so are expressions and programs. All of them are `Sendable`; only an
/// `Activation` belongs to one thread.
public struct Environment: Sendable {
    let tables: EnvironmentTables
    /// The namespace in which names are looked up first: in `a.b`, the name `x` means `a.b.x`, then `a.x`, then `x`.
    public let container: String
    public let options: EnvironmentOptions

    /// Declares everything at once.
    ///
    /// - Parameters:
    ///   - variables: names with types and slots; a name with dots is one name, and `a.b` in an expression finds it.
    ///   - structTypes: structures whose fields have slots; values are `StructValue`s.
    ///   - opaqueTypes: types of the host; values are `OpaqueValue`s.
    ///   - functions: functions of the host, beside those of the libraries.
    ///   - libraries: which libraries are switched on.
    ///   - container: the namespace of the expressions, empty for none.
    ///   - options: limits and prohibitions.
    /// - Throws: `EnvironmentError` when two declarations contradict each other.
    public init(
        variables: [VariableDeclaration] = [],
        structTypes: [StructType] = [],
        opaqueTypes: [OpaqueType] = [],
        functions: [FunctionDeclaration] = [],
        libraries: Library = .all,
        container: String = "",
        options: EnvironmentOptions = EnvironmentOptions()
    ) throws(EnvironmentError) {
        tables = try EnvironmentTables(variables, structTypes, opaqueTypes, functions, libraries)
        self.container = container
        self.options = options
    }

    /// Number of slots an activation of this environment needs: the highest slot of a variable + 1.
    public var slotCount: Int { tables.slotCount }

    /// A declared structure type.
    public func structType(named name: String) -> StructType? { tables.structTypes[name] }
}

/// Prohibitions and limits of an environment.
public struct EnvironmentOptions: Sendable {
    public var limits = EnvironmentLimits()
    /// When false, a double literal or anything of type double is a compile error: for rules about money.
    public var allowDoubles = true
    /// When false, macros (`has`, `all`, `map`, …) are ordinary calls.
    public var allowMacros = true

    public init() {}
}
