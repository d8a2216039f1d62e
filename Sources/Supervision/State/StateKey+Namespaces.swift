import RuleEngine
public import SupervisionModel

/// The namespaces of the core's state. First byte of every key; never renumber.
///
/// Within a namespace numbers are big-endian, so that ranges are scans in number order.
extension StateKey {
    enum Namespace: UInt8, CaseIterable {
        case core = 0x01
        case chain = 0x02
        case block = 0x03
        case ruleKey = 0x04
        case alert = 0x05
        case pending = 0x06
        case timer = 0x07
        case orphanedSpend = 0x08
        case evidence = 0x09
        case subject = 0x0A
        case obligation = 0x0B
        case entry = 0x0C
        case tableRow = 0x0D
        case tableReader = 0x0E
        case grade = 0x10
    }

    private static func make(_ namespace: Namespace, _ body: (inout ByteWriter) -> Void) -> StateKey {
        var writer = ByteWriter()
        writer.write(byte: namespace.rawValue)
        body(&writer)
        return StateKey(writer.bytes)
    }

    /// First key of a namespace, and the first one after it.
    static func range(of namespace: Namespace) -> (from: StateKey, to: StateKey) {
        (StateKey([namespace.rawValue]), StateKey([namespace.rawValue + 1]))
    }

    static let core = StateKey([Namespace.core.rawValue])

    static func chain(_ chain: ChainID) -> StateKey {
        make(.chain) { $0.writeRaw(chain.text.utf8) }
    }

    static func block(_ chain: ChainID, _ height: UInt64) -> StateKey {
        make(.block) {
            $0.write(chain.text)
            $0.writeOrdered(height)
        }
    }

    /// The state of a rule for a key. Rules are named by id and major version: a minor version goes on with the state.
    static func ruleKey(_ rule: String, _ key: [UInt8]) -> StateKey {
        make(.ruleKey) {
            $0.write(rule)
            $0.writeRaw(key)
        }
    }

    /// `ruleKey` in one allocation.
    /// - Parameter prefix: the bytes of the rule's `ruleKey` for the empty key.
    static func ruleKey(prefix: [UInt8], _ key: [UInt8]) -> StateKey {
        let count = prefix.count + key.count
        return StateKey(
            [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
                _ = buffer.initialize(from: prefix)
                _ = buffer[prefix.count...].initialize(from: key)
                initialized = count
            })
    }

    /// Reads the rule and the key back out of `ruleKey`.
    func ruleAndKey() throws(StateDecodingError) -> (rule: String, key: [UInt8]) {
        var reader = ByteReader(bytes)
        _ = try reader.byte()
        let rule = try reader.string()
        return (rule, Array(bytes[reader.offset...]))
    }

    /// One event in the tail of a key; in the order of the tail.
    static func entry(_ ruleKey: StateKey, _ sortKey: [UInt8]) -> StateKey {
        make(.entry) {
            $0.write(ruleKey.bytes)
            $0.writeRaw(sortKey)
        }
    }

    /// All events in the tail of a key.
    static func entries(of ruleKey: StateKey) -> (from: StateKey, to: StateKey) { prefix(entry(ruleKey, [])) }

    /// The states of a rule for all its keys.
    static func ruleKeys(of rule: String) -> (from: StateKey, to: StateKey) { prefix(ruleKey(rule, [])) }

    /// A row of an as-of table that an event made.
    static func tableRow(_ table: String, _ row: TableRow) -> StateKey {
        make(.tableRow) {
            $0.write(table)
            $0.write(row.key)
            $0.writeOrdered(row.from.milliseconds)
            row.source?.write(to: &$0)
        }
    }

    /// A key whose conditions have asked a table about something.
    static func tableReader(_ table: String, _ key: String, _ ruleKey: StateKey) -> StateKey {
        make(.tableReader) {
            $0.write(table)
            $0.write(key)
            $0.writeRaw(ruleKey.bytes)
        }
    }

    /// Every key that has asked the table about it.
    static func tableReaders(_ table: String, _ key: String) -> (from: StateKey, to: StateKey) {
        prefix(tableReader(table, key, StateKey([])))
    }

    /// Every key that begins with the bytes of `first`.
    private static func prefix(_ first: StateKey) -> (from: StateKey, to: StateKey) {
        var bytes = first.bytes
        while let last = bytes.popLast() {
            if last < 0xFF { return (first, StateKey(bytes + [last + 1])) }
        }
        return (first, StateKey([0xFF]))
    }

    public static func alert(_ id: Digest32) -> StateKey {
        make(.alert) { $0.write(id) }
    }

    /// Alerts that are not final yet, by the rule time of their latest event.
    static func pending(_ moment: Timestamp, _ id: Digest32) -> StateKey {
        make(.pending) {
            $0.writeOrdered(moment.milliseconds)
            $0.write(id)
        }
    }

    func pendingAlert() throws(StateDecodingError) -> (moment: Timestamp, id: Digest32) {
        var reader = ByteReader(bytes)
        _ = try reader.byte()
        let moment = Timestamp(milliseconds: try reader.orderedSigned())
        return (moment, try reader.digest())
    }

    /// Keys whose absence rules must be looked at once `deadline` has passed on the given clock.
    static func timer(isNodeTime: Bool, _ deadline: Timestamp, _ ruleKey: StateKey) -> StateKey {
        make(.timer) {
            $0.write(byte: isNodeTime ? 1 : 0)
            $0.writeOrdered(deadline.milliseconds)
            $0.writeRaw(ruleKey.bytes)
        }
    }

    static func timers(isNodeTime: Bool, before moment: Timestamp) -> (from: StateKey, to: StateKey) {
        let clock: UInt8 = isNodeTime ? 1 : 0
        return (
            StateKey([Namespace.timer.rawValue, clock]),
            make(.timer) {
                $0.write(byte: clock)
                $0.writeOrdered(moment.milliseconds)
            }
        )
    }

    func timerTarget() -> StateKey { StateKey(Array(bytes.dropFirst(10))) }

    static func orphanedSpend(_ chain: ChainID, _ transaction: Digest32, _ index: UInt32) -> StateKey {
        make(.orphanedSpend) {
            $0.write(chain.text)
            $0.write(transaction)
            $0.writeOrdered(UInt64(index))
        }
    }

    static func evidence(_ subject: EntityRef, _ id: String) -> StateKey {
        make(.evidence) {
            $0.write(subject.canonicalBytes)
            $0.writeRaw(id.utf8)
        }
    }

    static func evidence(of subject: EntityRef) -> (from: StateKey, to: StateKey) {
        let prefix = make(.evidence) { $0.write(subject.canonicalBytes) }
        return (prefix, StateKey(prefix.bytes + [0xFF]))
    }

    static func subject(_ subject: EntityRef) -> StateKey {
        make(.subject) { $0.writeRaw(subject.canonicalBytes) }
    }

    /// How the published grade of a subject came to be.
    static func grade(_ subject: EntityRef) -> StateKey {
        make(.grade) { $0.writeRaw(subject.canonicalBytes) }
    }

    /// How a chain's operator did on a day.
    static func obligation(_ chain: ChainID, _ day: Day) -> StateKey {
        make(.obligation) {
            $0.write(chain.text)
            $0.writeOrdered(Int64(day.number))
        }
    }
}
