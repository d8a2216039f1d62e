import ArgumentParser
import CEL
import CELConformance
import SupervisionModel

/// `yushi cel eval`: the value of one expression.
struct CELEvaluateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "eval",
        abstract: "Evaluate an expression. 计算一个表达式。",
        discussion: """
            Ends with status 1 when the evaluation ends in an error and with status 2 when the expression is refused.
              yushi cel eval 'tx.amount > 1000 && tx.asset in ["USDT", "USDC"]' --bindings tx.json
            """)

    @Argument(help: "The expression.")
    var expression: String

    @Option(help: "JSON object of values by name; what has no declared type is dyn.")
    var bindings: String?

    @Option(name: .customLong("type-env"), help: "JSON array of variables with their types.")
    var typeEnvironment: String?

    @Flag(help: "One JSON object: {value, text, cost} or {error, cost}.")
    var json = false

    @Flag(help: "Also the value of every part of the expression that was evaluated.")
    var explain = false

    func run() throws {
        let command: ExpressionCommand
        do {
            command = try ExpressionCommand(
                bindings: try bindings.map(TextFile.read), typeEnvironment: try typeEnvironment.map(TextFile.read))
        } catch let error as ExpressionCommand.Failure {
            throw CommandFailure.badInput("\(error)")
        } catch let error as EnvironmentError {
            throw CommandFailure.badInput("\(error)")
        }
        let program: Program
        do {
            program = try command.environment.program(expression)
        } catch {
            throw CommandFailure.badInput(Self.report(error))
        }
        let activation = try command.environment.makeActivation(command.values)
        let outcome = program.evaluate(activation)
        let parts = explain ? program.explain(activation) : []
        if json { print(json: outcome, parts) } else { print(outcome, parts) }
        if case .error = outcome.value { throw CommandFailure.checkFailed }
    }

    private func print(_ outcome: Program.Outcome, _ parts: [Program.Explanation]) {
        StandardOutput.write(TerminalText.safe(outcome.value.description))
        for part in parts {
            StandardOutput.write("  \(TerminalText.safe(part.text))  =  \(TerminalText.safe(part.value.description))")
        }
    }

    private func print(json outcome: Program.Outcome, _ parts: [Program.Explanation]) {
        var object: JSONObject = ["cost": .integer(outcome.cost)]
        if case .error(let error) = outcome.value {
            object.set("error", to: ["code": .string(error.code.rawValue), "message": .string(error.message)])
        } else {
            object.set("text", to: .string(outcome.value.description))
            let bytes = Array((outcome.value.conformanceJSON ?? "null").utf8)
            if let value = try? JSONParser.parse(bytes, maximumBytes: 1 << 24) { object.set("value", to: value) }
        }
        if explain {
            object.set(
                "parts",
                to: .array(
                    parts.map {
                        [
                            "from": .integer(Int64($0.range.lowerBound)), "text": .string($0.text),
                            "to": .integer(Int64($0.range.upperBound)), "value": .string($0.value.description),
                        ]
                    }))
        }
        StandardOutput.write(.object(object))
    }

    private static func report(_ errors: CompileErrors) -> String {
        var lines: [String] = []
        for error in errors.errors {
            lines.append(error.description)
            lines.append("    " + error.snippet)
        }
        if errors.omitted > 0 { lines.append("and \(errors.omitted) more") }
        return TerminalText.lines(lines)
    }
}

extension TerminalText {
    /// Lines made safe one by one.
    static func lines(_ lines: [String]) -> String { lines.map(safe).joined(separator: "\n") }
}
