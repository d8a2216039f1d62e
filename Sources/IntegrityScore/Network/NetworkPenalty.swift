import SupervisionModel

/// What is taken off for guarantees and other exposure to those who score low (scoring.md D6).
///
/// Three rings at most, and only scores that the others had of themselves in the previous epoch: no fixed point is
/// sought, and nothing swings. It can only lower a score, and is a reason of its own (`CIS-NET`).
public struct NetworkPenalty: Sendable {
    /// Somebody in the network.
    public struct Member: Sendable {
        public let name: String
        /// In minor units of one currency for all; nothing or less makes any exposure a whole one.
        public let netAssets: Int128
        /// The score after the weakest dimension and before the network (S1) of the previous epoch; whoever had none
        /// passes nothing on.
        public let previous: Int64?
        /// Members of one control group count once.
        public let controlGroup: String?

        public init(name: String, netAssets: Int128, previous: Int64?, controlGroup: String?) {
            self.name = name
            self.netAssets = netAssets
            self.previous = previous
            self.controlGroup = controlGroup
        }
    }

    /// That one would lose by the other's default.
    public struct Exposure: Sendable {
        public let from: String
        public let to: String
        /// Minor units, not negative; several of one pair add up.
        public let amount: Int128

        public init(from: String, to: String, amount: Int128) {
            self.from = from
            self.to = to
            self.amount = amount
        }
    }

    /// Amounts from here on are taken as this: a thousand times it stays within 127 bits.
    private static let largest: Int128 = 1 << 110

    private struct Edge {
        let to: Int
        let perMille: Int64
    }

    private let settings: ScoreModel.Network
    private let numbers: [ByteText: Int]
    private let gaps: [Int64]
    private let groups: [Int]
    private let edges: [[Edge]]

    /// - Parameters:
    ///   - members: names unique. An exposure of or to somebody else is passed over.
    public init(members: [Member], exposures: [Exposure], settings: ScoreModel.Network) {
        self.settings = settings
        var numbers: [ByteText: Int] = [:]
        for (index, member) in members.enumerated() { numbers[ByteText(member.name)] = index }
        self.numbers = numbers
        gaps = members.map { member in member.previous.map { max(0, settings.below - $0) } ?? 0 }
        var groupNumbers: [ByteText: Int] = [:]
        groups = members.enumerated().map { index, member in
            guard let group = member.controlGroup.map(ByteText.init) else { return index }
            let number = groupNumbers[group] ?? members.count + groupNumbers.count
            groupNumbers[group] = number
            return number
        }
        var amounts: [[Int: Int128]] = Array(repeating: [:], count: members.count)
        for exposure in exposures {
            guard let from = numbers[ByteText(exposure.from)], let to = numbers[ByteText(exposure.to)], from != to
            else { continue }
            let sum = amounts[from][to, default: 0] + min(max(exposure.amount, 0), Self.largest)
            amounts[from][to] = min(sum, Self.largest)
        }
        edges = members.indices.map { from in
            amounts[from].sorted { $0.key < $1.key }.compactMap { to, amount in
                guard amount > 0 else { return nil }
                let assets = members[from].netAssets
                let share = assets <= 0 ? 1000 : min(1000, amount * 1000 / assets)
                return Edge(to: to, perMille: Int64(share))
            }
        }
    }

    /// Points, 0 ... the maximum of the model; 0 for somebody who is not in the network.
    ///
    /// `(T1 + T2/2 + T3/4) / divisor`, rounded down once; T of a ring is the sum over its members of the exposure per
    /// mille times what the member is short of. A member belongs to the nearest ring only, a control group too, with
    /// the dearest of its members there; of several ways to a member the dearest counts.
    public func penalty(of name: String) -> Int64 {
        guard let start = numbers[ByteText(name)] else { return 0 }
        var seen: Set<Int> = [start]
        var seenGroups: Set<Int> = [groups[start]]
        var ring = [start]
        var quarters: Int64 = 0
        for weight: Int64 in [4, 2, 1] {
            var products: [Int: Int64] = [:]
            for member in ring {
                for edge in edges[member] where !seen.contains(edge.to) {
                    products[edge.to] = max(products[edge.to] ?? 0, edge.perMille * gaps[edge.to])
                }
            }
            ring = products.keys.sorted()
            seen.formUnion(ring)
            var ofGroup: [Int: Int64] = [:]
            for member in ring where !seenGroups.contains(groups[member]) {
                let group = groups[member]
                ofGroup[group] = max(ofGroup[group] ?? 0, products[member] ?? 0)
            }
            // order-free: a sum of integers does not depend on the order of the dictionary.
            quarters += weight * ofGroup.values.reduce(0, +)
            seenGroups.formUnion(ofGroup.keys)  // order-free: a set of what was seen
        }
        return min(settings.maximum, quarters / (4 * settings.divisor))
    }
}
