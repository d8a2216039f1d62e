import SupervisionModel

/// "A, and no B within t": finds every A of a key whose time has run out without a B. Pure.
struct AbsenceRun {
    let rule: Int
    let key: [UInt8]
    let within: Interval
    let severity: Severity

    /// - Parameter watermark: nothing earlier than this can still arrive.
    func matches(_ state: KeyState, watermark: Timestamp) -> [Match] {
        state.entries.compactMap { entry in
            guard entry.role == 0, deadline(of: entry) < watermark, !isAnswered(entry, in: state) else { return nil }
            return Match(
                rule: rule, key: key, subject: entry.subject ?? unknownSubject, episode: entry.identity,
                at: deadline(of: entry), last: entry.position, severity: severity, values: [],
                evidence: [entry.evidence], evidenceCount: 1, hits: entry.hits,
                marks: state.isIncomplete ? .inconclusive : [])
        }
    }

    /// The earliest deadline that is still open, for the caller's timer.
    func nextDeadline(_ state: KeyState, after watermark: Timestamp) -> Timestamp? {
        state.entries.filter { $0.role == 0 && deadline(of: $0) >= watermark && !isAnswered($0, in: state) }
            .map(deadline).min()
    }

    /// Drops what lies so far back that its deadline has passed.
    func settle(_ state: inout KeyState, through moment: Timestamp) {
        guard moment > state.settledThrough else { return }
        let oldest = moment.advanced(by: -within)
        let count = state.entries.prefix { $0.position.ruleTime < oldest }.count
        state.settledThrough = oldest
        if state.incompleteThrough < oldest { state.incompleteThrough = .distantPast }
        state.dropFirst(count)
    }

    private func deadline(of entry: TailEntry) -> Timestamp { entry.position.ruleTime.advanced(by: within) }

    private func isAnswered(_ entry: TailEntry, in state: KeyState) -> Bool {
        state.entries.contains {
            $0.role == 1 && $0.position.ruleTime >= entry.position.ruleTime
                && $0.position.ruleTime <= deadline(of: entry)
        }
    }
}
