public import CEL

/// Evaluates one expression over JSON bindings: what stands behind `yushi cel eval`.
public struct ExpressionCommand: Sendable {
    /// What the command found wrong with its input.
    public struct Failure: Error, Sendable, CustomStringConvertible {
        public let description: String
    }

    public let environment: Environment
    /// What is bound, in the order of the bindings.
    public let values: [(name: String, value: Value)]

    /// - Parameters:
    ///   - bindings: a JSON object, name to value. Integral numbers are `int`, others `double`, objects maps; a value may
    ///     also be in the suite's form, `{"t": "uint", "v": "1"}`.
    ///   - typeEnvironment: a JSON array of variables in the suite's form, `[{"name": "x", "kind": "variable",
    ///     "type": "int"}]`. What is bound but not declared is `dyn`.
    public init(bindings: [UInt8]?, typeEnvironment: [UInt8]?) throws {
        var variables: [(name: String, type: CELType)] = []
        for declaration in try Self.read(typeEnvironment, "the type environment")?.array ?? [] {
            guard let name = declaration["name"]?.string, declaration["kind"]?.string ?? "variable" == "variable",
                let type = declaration["type"].flatMap({ CELType(conformance: $0) })
            else {
                throw Failure(
                    description:
                        #"the type environment needs entries like {"name": "x", "kind": "variable", "type": "int"}"#)
            }
            variables.append((name, type))
        }
        let members = try Self.read(bindings, "the bindings")?.members ?? []
        for member in members where !variables.contains(where: { $0.name == member.key }) {
            variables.append((member.key, .dyn))
        }
        values = members.map { ($0.key, Value(conformance: $0.value) ?? Value(plain: $0.value)) }
        environment = try Environment(
            variables: variables.enumerated().map {
                VariableDeclaration($0.element.name, $0.element.type, slot: $0.offset)
            })
    }

    private static func read(_ bytes: [UInt8]?, _ what: String) throws(Failure) -> JSONText? {
        guard let bytes else { return nil }
        do throws(JSONText.Malformed) {
            return try JSONText(utf8: bytes)
        } catch {
            throw Failure(description: "\(what): \(error)")
        }
    }

    /// The value, or an error, and the cost; throws `CompileErrors` for a refused expression.
    public func evaluate(_ expression: String, parseOnly: Bool = false) throws -> Program.Outcome {
        let compiled = parseOnly ? try environment.parse(expression) : try environment.compile(expression)
        return try environment.plan(compiled).evaluate(try environment.makeActivation(values))
    }
}
