import CEL
import SupervisionModel

/// What all rules of a set may speak of.
struct PlanContext: Sendable {
    let vocabulary: Vocabulary
    let listNames: [String]
    let tables: [TableDefinition]
    let calendar: WorkCalendar

    var layout: SlotLayout { SlotLayout(lists: listNames.count, tables: tables.count) }

    /// Lists and tables as variables.
    var shared: [VariableDeclaration] {
        var variables: [VariableDeclaration] = []
        for (index, name) in listNames.enumerated() {
            variables.append(VariableDeclaration("lists." + name, ListValue.type, slot: SlotLayout.list(index)))
        }
        for (index, table) in tables.enumerated() {
            let type = TableValue.type(of: table.valueType.celType)
            variables.append(VariableDeclaration("tables." + table.id, type, slot: layout.table(index)))
        }
        return variables
    }
}
