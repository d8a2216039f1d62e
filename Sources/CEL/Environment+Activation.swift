extension Environment {
    /// An activation with values by name, for embedding without slots of one's own.
    ///
    /// - Parameter values: names as declared; of two values for one name the last counts.
    /// - Throws: `EnvironmentError` for a name that is not a declared variable.
    public func makeActivation(_ values: [(name: String, value: Value)]) throws(EnvironmentError) -> Activation {
        let activation = Activation(slotCount: slotCount)
        for (name, value) in values {
            guard let variable = tables.variables[name] else {
                throw EnvironmentError(.unknownVariable, "there is no variable '\(name)'")
            }
            if variable.constant == nil { activation[variable.slot] = value }
        }
        return activation
    }
}
