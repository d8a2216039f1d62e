public import SupervisionModel

/// What the register knows of a subject, as far as a score or a comparison needs it.
public struct SubjectProfile: Sendable {
    public let name: String
    /// The first day on which it was known.
    public let knownSince: Day?
    public let sector: String?
    public let size: String?
    public let province: String?
    /// Minor units.
    public let netAssets: Int128?
    /// S1 of the previous epoch.
    public let previous: Int64?
    public let controlGroup: String?

    /// Reads one line of a file of subjects:
    /// `{"subject","knownSince","sector","size","province","netAssets","previous","controlGroup"}`; `netAssets` is a
    /// decimal string of minor units.
    ///
    /// - Throws: `JSONReadError` with the member concerned.
    public init(_ json: JSONValue) throws(JSONReadError) {
        let reader = JSONReader(json)
        try reader.allowOnly([
            "subject", "knownSince", "sector", "size", "province", "netAssets", "previous", "controlGroup",
        ])
        name = try reader.string("subject")
        guard !name.isEmpty else { throw try reader.member("subject").invalid(expected: "a name", found: "nothing") }
        if let member = try reader.optional("knownSince") {
            let text = try member.asString()
            guard let day = Day(text: text) else {
                throw member.invalid(expected: "a day such as 2025-03-01", found: text)
            }
            knownSince = day
        } else {
            knownSince = nil
        }
        sector = try reader.optionalString("sector")
        size = try reader.optionalString("size")
        province = try reader.optionalString("province")
        netAssets = try reader.optional("netAssets").map { member throws(JSONReadError) in
            try Self.amount(member, isSigned: true)
        }
        previous = try reader.optional("previous").map { member throws(JSONReadError) in
            try member.asInteger(in: -1000...1000)
        }
        controlGroup = try reader.optionalString("controlGroup")
    }

    /// nil where anything of it is not known.
    public func peerGroup(_ type: SubjectType) -> PeerGroup? {
        guard let sector, let size, let province else { return nil }
        return PeerGroup(type: type, sector: sector, size: size, province: province)
    }

    static func amount(_ reader: JSONReader, isSigned: Bool = false) throws(JSONReadError) -> Int128 {
        let text = try reader.asString()
        let digits = isSigned && text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
        guard (1...30).contains(digits.count),
            digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }), let amount = Int128(text)
        else { throw reader.invalid(expected: "minor units in at most 30 digits", found: text) }
        return amount
    }
}

extension NetworkPenalty.Exposure {
    /// Reads one line of a file of exposures: `{"from","to","amount"}`, the amount a decimal string of minor units.
    public init(_ json: JSONValue) throws(JSONReadError) {
        let reader = JSONReader(json)
        try reader.allowOnly(["from", "to", "amount"])
        self.init(
            from: try reader.string("from"), to: try reader.string("to"),
            amount: try SubjectProfile.amount(try reader.member("amount")))
    }
}
