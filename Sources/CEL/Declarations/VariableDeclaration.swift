/// A name that expressions may read, its type, and where its value is found.
public struct VariableDeclaration: Sendable {
    /// The full name, dots included: `params.lenders`.
    public var name: String
    public var type: CELType
    /// Position of the value in the activation; at most `VariableDeclaration.maximumSlot`.
    public var slot: Int
    /// A value known when the expression is planned. It is folded in and the slot is never read.
    public var constant: Value?

    /// The largest slot a variable may have.
    public static let maximumSlot = 65_535

    public init(_ name: String, _ type: CELType, slot: Int) {
        self.name = name
        self.type = type
        self.slot = slot
        constant = nil
    }

    /// A constant, such as a parameter of a rule.
    public init(_ name: String, _ type: CELType, constant: Value) {
        self.name = name
        self.type = type
        slot = 0
        self.constant = constant
    }
}
