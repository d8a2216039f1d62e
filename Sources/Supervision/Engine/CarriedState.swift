import SupervisionModel

/// What an engine has published, and people have decided, when another one takes over (DESIGN.md section 4).
///
/// Everything else the new engine derives anew from the inputs. This it cannot: which revisions of alerts were
/// published, what people said about them, and the scores that follow from what they said. Recorded as content that
/// `engine.activated` names by its hash, so that a release of the old semantics can check it and one of the new
/// semantics can go on from it.
///
/// Bytes: `yushi carried 1` and a line feed, the number of rows, then key and value of each, in the order of the keys;
/// numbers are unsigned LEB128, keys and values stand behind their lengths.
struct CarriedState {
    private static let magic = Array("yushi carried 1\n".utf8)

    let rows: [(key: StateKey, value: [UInt8])]

    init(of state: inout WorkingState) throws {
        var rows: [(key: StateKey, value: [UInt8])] = []
        for namespace in StateKey.Namespace.allCases where namespace.isCarried {
            rows += try state.all(of: namespace)
        }
        self.rows = rows.sorted { $0.key < $1.key }
    }

    var bytes: [UInt8] {
        var writer = ByteWriter()
        writer.writeRaw(Self.magic)
        writer.write(UInt64(rows.count))
        for row in rows {
            writer.write(row.key.bytes)
            writer.write(row.value)
        }
        return writer.bytes
    }

    /// - Throws: `core.badContent` for bytes that are not what ``bytes`` writes.
    init(_ bytes: [UInt8]) throws {
        guard bytes.starts(with: Self.magic) else {
            throw SupervisionError(.badContent, "what is carried over does not begin with \"yushi carried 1\"")
        }
        var reader = ByteReader(Array(bytes.dropFirst(Self.magic.count)))
        var rows: [(key: StateKey, value: [UInt8])] = []
        do {
            for _ in 0..<(try reader.count()) { rows.append((StateKey(try reader.array()), try reader.array())) }
        } catch {
            throw SupervisionError(.badContent, "what is carried over does not read: \(error)")
        }
        for row in rows {
            guard let first = row.key.bytes.first, StateKey.Namespace(rawValue: first)?.isCarried == true else {
                throw SupervisionError(.badContent, "a row that is carried over is none that may be")
            }
        }
        self.rows = rows
    }

    /// Alerts as they were published, by their id.
    func alerts() throws -> [Digest32: AlertState] {
        var alerts: [Digest32: AlertState] = [:]
        for row in rows where row.key.isAlert {
            let alert = try AlertState(row: row.value)
            alerts[alert.id] = alert
        }
        return alerts
    }
}

extension StateKey {
    var isAlert: Bool { bytes.first == Namespace.alert.rawValue }
}

extension StateKey.Namespace {
    /// Whether another engine takes the rows over instead of deriving them anew.
    var isCarried: Bool {
        switch self {
        case .alert, .evidence, .subject, .obligation, .grade: true
        case .core, .chain, .block, .ruleKey, .pending, .timer, .orphanedSpend, .entry, .tableRow, .tableReader: false
        }
    }
}

extension WorkingState {
    /// Every row of a namespace, ascending.
    mutating func all(of namespace: StateKey.Namespace) throws -> [(key: StateKey, value: [UInt8])] {
        let range = StateKey.range(of: namespace)
        return try entries(from: range.from, to: range.to, limit: .max >> 1)
    }
}

extension Supervisor {
    /// The bytes that `engine.activated` names when another engine takes over from the state as it stands.
    public func carriedState(in store: any StateStore) throws -> [UInt8] {
        var state = WorkingState(store)
        return try CarriedState(of: &state).bytes
    }
}
