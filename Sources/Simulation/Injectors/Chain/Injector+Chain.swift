/// Integrity and operation of chains.
extension Injector {
    static let chainConduct: [Injector] = [
        equivocation, adminKey, unannouncedUpgrade, commitmentMismatch, doubleSpend,
    ]

    /// Those that need stretches of a chain for themselves.
    static let chainTime: [Injector] = [
        deepReorganisation, blockInterval, lyingClock, producerConcentration, feedGap,
    ]
}
