import CEL
import SupervisionModel

/// A reference to an entity inside a condition. Equal by its bytes; its text is spelt only when a condition asks for it.
///
/// `@unchecked Sendable`: belongs to one `Evaluator`, which belongs to one thread.
final class EntityValue: OpaqueValue, @unchecked Sendable {
    static let declaration = OpaqueType("entity")
    static let type = CELType.opaque("entity", [])

    let entity: EntityRef
    private let naming: any EntityNaming
    private var spelt: String?

    init(_ entity: EntityRef, naming: any EntityNaming) {
        self.entity = entity
        self.naming = naming
        super.init()
    }

    override var typeName: String { "entity" }
    /// Spelt once: an address costs a digest.
    override var text: String {
        if let spelt { return spelt }
        let text = naming.text(of: entity)
        spelt = text
        return text
    }

    override func isEqual(to other: OpaqueValue) -> Bool {
        guard let other = other as? EntityValue else { return false }
        return entity == other.entity
    }
}
