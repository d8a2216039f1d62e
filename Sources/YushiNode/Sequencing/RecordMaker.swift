import AuditLedger
import Persistence
import Supervision
import SupervisionModel
import TransparencyLog

/// Turns an input and what followed from it into a record with salted items. The same for writing and for replay.
struct RecordMaker {
    let builder: RecordBuilder
    let keys: SaltKeyStore

    func make(_ admitted: AdmittedInput, items: [ResultItem]) throws -> StoredRecord {
        let day = SaltKeyReference.day(Day(containing: admitted.time))
        let references = [day] + items.map { reference(of: $0.scope, day: day) }
        let salts = try keys.keys(for: references, at: admitted.sequence)
        guard salts.count == references.count, let dayKey = salts.first else {
            throw NodeError(.badKey, "record \(admitted.sequence): not every item has a key")
        }
        let payloads = items.map { $0.payload.encode() }
        let salted = zip(payloads, salts.dropFirst()).map { SaltedItem.payload($0, key: $1) }
        let output: RecordBuilder.Output
        var sealed: [UInt8]?
        if admitted.input.isSealed {
            let bytes = admitted.input.json.encode()
            sealed = bytes
            output = try builder.sealed(
                sequence: admitted.sequence, time: admitted.time, bytes: bytes, key: dayKey, items: salted,
                dayKey: dayKey)
        } else {
            output = try builder.open(
                sequence: admitted.sequence, time: admitted.time, input: admitted.input.json.object ?? [:],
                items: salted, dayKey: dayKey)
        }
        return StoredRecord(
            output, sealed: sealed,
            items: zip(items, payloads).map { item, payload in (subject: subject(of: item.scope), payload: payload) })
    }

    private func reference(of scope: ResultItem.Scope, day: SaltKeyReference) -> SaltKeyReference {
        switch scope {
        case .subject(let entity): .subject(entity)
        case .epoch: day
        }
    }

    private func subject(of scope: ResultItem.Scope) -> EntityRef? {
        guard case .subject(let entity) = scope else { return nil }
        return entity
    }
}
