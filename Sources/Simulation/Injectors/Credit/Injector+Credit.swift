/// Credit and lending.
extension Injector {
    static let credit: [Injector] = [
        rateCap, borrowerLimit, leverage, largeExposure, manyLenders, onLending, diversion, guaranteeCircle,
        guarantorLimit, doublePledge, fundPool,
    ]
}
