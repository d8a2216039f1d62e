import CEL

/// What conditions of rules can call beside the functions of the language.
enum RuleFunctions {
    /// - Parameter calendar: working days for `deadline`.
    static func declarations(calendar: WorkCalendar) -> [FunctionDeclaration] {
        TableFunctions.declarations + [TermFunctions.deadline(calendar)] + StatisticsFunctions.declarations
            + PersonalDataFunctions.declarations + [pair]
    }

    /// `pair(a, b)`: one text for two parties whichever is named first, for keys that both directions share.
    private static let pair = FunctionDeclaration(
        "pair",
        FunctionOverload(
            "pair_entity_entity", [EntityValue.type, EntityValue.type], .string,
            body: .binary { _, first, second in
                guard case .opaque(let first) = first, case .opaque(let second) = second else { return .null }
                let texts = [first.text, second.text].sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
                return .string(texts.joined(separator: "|"))
            }))
}
