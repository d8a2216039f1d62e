/// Writes events as the lines of event files (`yushi export-events`): canonical JSON, one object an event.
public struct EventJSON: Sendable {
    public let vocabulary: Vocabulary
    public let naming: any EntityNaming

    /// Members that every event has beside its payload. A payload field of the same name is written under `payload`.
    public static let envelope: [String] = [
        "type", "chain", "height", "tx", "index", "time", "at", "final", "blockHash", "jurisdiction", "ruleTime",
        "origin", "payload", "observed",
    ]

    public init(vocabulary: Vocabulary, naming: any EntityNaming) {
        self.vocabulary = vocabulary
        self.naming = naming
    }

    /// The object of an event: what it is, where it stands, and its fields; absent fields are left out.
    ///
    /// - Parameter isFinal: whether the event is final on its chain.
    public func object(_ event: Event, isFinal: Bool) -> JSONObject {
        let type = vocabulary[event.type]
        var object = JSONObject()
        object.set("type", to: .string(type.name))
        object.set("chain", to: .string(event.position.chain.text))
        object.set("height", to: JSONValue(event.position.height))
        object.set("tx", to: .integer(Int64(event.position.transaction)))
        object.set("index", to: .integer(Int64(event.position.index)))
        object.set("time", to: .string(event.time.rfc3339))
        object.set("ruleTime", to: .string(event.position.ruleTime.rfc3339))
        object.set("blockHash", to: .string(event.block.hex))
        object.set("origin", to: .string(event.origin.hex))
        object.set("final", to: .bool(isFinal))
        var nested = JSONObject()
        for (slot, field) in type.payload.fields.enumerated() {
            guard let value = json(event[slot], field.type) else { continue }
            if EventJSON.isOfEnvelope(field.name) {
                nested.set(field.name, to: value)
            } else {
                object.set(field.name, to: value)
            }
        }
        if !nested.isEmpty { object.set("payload", to: .object(nested)) }
        return object
    }

    /// The line of an event, without the line feed.
    public func line(_ event: Event, isFinal: Bool) -> [UInt8] { object(event, isFinal: isFinal).encode() }

    /// Everything at `height` and above has left the best chain.
    public static func removal(chain: ChainID, height: UInt64) -> [UInt8] {
        place("remove", chain, height)
    }

    /// Everything up to `height` is final.
    public static func finality(chain: ChainID, height: UInt64) -> [UInt8] {
        place("final", chain, height)
    }

    /// Time has passed for every chain.
    public static func tick(_ moment: Timestamp) -> [UInt8] {
        let object: JSONObject = ["tick": .string(moment.rfc3339)]
        return object.encode()
    }

    private static func place(_ name: String, _ chain: ChainID, _ height: UInt64) -> [UInt8] {
        let place: JSONObject = ["chain": .string(chain.text), "height": JSONValue(height)]
        return JSONObject([(name, JSONValue.object(place))]).encode()
    }

    /// `observed` of `chain.block` means the same in both places and is written once, outside.
    private static func isOfEnvelope(_ name: String) -> Bool {
        name != "observed" && envelope.contains { $0.utf8.elementsEqual(name.utf8) }
    }

    /// The value of a field; `nil` when it is absent.
    public func json(_ value: FieldValue, _ type: FieldType) -> JSONValue? {
        switch value {
        case .absent: nil
        case .bool(let value): .bool(value)
        case .int(let value): JSONValue.integerRange.contains(value) ? .integer(value) : .string(String(value))
        case .string(let value): .string(value)
        case .digest(let value): .string(value.hex)
        case .bytes(let value): .string(Hex.encode(value))
        case .entity(let value): .string(naming.text(of: value))
        case .money(let value): ["currency": .string(value.currency), "minor": .string(String(value.minor))]
        case .timestamp(let value): .string(value.rfc3339)
        case .duration(let value): .string(EventJSON.text(of: value))
        case .list(let elements):
            switch type {
            case .list(let element): .array(elements.compactMap { json($0, element) })
            case .numberMap: .object(numbers(elements))
            default: .array([])
            }
        case .record(let values):
            if type == .period {
                values.first.flatMap { json($0, .string) }
            } else {
                .object(record(values, type.stored))
            }
        }
    }

    private func numbers(_ elements: [FieldValue]) -> JSONObject {
        var object = JSONObject()
        for case .record(let element) in elements {
            guard element.count == 2, case .string(let name) = element[0], let value = json(element[1], .int) else {
                continue
            }
            object.set(name, to: value)
        }
        return object
    }

    private func record(_ values: [FieldValue], _ type: FieldType) -> JSONObject {
        var object = JSONObject()
        guard case .record(let record) = type else { return object }
        for (field, value) in zip(record.fields, values) {
            if let value = json(value, field.type) { object.set(field.name, to: value) }
        }
        return object
    }

    /// Whole seconds as `600s`, otherwise `1500ms`; negative ones with a minus sign.
    private static func text(of interval: Interval) -> String {
        let milliseconds = interval.milliseconds
        return milliseconds % 1000 == 0 ? "\(milliseconds / 1000)s" : "\(milliseconds)ms"
    }
}
