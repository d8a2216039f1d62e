import CEL

/// `asOf(table, key, time)`, `known(table, key, time)`, `validSince(table, key, time)`.
enum TableFunctions {
    private static let value = CELType.parameter("T")
    private static let table = CELType.opaque(TableValue.name, [value])

    static let declarations: [FunctionDeclaration] = [
        /// The value in force; without one the condition does not apply, as with an absent field.
        function("asOf", value) { table, row in
            row.map(table.value) ?? .failure(.noSuchField, "the table has no row for that key at that time")
        },
        /// Whether there is a value in force.
        function("known", .bool) { _, row in .bool(row != nil) },
        /// Since when the value in force is valid.
        function("validSince", .timestamp) { table, row in
            row.map(table.moment) ?? .failure(.noSuchField, "the table has no row for that key at that time")
        },
    ]

    private static func function(
        _ name: String, _ result: CELType, _ answer: @escaping @Sendable (TableValue, TableRow?) -> Value
    ) -> FunctionDeclaration {
        let overloads = [("string", CELType.string), ("entity", EntityValue.type)].map { kind, key in
            FunctionOverload(
                "\(name)_\(kind)", [table, key, .timestamp], result, cost: 2,
                body: .ternary { _, table, key, time in
                    guard case .opaque(let opaque) = table, let table = opaque as? TableValue else { return .null }
                    return answer(table, table.row(key, time))
                })
        }
        return FunctionDeclaration(name, overloads: overloads)
    }
}
