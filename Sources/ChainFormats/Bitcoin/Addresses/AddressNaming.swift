public import SupervisionModel

/// Spells entity references: addresses in the text of their network, identifiers as they are.
public struct AddressNaming: EntityNaming {
    public init() {}

    public func text(of entity: EntityRef) -> String {
        switch entity {
        case .address(let address): address.text
        case .identifier(_, let value): value
        }
    }
}
