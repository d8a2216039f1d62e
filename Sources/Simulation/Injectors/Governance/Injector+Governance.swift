/// Governance and disclosure.
extension Injector {
    static let governance: [Injector] = [lateReport, unregisteredService, misreporting]
}
