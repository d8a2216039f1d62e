import RuleEngine
import RulePacks
import SupervisionModel

extension RuleTestReport {
    /// One result as a line for scripts.
    func json(_ result: RuleTestResult) -> JSONValue {
        var object: JSONObject = [
            "column": .integer(Int64(result.test.location.column)), "file": .string(result.test.location.file),
            "line": .integer(Int64(result.test.location.line)), "name": .string(result.test.name),
            "passed": .bool(result.hasPassed), "rule": .string(result.test.rule),
        ]
        if !result.hasPassed { object.set("problems", to: .array(differences(result).map { .string($0) })) }
        return .object(object)
    }
}
