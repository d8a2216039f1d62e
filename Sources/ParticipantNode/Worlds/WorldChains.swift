public import ChainFormats
internal import SupervisionModel

/// Turns the lines of a made-up world (COMMANDS.md, "Events in files") into blocks of reference chains, one chain of the
/// world each: what platforms say goes into the transactions, what only a node can see is left out.
public struct WorldChains: Sendable {
    /// A block to publish.
    public struct Block: Sendable {
        public let chain: String
        public let evidence: BlockEvidence
        public let body: BlockBody
    }

    /// Why a line is not taken.
    public struct Malformed: Error, CustomStringConvertible {
        public let description: String
    }

    private struct Chain: Sendable {
        var reference: ReferenceChain
        var transactions: [[UInt8]] = []
    }

    private var chains: [String: Chain] = [:]
    private let secret: String
    private let isCommercial: @Sendable (String) -> Bool
    private let start: UInt64

    /// Members that a transaction does not carry: its place says them.
    private static let placed = [
        "chain", "height", "tx", "index", "time", "observed", "final", "blockHash", "origin", "ruleTime",
    ]

    /// - Parameters:
    ///   - secret: what keys are derived from.
    ///   - start: time of all first blocks, milliseconds since 1970.
    ///   - isCommercial: which chains use SM3 and SM2.
    public init(secret: String, start: UInt64, isCommercial: @escaping @Sendable (String) -> Bool) {
        self.secret = secret
        self.start = start
        self.isCommercial = isCommercial
    }

    /// Makes a chain known; nil for a name that cannot stand in envelopes.
    public mutating func add(_ name: String) -> ReferenceChain? {
        let made = ReferenceChain(
            chain: name, isCommercial: isCommercial(name), secret: secret, milliseconds: start)
        if let made { chains[name] = Chain(reference: made) }
        return made
    }

    /// Takes a line; a block when it ends one.
    public mutating func take(_ line: [UInt8]) throws -> Block? {
        guard let object = try? JSONParser.parse(line, maximumBytes: 1 << 20).object else {
            throw Malformed(description: "a line that is no JSON object")
        }
        if let removal = object["remove"] {
            guard let chain = removal["chain"]?.string, let height = removal["height"]?.integer, height > 0 else {
                throw Malformed(description: "a removal without chain and height")
            }
            chains[chain]?.reference.retreat(to: UInt64(height - 1))
            return nil
        }
        guard let type = object["type"]?.string, let chain = object["chain"]?.string else { return nil }
        if type == "chain.block" { return try close(chain, object) }
        guard !Self.isOfNode(type) else { return nil }
        var transaction = JSONObject()
        for member in object.members where !Self.placed.contains(where: { $0.utf8.elementsEqual(member.name.utf8) }) {
            transaction.set(member.name, to: member.value)
        }
        chains[chain]?.transactions.append(transaction.encode())
        return nil
    }

    private mutating func close(_ name: String, _ object: JSONObject) throws -> Block? {
        guard var chain = chains[name] else { return nil }
        guard let text = object["time"]?.string, let milliseconds = Self.milliseconds(text) else {
            throw Malformed(description: "a block without time")
        }
        guard let block = chain.reference.append(milliseconds: milliseconds, transactions: chain.transactions) else {
            throw Malformed(description: "block \(chain.reference.height + 1) of \(name) cannot be signed")
        }
        chain.transactions = []
        chains[name] = chain
        return Block(chain: name, evidence: block.evidence, body: block.body)
    }

    private static func isOfNode(_ type: String) -> Bool {
        BuiltInEvents.all.contains { $0.timeSource == .node && $0.name.utf8.elementsEqual(type.utf8) }
    }

    /// `YYYY-MM-DDTHH:MM:SS[.mmm]Z`, as worlds write times.
    public static func milliseconds(_ text: String) -> UInt64? {
        let parts = text.split(whereSeparator: { "-T:Z.".contains($0) }).map { Int64($0) }
        guard parts.count >= 6, let year = parts[0], let month = parts[1], let day = parts[2], let hour = parts[3],
            let minute = parts[4], let second = parts[5],
            let date = CivilDate(year: year, month: month, day: day)
        else { return nil }
        let seconds = date.daysSinceEpoch * 86_400 + hour * 3_600 + minute * 60 + second
        let fraction = parts.count > 6 ? parts[6] ?? 0 : 0
        return UInt64(exactly: seconds * 1_000 + fraction)
    }
}
