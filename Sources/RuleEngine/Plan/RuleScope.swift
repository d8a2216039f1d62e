import CEL
import SupervisionModel

/// What some expressions of a rule may speak of, growing as names are declared.
struct RuleScope {
    /// An expression that has been checked and planned, and what it reads.
    struct Compiled {
        let program: Program
        let type: CELType
        /// Names of variables.
        let variables: [String]
        /// `type.field`.
        let fields: [String]

        func reads(_ name: String) -> Bool { variables.contains { $0.utf8.elementsEqual(name.utf8) } }
    }

    private let rule: String
    private let context: PlanContext
    private var variables: [VariableDeclaration] { didSet { memo = EnvironmentMemo() } }
    private var structTypes: [StructType] = [FieldBridge.money] { didSet { memo = EnvironmentMemo() } }
    private var memo = EnvironmentMemo()

    /// Expressions between two declarations speak of the same things: what they may name is put together once.
    private final class EnvironmentMemo {
        var environment: Environment?
    }

    /// - Parameters:
    ///   - rule: named in errors.
    ///   - parameters: constants of the rule.
    init(rule: String, parameters: [Parameter], context: PlanContext) {
        self.rule = rule
        self.context = context
        variables = context.shared
        for parameter in parameters {
            let (type, value) = RuleScope.constant(parameter.value)
            variables.append(VariableDeclaration("params." + parameter.name, type, constant: value))
        }
    }

    private static func constant(_ value: Parameter.Value) -> (CELType, Value) {
        switch value {
        case .bool(let value): (.bool, .bool(value))
        case .int(let value): (.int, .int(value))
        case .string(let value): (.string, .string(value))
        case .duration(let value): (.duration, FieldBridge.value(of: value))
        case .amount(let value): (.amount, FieldBridge.amount(of: value))
        }
    }

    // MARK: Declarations

    /// Makes an event readable under a name.
    mutating func declare(event name: String, _ type: EventType, slot: Int) {
        declareShape(of: type)
        variables.append(VariableDeclaration(name, .structure(type.name), slot: slot))
    }

    /// Makes a list of events readable under a name.
    mutating func declare(events name: String, _ type: EventType, slot: Int) {
        declareShape(of: type)
        variables.append(VariableDeclaration(name, .list(.structure(type.name)), slot: slot))
    }

    /// Makes a value readable for the expressions after it.
    mutating func declare(_ name: String, _ type: CELType, slot: Int) {
        variables.append(VariableDeclaration(name, type, slot: slot))
    }

    func isDeclared(_ name: String) -> Bool {
        variables.contains { $0.name.utf8.elementsEqual(name.utf8) }
    }

    mutating func declare(shape: StructType) {
        if !structTypes.contains(where: { $0.name == shape.name }) { structTypes.append(shape) }
    }

    private mutating func declareShape(of type: EventType) {
        declare(shape: EventValue.structType(of: type))
        for field in type.payload.fields { declareRecords(in: field.type) }
    }

    private mutating func declareRecords(in type: FieldType) {
        switch type.stored {
        case .list(let element): declareRecords(in: element)
        case .record(let record):
            declare(shape: FieldBridge.structType(of: record))
            for field in record.fields { declareRecords(in: field.type) }
        default: break
        }
    }

    // MARK: Compiling

    /// Checks and plans an expression.
    /// - Parameter expected: the type it must have, `nil` for any.
    func compile(_ expression: RuleExpression, _ expected: CELType?) throws(PlanErrors) -> Compiled {
        let environment = try environment(for: expression)
        let checked: CheckedExpression
        do throws(CompileErrors) {
            checked = try environment.compile(expression.text)
        } catch {
            throw PlanErrors(error.errors.map { planError($0, expression) })
        }
        if let expected, checked.type != expected, checked.type != .dyn {
            throw PlanErrors([
                PlanError(
                    code: .wrongType, rule: rule, message: "expected \(expected), found \(checked.type)",
                    location: expression.location, expression: expression)
            ])
        }
        do throws(CompileErrors) {
            return Compiled(
                program: try environment.plan(checked), type: checked.type, variables: checked.variables,
                fields: checked.fields)
        } catch {
            throw PlanErrors(error.errors.map { planError($0, expression) })
        }
    }

    private func environment(for expression: RuleExpression) throws(PlanErrors) -> Environment {
        if let known = memo.environment { return known }
        var options = EnvironmentOptions()
        options.allowDoubles = false
        do throws(EnvironmentError) {
            let environment = try Environment(
                variables: variables, structTypes: structTypes,
                opaqueTypes: [EntityValue.declaration, ListValue.declaration, TableValue.declaration],
                functions: RuleFunctions.declarations(calendar: context.calendar), options: options)
            memo.environment = environment
            return environment
        } catch {
            throw PlanErrors([
                PlanError(code: .wrongType, rule: rule, message: error.description, location: expression.location)
            ])
        }
    }

    private func planError(_ error: CompileError, _ expression: RuleExpression) -> PlanError {
        let start = expression.location
        let location = SourceLocation(
            file: start.file, line: start.line + error.line - 1,
            column: error.line == 1 ? start.column + error.column - 1 : error.column)
        return PlanError(
            code: .init(rawValue: error.code.rawValue), rule: rule, message: error.message, location: location,
            suggestion: error.suggestion, expression: expression)
    }
}
