internal import SupervisionModel

/// What goes wrong with chains without being a violation: blocks that are replaced, clocks that stand still, floods.
enum ChainFaults {
    static func plant(into book: inout PlantBook) {
        for round in 0..<book.scenario.faults.replacements { replaceBlock(round, &book) }
        for _ in 0..<book.scenario.faults.stoppedClocks { stopClock(&book) }
        for _ in 0..<book.scenario.faults.floods { flood(&book) }
    }

    // MARK: Replaced blocks

    /// A block is left behind. What would have been the last straw stood only in it, so that the alert must be taken back;
    /// or it comes again in the block that takes its place, and the alert stays.
    private static func replaceBlock(_ round: Int, _ book: inout PlantBook) {
        let young = book.scenario.chains.indices.filter { book.scenario.chains[$0].consensus != .signed }
        guard !young.isEmpty else { return }
        let chain = young[round % young.count]
        guard let time = book.freeStretch(chain, seconds: 120) else { return }
        book.addBlock(on: chain, at: time)
        book.spans.append(ChainSpan(chain: chain, kind: .replaced, from: time, to: time.plus(seconds: 60)))
        switch round % 4 {
        case 0: cash(.lostBranch, chain, time, &book)
        case 1: cash(.exact, chain, time, &book)
        case 2: thirdLender(chain, time, &book)
        default: secondFinancer(chain, time, &book)
        }
    }

    private static func cash(
        _ placement: PlannedEvent.Placement, _ chain: Int, _ time: Timestamp, _ book: inout PlantBook
    ) {
        let customer = placement == .exact ? book.culprit(.person) : book.bystander(.person)
        let shop = book.bystander(.enterprise)
        book.transfer(
            yuan(50_000), from: customer, to: shop, on: chain, at: time, channel: "CASH", side: .payer,
            placement: placement)
        if placement == .exact { book.claim("AML-01", customer, at: time) }
    }

    private static func thirdLender(_ chain: Int, _ time: Timestamp, _ book: inout PlantBook) {
        let borrower = book.bystander(.person)
        for place in 0..<3 {
            let lender = book.bystander(.platform)
            let id = "L" + book.random.hex(12)
            let when = time.plus(seconds: (place - 2) * 2 * 86_400)
            book.add(
                "loan.originated", on: chain, at: when, place == 2 ? .lostBranch : .exact,
                [
                    ("loanId", .string(id)), ("borrower", EventValue.party(borrower)),
                    ("lender", EventValue.party(lender)), ("lenderType", "PLATFORM"),
                    ("principal", EventValue.amount(yuan(8_000))), ("aprPpm", EventValue.integer(60_000)),
                    ("contractDate", EventValue.moment(Day(containing: when).start)), ("purpose", "CONSUMPTION"),
                ])
        }
    }

    private static func secondFinancer(_ chain: Int, _ time: Timestamp, _ book: inout PlantBook) {
        let creditor = book.bystander(.enterprise)
        let debtor = book.bystander(.enterprise)
        let fingerprint = book.random.hex(64)
        for place in 0..<2 {
            let financer = book.bystander(.factor)
            let id = "R" + book.random.hex(12)
            book.add(
                "receivable.financed", on: chain, at: time.plus(seconds: (place - 1) * 86_400),
                place == 1 ? .lostBranch : .exact,
                [
                    ("receivableId", .string(id)), ("fingerprint", .string(fingerprint)),
                    ("debtor", EventValue.party(debtor)), ("creditor", EventValue.party(creditor)),
                    ("face", EventValue.amount(yuan(70_000))), ("financer", EventValue.party(financer)),
                    ("amount", EventValue.amount(yuan(70_000))),
                ])
        }
    }

    // MARK: Clocks and floods

    /// Blocks go on coming, but all claim the time at which the clock stopped; fewer target intervals than an alert needs.
    private static func stopClock(_ book: inout PlantBook) {
        let chain = book.random.below(book.scenario.chains.count)
        let length = 5 * book.scenario.chains[chain].targetSeconds
        guard length < 16 * 3_600, let start = book.freeStretch(chain, seconds: length, hours: 2...3) else { return }
        book.addBlock(on: chain, at: start)
        let end = start.plus(seconds: length)
        book.addBlock(on: chain, at: end)
        book.spans.append(ChainSpan(chain: chain, kind: .stoppedClock, from: start.plus(seconds: 1), to: end))
    }

    /// One account pays another one tiny sums again and again.
    private static func flood(_ book: inout PlantBook) {
        guard let day = book.day() else { return }
        let chain = book.ledger()
        let payer = book.bystander(.enterprise)
        let payee = book.bystander(.enterprise)
        let start = book.officeHour(day)
        for place in 0..<book.scenario.faults.floodEvents {
            book.transfer(
                1 + place % 7, from: payer, to: payee, on: chain, at: start.plus(seconds: place / 100), side: .payer)
        }
    }
}
