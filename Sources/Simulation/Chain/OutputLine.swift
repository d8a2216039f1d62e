internal import SupervisionModel

/// A line of the event file and when it arrives.
struct OutputLine {
    let arrival: Timestamp
    let bytes: [UInt8]
}

/// Spells events as lines of event files (COMMANDS.md, "Events in files").
struct LineWriter {
    /// Names of the envelope; a field of the same name stands under `payload`, as `EventJSON` has it.
    private static let envelope = EventJSON.envelope.filter { !$0.utf8.elementsEqual("observed".utf8) }

    /// The beginning of all lines of a block, up to its height and time.
    static func prefix(chain: ChainID, height: UInt64, time: Timestamp, observed: Timestamp?) -> [UInt8] {
        var text =
            "{\"chain\":\"\(chain.text)\",\"height\":\(height),\"time\":\"\(time.rfc3339)\",\"jurisdiction\":\"CN\""
        if let observed { text += ",\"observed\":\"\(observed.rfc3339)\"" }
        return Array(text.utf8)
    }

    /// - Parameter prefix: of the event's block.
    static func line(
        _ prefix: [UInt8], type: String, transaction: UInt32, index: UInt32, _ fields: [PlannedEvent.Field]
    ) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(640)
        bytes += prefix
        bytes += Array(",\"tx\":\(transaction),\"index\":\(index),\"type\":\"\(type)\"".utf8)
        var inner: [PlannedEvent.Field] = []
        for field in fields {
            if envelope.contains(where: { $0.utf8.elementsEqual(field.name.utf8) }) {
                inner.append(field)
            } else {
                append(field, &bytes)
            }
        }
        if !inner.isEmpty {
            bytes += Array(",\"payload\":".utf8)
            JSONValue.object(JSONObject(inner.map { ($0.name, $0.value) })).append(to: &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }

    private static func append(_ field: PlannedEvent.Field, _ bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: ","))
        bytes.append(UInt8(ascii: "\""))
        bytes += field.name.utf8
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        field.value.append(to: &bytes)
    }
}
