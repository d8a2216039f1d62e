import RuleEngine
public import SupervisionModel

/// Reads what transactions say in the words of a vocabulary: a JSON object with `type`, the fields of that type and, where
/// they are needed, `time` (business time), `jurisdiction` and `payload` (fields whose names stand for something else).
///
/// Where an event stands is for its block to say; what the vocabulary does not know is left out. Pure: the same object at
/// the same place is the same event.
public struct TransactionEventReader {
    /// Where a transaction's event stands.
    public struct Place: Sendable {
        public let position: Position
        public let block: Digest32
        /// Id of the transaction.
        public let origin: Digest32
        /// The block's own time.
        public let time: Timestamp

        public init(position: Position, block: Digest32, origin: Digest32, time: Timestamp) {
            self.position = position
            self.block = block
            self.origin = origin
            self.time = time
        }
    }

    private let vocabulary: Vocabulary
    private let entities: EntityReader
    private static let location = SourceLocation(file: "transaction", line: 1, column: 1)

    public init(vocabulary: Vocabulary, entities: EntityReader) {
        self.vocabulary = vocabulary
        self.entities = entities
    }

    /// The event of an object.
    ///
    /// - Throws: `LoadFailure` with everything wrong with it: an undeclared type, a type that only the node may speak of, a
    ///   value that is not of its field's type.
    public func event(_ value: JSONValue, at place: Place) throws(LoadFailure) -> Event {
        let diagnostics = Diagnostics()
        guard var mapping = YAMLMapping(YAMLNode(value, at: Self.location), "an event", diagnostics) else {
            throw LoadFailure(diagnostics.errors)
        }
        let typeNode = mapping.required("type")
        let typeName = typeNode.flatMap { diagnostics.text($0, "type") }
        let time = mapping.optional("time").flatMap { diagnostics.time($0, "time") }
        let jurisdiction = mapping.optional("jurisdiction").flatMap { diagnostics.text($0, "jurisdiction") }
        guard let typeName, let index = vocabulary.index(of: typeName), Self.isSpoken(vocabulary[index]) else {
            _ = mapping.takeUnread()
            if let typeName { diagnostics.report(.unknownEventType, at: Self.location, [typeName]) }
            throw LoadFailure(diagnostics.errors)
        }
        let type = vocabulary[index]
        var entries: [YAMLNode.Entry] = []
        if let payload = mapping.optional("payload") {
            if case .scalar = payload.content, type.payload.slot(of: "payload") != nil {
                entries = [YAMLNode.Entry(key: "payload", keyLocation: payload.location, value: payload)]
            } else if var inner = YAMLMapping(payload, "payload", diagnostics) {
                entries = inner.all()
            }
        }
        let reader = reader(diagnostics, chain: place.position.chain)
        let fields = reader.fields(entries + mapping.takeUnread(), of: type.payload)
        guard diagnostics.errors.isEmpty, let fields else { throw LoadFailure(diagnostics.errors) }
        return Event(
            type: index, position: place.position, block: place.block, origin: place.origin, time: time ?? place.time,
            fields: fields, jurisdiction: jurisdiction ?? "")
    }

    private func reader(_ diagnostics: Diagnostics, chain: ChainID) -> FieldValueReader {
        var reader = FieldValueReader(diagnostics: diagnostics, entities: entities)
        reader.chain = chain
        // Fields nobody declared do not spoil the rest.
        reader.notices = Diagnostics()
        return reader
    }

    /// Whether a participant may speak of events of that type: what the node itself sees is not his to tell.
    private static func isSpoken(_ type: EventType) -> Bool {
        type.timeSource == .chain
            && !["chain.block", "chain.conflictingSpend"].contains { $0.utf8.elementsEqual(type.name.utf8) }
    }
}
