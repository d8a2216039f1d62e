import CEL
import SupervisionModel

/// What the expressions of one rule may speak of, growing as `let` declares names.
struct RuleScope {
    private let rule: Rule
    private let listCount: Int
    private var variables: [VariableDeclaration]
    private let structTypes: [StructType]
    private var nextSlot: Int
    /// Type of the expression compiled last.
    private(set) var lastType = CELType.dyn
    private(set) var readsTransferInputs = false

    /// - Parameter eventName: what the rule calls its event; `nil` where only names and parameters are in scope.
    init(rule: Rule, vocabulary: Vocabulary, listNames: [String], eventName: String?, eventType: EventType?) {
        self.rule = rule
        listCount = listNames.count
        nextSlot = SlotLayout.firstName(lists: listNames.count)
        var variables: [VariableDeclaration] = []
        var structTypes: [StructType] = [FieldBridge.money]
        if let eventName, let eventType {
            variables.append(VariableDeclaration(eventName, .structure(eventType.name), slot: SlotLayout.event))
            structTypes.append(EventValue.structType(of: eventType))
            for field in eventType.payload.fields { RuleScope.gatherRecords(field.type, &structTypes) }
        }
        for (index, name) in listNames.enumerated() {
            variables.append(VariableDeclaration("lists." + name, ListValue.type, slot: SlotLayout.firstList + index))
        }
        for parameter in rule.parameters {
            let (type, value) = RuleScope.constant(parameter.value)
            variables.append(VariableDeclaration("params." + parameter.name, type, constant: value))
        }
        self.variables = variables
        self.structTypes = structTypes
    }

    private static func gatherRecords(_ type: FieldType, _ structTypes: inout [StructType]) {
        switch type.stored {
        case .list(let element): gatherRecords(element, &structTypes)
        case .record(let record):
            if !structTypes.contains(where: { $0.name == record.name }) {
                structTypes.append(FieldBridge.structType(of: record))
            }
        default: break
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

    /// Makes a name readable for the expressions after it.
    mutating func declare(_ name: String, _ type: CELType, _ source: PlannedName.Source) -> PlannedName {
        let planned = PlannedName(name: name, type: type, slot: nextSlot, source: source)
        variables.append(VariableDeclaration(name, type, slot: nextSlot))
        nextSlot += 1
        return planned
    }

    /// Checks and plans an expression.
    /// - Parameter expected: the type it must have, `nil` for any.
    mutating func compile(_ expression: RuleExpression, _ expected: CELType?) throws(PlanErrors) -> Program {
        let environment = try environment(for: expression)
        let checked: CheckedExpression
        do throws(CompileErrors) {
            checked = try environment.compile(expression.text)
        } catch {
            throw PlanErrors(error.errors.map { planError($0, expression) })
        }
        lastType = checked.type
        if checked.fields.contains("transfer.inputs") { readsTransferInputs = true }
        if let expected, checked.type != expected, checked.type != .dyn {
            throw PlanErrors([
                PlanError(
                    code: .wrongType, rule: rule.id, message: "expected \(expected), found \(checked.type)",
                    location: expression.location)
            ])
        }
        do throws(CompileErrors) {
            return try environment.plan(checked)
        } catch {
            throw PlanErrors(error.errors.map { planError($0, expression) })
        }
    }

    private func environment(for expression: RuleExpression) throws(PlanErrors) -> Environment {
        var options = EnvironmentOptions()
        options.allowDoubles = false
        do throws(EnvironmentError) {
            return try Environment(
                variables: variables, structTypes: structTypes,
                opaqueTypes: [EntityValue.declaration, ListValue.declaration], options: options)
        } catch {
            throw PlanErrors([
                PlanError(
                    code: .wrongType, rule: rule.id, message: error.description, location: expression.location)
            ])
        }
    }

    private func planError(_ error: CompileError, _ expression: RuleExpression) -> PlanError {
        let start = expression.location
        let location = SourceLocation(
            file: start.file, line: start.line + error.line - 1,
            column: error.line == 1 ? start.column + error.column - 1 : error.column)
        return PlanError(
            code: .init(rawValue: error.code.rawValue), rule: rule.id, message: error.message, location: location,
            suggestion: error.suggestion)
    }
}
