/// The declarations of an environment by name.
final class EnvironmentTables: Sendable {
    let variables: [String: VariableDeclaration]
    let structTypes: [String: StructType]
    let functions: [String: [FunctionOverload]]
    /// Names that stand for types: `int`, `google.protobuf.Timestamp`, declared structures and opaque types.
    let types: [String: CELType]
    let libraries: Library
    let slotCount: Int

    init(
        _ variables: [VariableDeclaration], _ structTypes: [StructType], _ opaqueTypes: [OpaqueType],
        _ functions: [FunctionDeclaration], _ libraries: Library
    ) throws(EnvironmentError) {
        self.libraries = libraries
        var table: [String: VariableDeclaration] = [:]
        var slots = 0
        for variable in variables {
            guard table.updateValue(variable, forKey: variable.name) == nil else {
                throw EnvironmentError(.duplicate, "the variable '\(variable.name)' is declared twice")
            }
            guard (0...VariableDeclaration.maximumSlot).contains(variable.slot) else {
                throw EnvironmentError(
                    .slotOutOfRange, "the slot \(variable.slot) of '\(variable.name)' is out of range")
            }
            if variable.constant == nil { slots = max(slots, variable.slot + 1) }
        }
        self.variables = table
        slotCount = slots

        var structures: [String: StructType] = [:]
        var types = WellKnownTypes.names(libraries)
        for structure in structTypes {
            guard structures.updateValue(structure, forKey: structure.name) == nil, types[structure.name] == nil else {
                throw EnvironmentError(.duplicate, "the type '\(structure.name)' is declared twice")
            }
            types[structure.name] = .structure(structure.name)
        }
        self.structTypes = structures

        var overloads: [String: [FunctionOverload]] = StandardLibrary.overloads
        for declaration in Libraries.declarations(libraries) + functions {
            overloads[declaration.name, default: []] += declaration.overloads
        }
        for opaque in opaqueTypes {
            guard types.updateValue(.opaque(opaque.name, []), forKey: opaque.name) == nil else {
                throw EnvironmentError(.duplicate, "the type '\(opaque.name)' is declared twice")
            }
            if let member = opaque.memberType {
                overloads[Operator.member, default: []].append(
                    FunctionOverload("in_\(opaque.name)", [member, .opaque(opaque.name, [])], .bool))
            }
        }
        self.types = types
        self.functions = overloads
    }
}
