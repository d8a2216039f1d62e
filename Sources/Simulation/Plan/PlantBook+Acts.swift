internal import SupervisionModel

/// Acts that several injectors plant.
extension PlantBook {
    /// Whose customer reports a transfer.
    enum Side {
        case nobody, payer, payee
    }

    /// A transfer of yuan, in fen.
    mutating func transfer(
        _ fen: Int, from payer: Party, to payee: Party, on chain: Int, at time: Timestamp, channel: String = "BANK",
        side: Side = .nobody, customerType: String? = nil, crossBorder: Bool = false,
        placement: PlannedEvent.Placement = .exact, _ further: [PlannedEvent.Field] = []
    ) {
        var fields: [PlannedEvent.Field] = [
            ("from", EventValue.party(payer)), ("to", EventValue.party(payee)), ("amount", EventValue.amount(fen)),
            ("channel", .string(channel)), ("crossBorder", .bool(crossBorder)),
        ]
        if side != .nobody {
            let customer = side == .payer ? payer : payee
            let type = customerType ?? (customer.kind == .person ? "NATURAL" : "LEGAL")
            fields += [
                ("customer", EventValue.party(customer)), ("customerType", .string(type)),
                ("direction", .string(side == .payer ? "OUT" : "IN")),
            ]
        }
        add("transfer", on: chain, at: time, placement, fields + further)
    }

    /// A loan: its contract and, a minute later, its money.
    ///
    /// - Returns: the identifier of the loan.
    @discardableResult
    mutating func loan(
        _ fen: Int, from lender: Party, _ lenderType: String, to borrower: Party, on chain: Int, at time: Timestamp,
        aprPpm: Int = 50_000, contractDay: Day? = nil, placement: PlannedEvent.Placement = .exact,
        _ further: [PlannedEvent.Field] = []
    ) -> String {
        let id = "L" + random.hex(12)
        let day = contractDay ?? Day(containing: time)
        let fields: [PlannedEvent.Field] =
            [
                ("loanId", .string(id)), ("borrower", EventValue.party(borrower)), ("lender", EventValue.party(lender)),
                ("lenderType", .string(lenderType)), ("principal", EventValue.amount(fen)),
                ("aprPpm", EventValue.integer(aprPpm)), ("contractDate", EventValue.moment(day.start)),
                ("maturity", EventValue.moment(day.plus(90).start)),
            ] + further
        add("loan.originated", on: chain, at: time, placement, fields)
        add("loan.disbursed", on: chain, at: time.plus(seconds: 60), placement, fields)
        return id
    }

    /// All of a loan is paid back.
    mutating func repayment(
        of loan: String, _ fen: Int, from borrower: Party, to lender: Party, _ lenderType: String, on chain: Int,
        at time: Timestamp
    ) {
        add(
            "loan.repaid", on: chain, at: time,
            [
                ("loanId", .string(loan)), ("borrower", EventValue.party(borrower)),
                ("lender", EventValue.party(lender)), ("lenderType", .string(lenderType)),
                ("principal", EventValue.amount(fen)), ("amount", EventValue.amount(fen)),
                ("principalPaid", EventValue.amount(fen)), ("isSettled", .bool(true)),
            ])
    }

    /// A figure of a party as of the end of the year before the world: in force from its first day on.
    mutating func reference(_ table: String, of party: Party, _ value: Int) {
        add(
            "reference.published", on: ledger(), at: scenario.firstDay.at(0, 0, 30),
            [
                ("table", .string(table)), ("key", EventValue.party(party)), ("value", EventValue.integer(value)),
                ("validFrom", EventValue.moment(scenario.firstDay.plus(-1).start)),
            ])
    }

    mutating func guarantee(
        _ fen: Int, by guarantor: Party, for debtor: Party, to obligee: Party, type: String = "ENTERPRISE",
        kind: String = "GENERAL", on chain: Int, at time: Timestamp
    ) -> String {
        let id = "G" + random.hex(12)
        add(
            "guarantee.created", on: chain, at: time,
            [
                ("guaranteeId", .string(id)), ("guarantor", EventValue.party(guarantor)),
                ("guarantorType", .string(type)), ("guarantorKind", .string(kind)),
                ("obligee", EventValue.party(obligee)), ("debtor", EventValue.party(debtor)),
                ("amount", EventValue.amount(fen)),
            ])
        return id
    }

    /// A hash in which one hexadecimal digit differs.
    mutating func oneDigitOff(_ hash: String) -> String {
        var bytes = Array(hash.utf8)
        let place = random.below(bytes.count)
        bytes[place] = bytes[place] == UInt8(ascii: "7") ? UInt8(ascii: "3") : UInt8(ascii: "7")
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The same text with its last digit as a full-width character: to the eye alike, in bytes another one.
    func otherWidth(_ text: String) -> String {
        guard let last = text.unicodeScalars.last, (0x21...0x7E).contains(last.value),
            let wide = Unicode.Scalar(last.value + 0xFEE0)
        else { return text }
        return String(text.unicodeScalars.dropLast()) + String(Character(wide))
    }
}
