public import SupervisionModel

/// Spells entity references: addresses in the text of their network, identifiers as they are.
public struct AddressNaming: EntityNaming {
    public init() {}

    public func text(of entity: EntityRef) -> String {
        switch entity {
        case .address(let address): address.text
        case .identifier(let scheme, let value): AddressNaming.prefix(of: scheme) + value
        }
    }

    /// What must stand before a value so that it is read as the same reference again.
    private static func prefix(of scheme: EntityScheme) -> String {
        switch scheme {
        case .idHash: "idhash:"
        case .bic: "bic:"
        case .account: "account:"
        case .address, .uscc, .lei, .did, .internal: ""
        }
    }
}
