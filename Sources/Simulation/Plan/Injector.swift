/// Plants the violations of one rule together with what comes close and must not be alerted.
///
/// An injector reads nothing that another one has planted and uses parties of its own, so that its claims do not depend on
/// which others there are.
public struct Injector: Sendable {
    /// The rule whose violations it plants.
    public let rule: String
    let plant: @Sendable (inout PlantBook) -> Void

    init(_ rule: String, _ plant: @escaping @Sendable (inout PlantBook) -> Void) {
        self.rule = rule
        self.plant = plant
    }

    /// One for every rule of the first pack, in the order in which they plant.
    public static let all: [Injector] = ofParties + chainTime

    /// Those whose events may stand anywhere; the others look for stretches in which nothing else was planted.
    static let ofParties: [Injector] =
        antiMoneyLaundering + credit + supplyChain + market + governance + dataProtection + systemic + chainConduct
}
