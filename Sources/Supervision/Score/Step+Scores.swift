import IntegrityScore
import SupervisionModel
import TransparencyLog

/// Findings of people and obligations met become evidence; evidence becomes scores (scoring.md).
extension Step {
    /// Positive items a day for one obligation: the model counts no more (scoring.md D3).
    private static let obligationsPerDay: Int64 = 3

    /// Days for which counts are kept after they were closed: longer than any reorganisation reaches back.
    private static let obligationsKept: Int32 = 30

    /// A block on time is an obligation of the chain's operator met; a block taken back takes it back.
    mutating func countObligation(_ chain: ChainID, at moment: Timestamp, by count: Int64) throws {
        if supervisor.isDeriving { return }
        let day = Day(containing: moment)
        let key = StateKey.obligation(chain, day)
        let before = try ObligationCount.decode(try state[key])
        let after = max(0, before + count)
        try state.set(key, to: after == 0 ? nil : ObligationCount.encode(after))
        // Rule time lags behind the clock: blocks of a day come, and go, after it was closed.
        if let open = core.openDay, day < open, let settings = configuration[chain] {
            try restateObligations(settings, day, from: before, to: after)
        }
    }

    /// Days up to and including `day` are over: what was met becomes evidence, and every subject has a score.
    mutating func close(_ day: Day) throws {
        guard let open = core.openDay, open <= day else {
            throw SupervisionError(.repeated, "day \(day.text) is closed already")
        }
        guard day < Day(containing: time) else {
            throw SupervisionError(.repeated, "day \(day.text) is not over at \(time.rfc3339)")
        }
        core.openDay = day.next
        // Scores are published once, by the engine of their day.
        if supervisor.isDeriving { return }
        for chain in configuration.chains { try gatherObligations(chain, from: open, through: day) }
        stateCoverage(from: open, through: day)
        for subject in try subjects() { try publishScore(of: subject, on: day, isClosing: true) }
    }

    private mutating func gatherObligations(_ chain: ChainConfiguration, from first: Day, through last: Day) throws {
        for entry in try obligations(chain.id, from: first, to: last.next) {
            try restateObligations(chain, entry.day, from: 0, to: try ObligationCount.decode(entry.value))
        }
        let oldest = Day(number: last.number - Self.obligationsKept)
        for entry in try obligations(chain.id, from: Day(number: .min), to: oldest) {
            try state.set(entry.key, to: nil)
        }
    }

    private mutating func obligations(
        _ chain: ChainID, from first: Day, to end: Day
    ) throws -> [(key: StateKey, day: Day, value: [UInt8])] {
        var found: [(key: StateKey, day: Day, value: [UInt8])] = []
        var next = StateKey.obligation(chain, first)
        let end = StateKey.obligation(chain, end)
        while true {
            let batch = try state.entries(from: next, to: end, limit: 256)
            for entry in batch {
                var reader = ByteReader(Array(entry.key.bytes.suffix(8)))
                found.append((entry.key, Day(number: Int32(clamping: try reader.orderedSigned())), entry.value))
            }
            guard batch.count == 256, let last = batch.last else { return found }
            next = StateKey(last.key.bytes + [0])
        }
    }

    /// Makes the evidence of a closed day what its count says.
    private mutating func restateObligations(
        _ chain: ChainConfiguration, _ day: Day, from before: Int64, to after: Int64
    ) throws {
        let had = min(before, Self.obligationsPerDay)
        let has = min(after, Self.obligationsPerDay)
        for number in min(had, has)..<max(had, has) {
            let row = EvidenceRow(
                obligationMet: "blocks-on-time/\(chain.id.text)/\(day.text)/\(number)", subject: chain.chainOperator,
                day: day, obligation: "blocks-on-time/\(chain.id.text)", naming: supervisor.naming)
            if had < has { try add(row) } else { try state.set(.evidence(row.subject, row.id), to: nil) }
        }
    }

    /// A finding counts from now on; a finding withdrawn counts no longer.
    mutating func score(after alert: AlertState) throws {
        guard let decision = alert.decision, !alert.dimension.isEmpty else { return }
        let id = "finding/\(alert.id.hex)"
        switch decision.outcome {
        case .finding:
            try add(
                EvidenceRow(
                    finding: id, alert: alert, day: Day(containing: alert.last), naming: supervisor.naming))
        case .overturned, .verified, .refuted, .inconclusive:
            // Whatever people decide last replaces what they had found before.
            guard try state[.evidence(alert.subject, id)] != nil else { return }
            try state.set(.evidence(alert.subject, id), to: nil)
        }
        try publishScore(of: alert.subject, on: Day(containing: time))
    }

    private mutating func add(_ item: EvidenceRow) throws {
        try state.set(.evidence(item.subject, item.id), to: item.json.encode())
        try state.set(.subject(item.subject), to: [])
    }

    /// Everyone who has evidence, and every operator of a configured chain, in the order of their references.
    private mutating func subjects() throws -> [EntityRef] {
        var subjects: [EntityRef] = []
        var (next, end) = StateKey.range(of: .subject)
        while true {
            let batch = try state.entries(from: next, to: end, limit: 256)
            for entry in batch {
                if let subject = EntityRef(canonicalBytes: entry.key.bytes.dropFirst()) { subjects.append(subject) }
            }
            guard batch.count == 256, let last = batch.last else { break }
            next = StateKey(last.key.bytes + [0])
        }
        for chain in configuration.chains where !subjects.contains(chain.chainOperator) {
            subjects.append(chain.chainOperator)
        }
        return subjects
    }

    /// - Parameter isClosing: the day is over, so that it counts for the streaks of the grade. What is published in
    /// between, after a finding, moves the grade by a cap only.
    private mutating func publishScore(of subject: EntityRef, on day: Day, isClosing: Bool = false) throws {
        let rows = try evidenceRows(of: subject)
        let card = Scorer().score(try rows.map(EvidenceRow.read), subjectType: .platform, asOf: day)
        var document = card.json(subject: supervisor.naming.text(of: subject)).object ?? [:]
        document.set("day", to: .string(day.text))
        try grade(subject, card, on: day, isClosing: isClosing, in: &document)
        // Supervision, not credit reporting (征信): every document says so (scoring.md).
        document.set("purpose", to: "supervision")
        document.set("evidenceRoot", to: .string(EvidenceRow.root(of: rows).hex))
        document.set("modelDigest", to: .string(Self.modelDigest))
        scores.append(
            PublishedScore(
                subject: subject, day: day, sequence: admitted.sequence, document: .object(document)))
        document.set("type", to: "score.published")
        items.append(ResultItem(scope: .subject(subject), payload: .object(document)))
    }

    /// The digest of the model in force: SHA-256 of its canonical bytes.
    private static let modelDigest = SHA256Hasher.hash(ScoreModel.cis1.json.encode()).hex

    /// Stored evidence, in the order of its ids.
    private mutating func evidenceRows(of subject: EntityRef) throws -> [[UInt8]] {
        var evidence: [[UInt8]] = []
        var (next, end) = StateKey.evidence(of: subject)
        while true {
            let batch = try state.entries(from: next, to: end, limit: 1024)
            for entry in batch { evidence.append(entry.value) }
            guard batch.count == 1024, let last = batch.last else { return evidence }
            next = StateKey(last.key.bytes + [0])
        }
    }
}

/// Blocks on time that a chain had on a day.
enum ObligationCount {
    static func encode(_ count: Int64) -> [UInt8] {
        var writer = ByteWriter()
        writer.write(count)
        return writer.bytes
    }

    static func decode(_ bytes: [UInt8]?) throws(StateDecodingError) -> Int64 {
        guard let bytes else { return 0 }
        var reader = ByteReader(bytes)
        return try reader.signed()
    }
}
