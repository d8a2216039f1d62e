import SupervisionModel

/// A rule, read slowly and obviously: every moment at which somebody breaks it.
struct Reading: CustomStringConvertible, Sendable {
    let rule: String
    let find: @Sendable ([Seen]) -> [Finding]

    init(_ rule: String, _ find: @escaping @Sendable ([Seen]) -> [Finding]) {
        self.rule = rule
        self.find = find
    }

    var description: String { rule }

    static let all: [Reading] =
        antiMoneyLaundering + credit + supplyChain + market + governance + dataProtection + systemic + chains
}
