import CEL

/// What conditions of rules can call beside the functions of the language.
enum RuleFunctions {
    /// - Parameter calendar: working days for `deadline`.
    static func declarations(calendar: WorkCalendar) -> [FunctionDeclaration] {
        TableFunctions.declarations + [TermFunctions.deadline(calendar)] + StatisticsFunctions.declarations
            + PersonalDataFunctions.declarations + [pair, link, conversions, texts]
    }

    /// `pair(a, b)`: one text for two parties whichever is named first, for keys that both directions share.
    private static let pair = FunctionDeclaration(
        "pair",
        FunctionOverload(
            "pair_entity_entity", [EntityValue.type, EntityValue.type], .string,
            body: .binary { _, first, second in
                guard case .opaque(let first) = first, case .opaque(let second) = second else { return .null }
                let texts = [first.text, second.text].sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
                return .string(joined(texts))
            }))

    /// `link(a, b)`: one text for two parties in that order, for tables about what the one is to the other.
    private static let link = FunctionDeclaration(
        "link",
        FunctionOverload(
            "link_entity_entity", [EntityValue.type, EntityValue.type], .string,
            body: .binary { _, first, second in
                guard case .opaque(let first) = first, case .opaque(let second) = second else { return .null }
                return .string(joined([first.text, second.text]))
            }))

    /// Texts with `|` between them; no two pairs of texts give the same one, whatever somebody calls himself.
    private static func joined(_ texts: [String]) -> String {
        texts.map { text in
            var escaped = ""
            for character in text.unicodeScalars {
                if character == "|" || character == "\\" { escaped.unicodeScalars.append("\\") }
                escaped.unicodeScalars.append(character)
            }
            return escaped
        }.joined(separator: "|")
    }

    /// `int(amount)`: minor units, for baselines over integers.
    private static let conversions = FunctionDeclaration(
        "int",
        FunctionOverload(
            "amount_to_int", [.amount], .int,
            body: .unary { _, amount in
                guard case .int(let units)? = FieldBridge.scalar(of: amount) else { return .null }
                return Int64(exactly: units).map { .int($0) } ?? .failure(.overflow, "the amount exceeds 64 bits")
            }))

    /// `string(entity)`: the reference as it is spelt.
    private static let texts = FunctionDeclaration(
        "string",
        FunctionOverload(
            "entity_to_string", [EntityValue.type], .string,
            body: .unary { _, entity in
                guard case .opaque(let entity) = entity else { return .null }
                return .string(entity.text)
            }))
}
