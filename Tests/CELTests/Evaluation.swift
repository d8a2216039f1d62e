import CEL

/// What an expression without variables comes to, as text: `int 3`, `error no_such_key`, `refused CEL2001`.
func outcome(_ source: String, checked: Bool = true, libraries: Library = .all, budget: Int64 = 1_000_000) -> String {
    do {
        let environment = try Environment(libraries: libraries)
        let expression = checked ? try environment.compile(source) : try environment.parse(source)
        let program = try environment.plan(expression)
        let value = program.evaluate(Activation(slotCount: 1), budget: budget).value
        if let error = value.error { return "error \(error.code.rawValue)" }
        return "\(value.type.name) \(value)"
    } catch let error as CompileErrors {
        return "refused \(error.errors[0].code.rawValue)"
    } catch {
        return "\(error)"
    }
}
