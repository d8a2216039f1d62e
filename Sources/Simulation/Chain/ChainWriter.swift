internal import SupervisionModel

/// Puts the events of one chain into blocks, day by day, with heights, arrivals, finality and replaced branches.
struct ChainWriter {
    /// Producers that take turns, one after the other or by chance.
    private static let producers = 7
    /// Blocks that become final together.
    private static let finalityStep: UInt64 = 8
    /// A block arrives up to this many seconds after its time.
    private static let mostLag = 15

    let place: Int
    let chain: SimulatedChain
    private let spans: [ChainSpan]
    private var clock: ChainClock
    private var random: SeededRandom
    private let producers: [Party]
    private var height: UInt64 = 0
    private var parent: (time: Timestamp, hash: String)?
    private var arrival: Timestamp
    private var finalHeight: UInt64 = 0
    /// Wait for the next block.
    private var waiting: [PlannedEvent] = []
    /// Blocks made so far in each span of a producer.
    private var ordinals: [Int]
    /// Blocks of a stretch that will be replaced.
    private var young: [(block: PlannedBlock, height: UInt64)] = []
    /// Events of the node so far: each has a place of its own, behind what blocks say of themselves.
    private var nodeEvents: UInt32 = 0
    private var lines: [OutputLine] = []

    init(place: Int, scenario: Scenario, spans: [ChainSpan], seed: UInt64) {
        self.place = place
        chain = scenario.chains[place]
        self.spans = spans.filter { $0.chain == place }
        clock = ChainClock(chain: chain, start: scenario.firstDay.start, seed: seed)
        random = SeededRandom(seed: seed, "chain " + chain.id.text)
        let name = chain.id.text
        producers = (1...ChainWriter.producers).map {
            Party(kind: .producer, reference: "\(name)-producer-\($0)", integrity: 1_000)
        }
        arrival = scenario.firstDay.start
        ordinals = Array(repeating: 0, count: self.spans.count)
    }

    /// The lines of a day, in the order of their arrival.
    ///
    /// - Parameters:
    ///   - events: of this chain, in order of time.
    ///   - isLast: whether what still waits must find a block.
    mutating func write(_ events: [PlannedEvent], of day: Day, isLast: Bool) -> [OutputLine] {
        lines = []
        let end = day.next.start
        let events = events.map { settled($0) }
        waiting += events.filter { $0.placement == .nextBlock }
        waiting.sort { $0.time < $1.time }
        var exact = events.filter { $0.placement == .exact || $0.placement == .lostBranch }[...]
        var ofNode = events.filter { $0.placement == .node }[...]
        for moment in moments(exact.map(\.time), end: end, isLast: isLast) {
            while let event = ofNode.first, event.time < moment {
                write(ofNode: event)
                ofNode = ofNode.dropFirst()
            }
            var carried: [PlannedEvent] = []
            let ready = waiting.prefix { $0.time <= moment }
            carried += ready
            waiting.removeFirst(ready.count)
            while let event = exact.first, event.time == moment {
                carried.append(event)
                exact = exact.dropFirst()
            }
            make(blockAt: moment, carried)
        }
        for event in ofNode { write(ofNode: event) }
        settleFinality(atLeast: 1)
        return lines
    }

    /// Everything is final: the end of the world.
    mutating func finish() -> [OutputLine] {
        lines = []
        if height > finalHeight { lines.append(finality(height)) }
        return lines
    }

    // MARK: When

    /// An event of normal life that wants a block of its own where no block may come takes the next one.
    private func settled(_ event: PlannedEvent) -> PlannedEvent {
        guard event.placement == .exact, !event.type.isEmpty, isClosed(event.time, toPlans: true) else { return event }
        return PlannedEvent(
            type: event.type, chain: event.chain, time: event.time, placement: .nextBlock, fields: event.fields)
    }

    /// Whether no block may come at that time that is not planned for it.
    ///
    /// - Parameter toPlans: whether planned events ask, whose own blocks lie inside spans of replaced blocks.
    private func isClosed(_ moment: Timestamp, toPlans: Bool) -> Bool {
        spans.contains { span in
            switch span.kind {
            case .silence: span.contains(moment)
            case .ahead: span.from.plus(seconds: -120) <= moment && moment < span.to
            case .replaced: !toPlans && span.contains(moment)
            case .stoppedClock: toPlans && span.contains(moment)
            case .producer: false
            }
        }
    }

    private mutating func moments(_ exact: [Timestamp], end: Timestamp, isLast: Bool) -> [Timestamp] {
        var all = clock.times(before: end).filter { !isClosed($0, toPlans: false) } + exact
        if isLast { all.append(end.plus(seconds: -5)) }
        all.sort()
        var moments: [Timestamp] = []
        for moment in all where moments.last != moment { moments.append(moment) }
        return moments
    }

    // MARK: Blocks

    private mutating func make(blockAt moment: Timestamp, _ events: [PlannedEvent]) {
        var time = moment
        var seen = moment.plus(seconds: 1 + random.below(ChainWriter.mostLag))
        var isPushed = true
        for span in spans {
            switch span.kind {
            case .stoppedClock where span.contains(moment):
                time = span.from.plus(seconds: -1)
                isPushed = false
            case .ahead where span.to == moment: seen = span.from
            default: break
            }
        }
        arrival = max(arrival, seen)
        let block = PlannedBlock(
            time: time, arrival: arrival, isPushed: isPushed, producer: producer(at: moment), events: events)
        let replaced = spans.first { if case .replaced = $0.kind { $0.contains(moment) } else { false } }
        write(block, isSecondBranch: false)
        if let replaced {
            young.append((block, height))
            // The stretch has a block a minute: the last one is a minute before its end.
            if replaced.to <= moment.plus(seconds: 60) { replaceYoung() }
        } else {
            settleFinality(atLeast: ChainWriter.finalityStep)
        }
    }

    private mutating func producer(at moment: Timestamp) -> Party {
        for (index, span) in spans.enumerated() where span.contains(moment) {
            guard case .producer(let party, let share, let whole) = span.kind else { continue }
            ordinals[index] += 1
            // Spread evenly: of any `whole` blocks in a row exactly `share` are chosen.
            if ordinals[index] * share % whole < share { return party }
        }
        return producers[
            chain.consensus == .work ? random.below(producers.count) : Int(height % UInt64(producers.count))]
    }

    private mutating func replaceYoung() {
        guard let first = young.first else { return }
        let blocks = young
        let oldTip = parent?.hash ?? ""
        young = []
        arrival = arrival.plus(seconds: 20)
        lines.append(OutputLine(arrival: arrival, bytes: EventJSON.removal(chain: chain.id, height: first.height)))
        height = first.height - 1
        var invalidated = 0
        for (block, _) in blocks {
            arrival = arrival.plus(seconds: 2)
            let kept = block.events.filter { $0.placement != .lostBranch }
            invalidated += block.events.count - kept.count
            write(
                PlannedBlock(
                    time: block.time, arrival: arrival, isPushed: false, producer: block.producer, events: kept),
                isSecondBranch: true)
        }
        arrival = arrival.plus(seconds: 1)
        write(
            ofNode: PlannedEvent(
                type: "chain.reorg", chain: place, time: arrival, placement: .node,
                fields: [
                    ("depth", EventValue.integer(blocks.count)),
                    ("forkHeight", .integer(Int64(clamping: first.height - 1))), ("oldTip", .string(oldTip)),
                    ("newTip", .string(parent?.hash ?? oldTip)), ("txInvalidated", EventValue.integer(invalidated)),
                    ("operator", .string(chain.id.text)),
                ]))
    }

    // MARK: Lines

    /// Hashes are 256 pseudo-random bits: blocks of a simulation have no bytes that could be hashed.
    private mutating func write(_ block: PlannedBlock, isSecondBranch: Bool) {
        height += 1
        let before = isSecondBranch || parent == nil ? nil : parent
        let hash = random.hex(64)
        let prefix = LineWriter.prefix(
            chain: chain.id, height: height, time: block.time, observed: block.isPushed ? block.arrival : nil)
        var transaction: UInt32 = 0
        for event in block.events where !event.type.isEmpty {
            lines.append(
                OutputLine(
                    arrival: block.arrival,
                    bytes: LineWriter.line(
                        prefix, type: event.type, transaction: transaction, index: 0, event.fields)))
            transaction += 1
        }
        var fields: [PlannedEvent.Field] = [
            ("hash", .string(hash)), ("headerTime", EventValue.moment(block.time)),
            ("target", .string("\(chain.targetSeconds)s")), ("txCount", .integer(Int64(transaction))),
            ("producer", EventValue.party(block.producer)), ("operator", .string(chain.id.text)),
        ]
        if let before {
            let seconds = block.time.interval(since: before.time).milliseconds / 1_000
            fields += [("prevHash", .string(before.hash)), ("interval", .string("\(seconds)s"))]
        }
        lines.append(
            OutputLine(
                arrival: block.arrival,
                bytes: LineWriter.line(prefix, type: "chain.block", transaction: .max, index: 0, fields)))
        parent = (block.time, hash)
    }

    private mutating func write(ofNode event: PlannedEvent) {
        arrival = max(arrival, event.time)
        nodeEvents += 1
        let prefix = LineWriter.prefix(chain: chain.id, height: height, time: event.time, observed: arrival)
        lines.append(
            OutputLine(
                arrival: arrival,
                bytes: LineWriter.line(prefix, type: event.type, transaction: .max, index: nodeEvents, event.fields)))
    }

    // MARK: Finality

    private mutating func settleFinality(atLeast step: UInt64) {
        let depth = UInt64(chain.finalityBlocks)
        guard young.isEmpty, height > depth, height - depth >= finalHeight + step else { return }
        lines.append(finality(height - depth))
    }

    private mutating func finality(_ height: UInt64) -> OutputLine {
        finalHeight = height
        return OutputLine(arrival: arrival, bytes: EventJSON.finality(chain: chain.id, height: height))
    }
}
