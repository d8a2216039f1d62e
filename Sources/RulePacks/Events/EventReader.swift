import ChainCrypto
import RuleEngine
import SupervisionModel

/// Reads steps from their neutral form: what a JSON line and a YAML step have in common.
struct EventReader {
    /// Where events come from, and so how strictly they are taken.
    enum Source {
        /// A rule's test: whatever its author wrote and the vocabulary does not know is an error.
        case test
        /// A file of a platform: what the vocabulary does not know is kept or noted, what no chain can have is refused.
        case file(notices: Diagnostics)
    }

    let vocabulary: Vocabulary
    private let source: Source
    private var fields: FieldValueReader
    private var timeline = EventTimeline()

    private var diagnostics: Diagnostics { fields.diagnostics }

    init(vocabulary: Vocabulary, entities: EntityReader, diagnostics: Diagnostics, source: Source = .test) {
        self.vocabulary = vocabulary
        self.source = source
        fields = FieldValueReader(diagnostics: diagnostics, entities: entities)
        if case .file(let notices) = source { fields.notices = notices }
    }

    private var isFile: Bool {
        if case .file = source { true } else { false }
    }

    /// The key under which the source says when something happened.
    private var timeKey: String { isFile ? "time" : "at" }

    // MARK: Steps

    mutating func remove(_ node: YAMLNode) -> EventStep? {
        guard let (chain, height) = place(node, "remove") else { return nil }
        timeline.remove(chain: chain, from: height)
        return .remove(chain: chain, height: height)
    }

    func final(_ node: YAMLNode) -> EventStep? {
        place(node, "final").map { .final(chain: $0.0, height: $0.1) }
    }

    func tick(_ node: YAMLNode) -> EventStep? { moment(node, "tick").map { .tick($0) } }

    private func place(_ node: YAMLNode, _ name: String) -> (ChainID, UInt64)? {
        guard var mapping = YAMLMapping(node, name, diagnostics) else { return nil }
        let chain = mapping.required("chain").flatMap { self.chain($0) }
        let height = mapping.required("height").flatMap { self.height($0) }
        mapping.finish()
        guard let chain, let height else { return nil }
        return (chain, height)
    }

    /// - Parameter delay: added to the time, for events that a test repeats.
    mutating func event(
        typeName: String, at location: SourceLocation, _ mapping: YAMLMapping, delay: Interval = .zero
    ) -> EventStep? {
        var mapping = mapping
        let before = diagnostics.errors.count
        guard let index = vocabulary.index(of: typeName) else {
            return undeclared(typeName, at: location, &mapping)
        }
        let type = vocabulary[index]
        let chain = mapping.required("chain").flatMap { self.chain($0) }
        let height = mapping.optional("height").flatMap { self.height($0) }
        let transaction = mapping.optional("tx").flatMap { small($0, "tx") }
        let eventIndex = mapping.optional("index").flatMap { small($0, "index") }
        let time = mapping.required(timeKey).flatMap { moment($0, timeKey) }?.advanced(by: delay)
        let ruleTime = mapping.optional("ruleTime").flatMap { moment($0, "ruleTime") }
        let isFinal = mapping.optional("final").flatMap { diagnostics.bool($0, "final") } ?? false
        let jurisdiction = mapping.optional("jurisdiction").flatMap { diagnostics.text($0, "jurisdiction") }
        let block = mapping.optional("blockHash").flatMap { digest($0, "blockHash") }
        let origin = mapping.optional("origin").flatMap { digest($0, "origin") }
        // `chain.block` has the moment of arrival among its own fields.
        let observed =
            type.payload.slot(of: "observed") == nil
            ? mapping.optional("observed").flatMap { moment($0, "observed") } : nil
        var entries: [YAMLNode.Entry] = []
        if let payload = mapping.optional("payload") {
            if case .scalar = payload.content, type.payload.slot(of: "payload") != nil {
                // `data.published` has a text of that name.
                entries = [YAMLNode.Entry(key: "payload", keyLocation: payload.location, value: payload)]
            } else if var inner = YAMLMapping(payload, "payload", diagnostics) {
                entries = inner.all()
            }
        }
        let others = mapping.takeUnread()
        for entry in others where entries.contains(where: { $0.key.utf8.elementsEqual(entry.key.utf8) }) {
            diagnostics.report(.duplicateKey, at: entry.keyLocation, [entry.key])
        }
        // Chains of tests are names only; their addresses are read as those of lists are.
        fields.chain = isFile ? chain : nil
        let values = fields.fields(entries + others, of: type.payload)
        guard diagnostics.errors.count == before, let chain, let time, let values else { return nil }
        let place = timeline.place(
            chain: chain, type: type, time: time, ruleTime: ruleTime, height: height, transaction: transaction,
            index: eventIndex)
        if place.isTaken {
            let position = place.position
            diagnostics.report(
                .duplicatePosition, at: location,
                ["\(position.chain.text)/\(position.height)/\(position.transaction)/\(position.index)"])
            return nil
        }
        let position = place.position
        let identity = EventDigests(type: type, position: position, values: values, branch: timeline.branch(of: chain))
        let event = Event(
            type: index, position: position, block: block ?? identity.block, origin: origin ?? identity.origin,
            time: time, fields: values, jurisdiction: jurisdiction ?? "")
        return .event(FileEvent(event: event, isFinal: isFinal, observed: observed, jurisdiction: jurisdiction))
    }

    /// What is known of an event whose type is not.
    private func undeclared(
        _ typeName: String, at location: SourceLocation, _ mapping: inout YAMLMapping
    ) -> EventStep? {
        guard isFile else {
            diagnostics.report(
                .unknownEventType, at: location, [typeName],
                suggestion: SpellingSuggestion.nearest(to: typeName, among: vocabulary.types.map(\.name)))
            return nil
        }
        let before = diagnostics.errors.count
        let chain = mapping.required("chain").flatMap { self.chain($0) }
        let time = mapping.required(timeKey).flatMap { moment($0, timeKey) }
        let height = mapping.optional("height").flatMap { self.height($0) }
        let transaction = mapping.optional("tx").flatMap { small($0, "tx") }
        let index = mapping.optional("index").flatMap { small($0, "index") }
        // Whatever else it says is its own; a missing chain or time is reported here.
        _ = mapping.takeUnread()
        guard diagnostics.errors.count == before, let chain, let time else { return nil }
        return .undeclared(
            UndeclaredEvent(
                type: typeName, location: location, chain: chain, time: time, height: height,
                transaction: transaction, index: index))
    }

    // MARK: Values of the envelope

    /// A moment at which a block may have been made, or a file may have been read.
    private func moment(_ node: YAMLNode, _ name: String) -> Timestamp? {
        guard let moment = diagnostics.time(node, name) else { return nil }
        guard (EventReader.firstMoment..<EventReader.endOfTime).contains(moment) else {
            diagnostics.report(.impossibleTime, at: node.location, [name, moment.rfc3339])
            return nil
        }
        return moment
    }

    /// 2009-01-01T00:00:00Z: no block chain is older.
    private static let firstMoment = Timestamp(milliseconds: 1_230_768_000_000)
    /// 2200-01-01T00:00:00Z. One such tick would end every term.
    private static let endOfTime = Timestamp(milliseconds: 7_258_118_400_000)

    private func chain(_ node: YAMLNode) -> ChainID? {
        guard let text = diagnostics.text(node, "chain") else { return nil }
        guard let chain = ChainID(text) else {
            diagnostics.report(
                .badName, at: node.location, [text, "a chain", "1 to 32 characters of a-z 0-9 . _ -"])
            return nil
        }
        return chain
    }

    private func height(_ node: YAMLNode) -> UInt64? {
        diagnostics.integer(node, "height", in: 0...JSONValue.integerRange.upperBound).map { UInt64($0) }
    }

    private func small(_ node: YAMLNode, _ name: String) -> UInt32? {
        diagnostics.integer(node, name, in: 0...Int64(UInt32.max)).map { UInt32($0) }
    }

    private func digest(_ node: YAMLNode, _ name: String) -> Digest32? {
        guard case .digest(let digest)? = fields.value(node, .digest, name) else { return nil }
        return digest
    }
}
