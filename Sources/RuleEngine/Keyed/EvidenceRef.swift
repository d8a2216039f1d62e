public import SupervisionModel

/// Where an event that an alert rests on can be found.
public struct EvidenceRef: Hashable, Sendable {
    public let position: Position
    public let block: Digest32
    /// Transaction id, or what `Event.origin` is for the type.
    public let origin: Digest32

    public init(position: Position, block: Digest32, origin: Digest32) {
        self.position = position
        self.block = block
        self.origin = origin
    }

    public init(_ event: Event) {
        self.init(position: event.position, block: event.block, origin: event.origin)
    }

    /// `{chain, height, block, tx, index}` (LEDGER.md D2); `tx` is left out for events of a whole block.
    public var json: JSONValue {
        var object: JSONObject = [
            "block": .string(block.hex), "chain": .string(position.chain.text), "height": JSONValue(position.height),
            "index": .integer(Int64(position.index)),
        ]
        if position.transaction != UInt32.max { object.set("tx", to: .integer(Int64(position.transaction))) }
        return .object(object)
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(position.ruleTime.milliseconds)
        writer.write(position.chain.text)
        writer.write(position.height)
        writer.write(UInt64(position.transaction))
        writer.write(UInt64(position.index))
        writer.write(block)
        writer.write(origin)
    }

    public init(from reader: inout ByteReader) throws(StateDecodingError) {
        let ruleTime = Timestamp(milliseconds: try reader.signed())
        let position = Position(
            ruleTime: ruleTime, chain: try reader.chain(), height: try reader.unsigned(),
            transaction: UInt32(truncatingIfNeeded: try reader.unsigned()),
            index: UInt32(truncatingIfNeeded: try reader.unsigned()))
        self.init(position: position, block: try reader.digest(), origin: try reader.digest())
    }
}
