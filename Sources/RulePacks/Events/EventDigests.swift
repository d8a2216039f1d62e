import ChainCrypto
import SupervisionModel

/// Digests of an event that its file does not give: derived from what it does give, so that reading twice is the same.
struct EventDigests {
    let block: Digest32
    let origin: Digest32

    /// - Parameter branch: how often the chain's blocks were removed before.
    init(type: EventType, position: Position, values: [FieldValue], branch: Int) {
        var value = EventDigests.text("yushi.file.block", position)
        value += Array("/\(branch)".utf8)
        let hash = EventDigests.digest(type, values, "hash")
        let ofBlock = type.name.utf8.elementsEqual("chain.block".utf8)
        block = ofBlock && hash != nil ? hash ?? .zero : EventDigests.sha256(value)
        if let txid = EventDigests.digest(type, values, "txid") {
            origin = txid
        } else if ofBlock {
            origin = block
        } else {
            let place = "/\(position.transaction)/\(position.index)/\(position.ruleTime.milliseconds)/\(type.name)/"
            var act = EventDigests.text("yushi.file.event", position) + Array(place.utf8)
            act += EventDigests.content(type, values)
            origin = EventDigests.sha256(act)
        }
    }

    private static func text(_ domain: String, _ position: Position) -> [UInt8] {
        Array("\(domain)/\(position.chain.text)/\(position.height)".utf8)
    }

    private static func digest(_ type: EventType, _ values: [FieldValue], _ field: String) -> Digest32? {
        guard let slot = type.payload.slot(of: field), slot < values.count, case .digest(let digest) = values[slot]
        else {
            return nil
        }
        return digest
    }

    /// Canonical JSON of the fields, with references by their canonical bytes.
    private static func content(_ type: EventType, _ values: [FieldValue]) -> [UInt8] {
        let writer = EventJSON(vocabulary: Vocabulary(), naming: HexNaming())
        return writer.json(.record(values), .record(type.payload))?.encode() ?? []
    }

    private struct HexNaming: EntityNaming {
        func text(of entity: EntityRef) -> String { Hex.encode(entity.canonicalBytes) }
    }

    private static func sha256(_ bytes: [UInt8]) -> Digest32 { Digest32(SHA256.hash(bytes).bytes) ?? .zero }
}
