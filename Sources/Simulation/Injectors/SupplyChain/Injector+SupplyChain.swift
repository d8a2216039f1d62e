/// Supply-chain finance.
extension Injector {
    static let supplyChain: [Injector] = [duplicateFinancing, voucherTerm, latePayment]
}
